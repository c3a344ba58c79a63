"""Ends: each request ends on one row of Table 3, once; withdrawal, and the archive."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import make_move, make_public_move
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.services.facts import check_day, given, keep_decision
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law import reply_kinds


@transaction.atomic
def withdraw(info_request: InfoRequest, *, at: datetime) -> None:
    """The applicant withdraws on the portal."""
    with make_public_move(info_request, "withdraw", at=at) as told:
        end(info_request, _withdrawn(), localdate(at))
        told["outcome"] = info_request.outcome


@transaction.atomic
def record_withdrawal(info_request: InfoRequest, *, proof: str, on: date, by: User, at: datetime) -> None:
    """Record a withdrawal that came on paper. Raises InvalidInput for a day before receipt or after today."""
    with make_move(info_request, "record_withdrawal", by=by, at=at, facts=given(proof=proof)) as move:
        check_day(on, at)
        end(info_request, _withdrawn(), on)
        keep_decision(info_request, "record_withdrawal", proof, move.signer, at)
        move.note(outcome=info_request.outcome)


@transaction.atomic
def archive(info_request: InfoRequest, *, by: User, at: datetime) -> None:
    with make_move(info_request, "archive", by=by, at=at):
        pass


def end(info_request: InfoRequest, row: str, on: date) -> None:
    """Put it on its row. What was never received stands in no table and gets none."""
    assert not info_request.outcome, "the first outcome stays"
    if info_request.received_on is None:
        return
    last = max((event.on for event in info_request.events.all()), default=info_request.received_on)
    if on < max(last, info_request.received_on):
        words = Text("{day} 早于已登记的事实。", "{day} is before what is recorded already.").format(day=on)
        raise InvalidInput("end-before-facts", words, where="on")
    info_request.outcome, info_request.outcome_on = row, on


def _withdrawn() -> str:
    return reply_kinds()["E5"].row("2021")
