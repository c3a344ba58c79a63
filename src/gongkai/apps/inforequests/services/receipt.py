"""The day of receipt of a request."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import make_move, make_public_move
from gongkai.apps.core import outbox
from gongkai.apps.inforequests.clock import settle
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.services.facts import check_day, given
from gongkai.bilingual import Text
from gongkai.errors import MoveRefused
from gongkai.law import ReceiptFacts, day_of_receipt
from gongkai.law.receipt import Channel, Receipt

REGISTERED = "inforequests.registered"


@transaction.atomic
def register(info_request: InfoRequest, *, by: User, at: datetime) -> None:
    """Register what was handed in or signed for: its day is fixed by that alone. law: ogi2019/31(1), (2)."""
    with make_move(info_request, "register", by=by, at=at) as move:
        receipt = receipt_of(info_request)
        if receipt.received_on is None:
            words = Text("须先与申请人确认。", "It must be confirmed with the applicant first.")
            raise MoveRefused("receipt-unconfirmed", words, where=receipt.rule.cite.id)
        move.note(received_on=_receive(info_request, receipt))
        move.queue(REGISTERED, info_request)


@transaction.atomic
def acknowledge(info_request: InfoRequest, *, by: User, at: datetime) -> None:
    """Tell the applicant that it has come: the first half of the confirmation by both sides. law: ogi2019/31(3)."""
    with make_move(info_request, "acknowledge", by=by, at=at) as move:
        if receipt_of(info_request).received_on is not None:
            words = Text("收到日已可认定，请直接登记。", "Its day is fixed already: register it.")
            raise MoveRefused("receipt-fixed", words)
        info_request.acknowledged_on = localdate(at)
        move.queue("inforequests.acknowledged", info_request)


@transaction.atomic
def confirm_by_contact(info_request: InfoRequest, *, contacted_on: date | None, by: User, at: datetime) -> None:
    """Fix the day of receipt by a call or another contact on that day. law: ogi2019/31(2), (3)."""
    facts = given(contacted_on=contacted_on)
    with make_move(info_request, "confirm_by_contact", by=by, at=at, facts=facts) as move:
        assert contacted_on is not None, "the flow wants the day"
        check_day(contacted_on, at)
        move.note(received_on=_receive(info_request, receipt_of(info_request, confirmed_on=contacted_on)))
        move.queue(REGISTERED, info_request)


@transaction.atomic
def confirm(info_request: InfoRequest, *, at: datetime) -> None:
    """The applicant confirms what the office has told: the day both sides have. law: ogi2019/31(3)."""
    with make_public_move(info_request, "confirm", at=at) as told:
        told["received_on"] = _receive(info_request, receipt_of(info_request, confirmed_on=localdate(at)))
    outbox.queue(REGISTERED, info_request)


def receipt_of(info_request: InfoRequest, *, confirmed_on: date | None = None) -> Receipt:
    """The day of receipt under the facts known. Raises InvalidInput for days out of order."""
    arrived, submitted = info_request.arrived_on, info_request.submitted_at
    channel = cast(Channel, info_request.channel)
    sent = localdate(submitted) if submitted is not None else None
    return day_of_receipt(
        ReceiptFacts(
            channel,
            submitted_on=arrived if channel == "in_person" else sent,
            arrived_on=None if channel in ("in_person", "post_signed") else arrived,
            signed_on=arrived if channel == "post_signed" else None,
            confirmed_on=confirmed_on,
        )
    )


def _receive(info_request: InfoRequest, receipt: Receipt) -> str:
    """Fix the day and start the clock; the day as the log keeps it."""
    assert receipt.received_on is not None, "the caller gave the fact that fixes it"
    info_request.received_on = receipt.received_on
    settle(info_request, [])
    return receipt.received_on.isoformat()
