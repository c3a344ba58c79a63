"""Letters that stop the clock, and its extension. law: ogi2019/32, 33, 34."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast, get_args

from django.db import transaction

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import make_move
from gongkai.apps.core.sealing import seal
from gongkai.apps.inforequests.models import Consultation, InfoRequest
from gongkai.apps.inforequests.services.facts import given, keep_decision, keep_fact
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law import Event
from gongkai.law.deadlines.events import Consulted


@transaction.atomic
def consult(
    info_request: InfoRequest,
    *,
    to: str,
    whom: str,
    what: str,
    internal_limit: date | None = None,
    on: date,
    by: User,
    at: datetime,
) -> str:
    """Record that a consultation letter was sent; returns its name. The clock stops from the next day.

    whom            a body by its name; a third party, kept sealed
    internal_limit  until when the office waits before it asks again
    """
    if to not in get_args(Consulted):
        raise InvalidInput("unknown-consulted", Text("不认识的征求对象。", "Nobody is consulted under this name."))
    with make_move(info_request, "consult", by=by, at=at) as move:
        letter = str(info_request.events.filter(kind="consultation_sent").count() + 1)
        event = Event("consultation_sent", on, to=cast(Consulted, to), letter=letter)
        keep_fact(info_request, event, by=by.actor, at=at)
        _keep(info_request, letter, event, whom=whom, what=what, internal_limit=internal_limit)
        move.note(on=on.isoformat(), letter=letter, asked=to)
    return letter


def _keep(
    info_request: InfoRequest, letter: str, event: Event, *, whom: str, what: str, internal_limit: date | None
) -> None:
    """Who is asked about what. Raises InvalidInput for a limit not after the letter, or nobody named."""
    if not whom.strip():
        raise InvalidInput("consulted-unnamed", Text("须写明征求谁的意见。", "Say who is consulted."), where="whom")
    if internal_limit is not None and internal_limit <= event.on:
        words = Text("内部时限应晚于发函之日。", "The internal limit comes after the day of the letter.")
        raise InvalidInput("limit-too-early", words, where="internal_limit")
    row = Consultation(info_request=info_request, letter=letter, to=event.to or "", what=what.strip())
    row.sent_on, row.internal_limit = event.on, internal_limit
    if event.to == "third_party":
        row.sealed_whom = seal(bytes(info_request.applicant.key), {"whom": whom.strip()})
    else:
        row.organ = whom.strip()
    row.full_clean()
    row.save()


@transaction.atomic
def record_arrival(info_request: InfoRequest, *, letter: str, on: date, by: User, at: datetime) -> None:
    """Record the day a letter reached whom it asks: silence counts from there."""
    with make_move(info_request, "record_arrival", by=by, at=at) as move:
        keep_fact(info_request, Event("consultation_delivered", on, letter=letter), by=by.actor, at=at)
        move.note(on=on.isoformat(), letter=letter)


@transaction.atomic
def record_opinion(info_request: InfoRequest, *, letter: str, on: date, by: User, at: datetime) -> None:
    """Record the day the opinion came: the clock goes on."""
    with make_move(info_request, "record_opinion", by=by, at=at) as move:
        keep_fact(info_request, Event("consultation_answered", on, letter=letter), by=by.actor, at=at)
        move.note(on=on.isoformat(), letter=letter)


@transaction.atomic
def extend(
    info_request: InfoRequest,
    *,
    days: int | None,
    reason: str,
    approved_on: date,
    on: date,
    by: User,
    at: datetime,
) -> None:
    """Extend the time to reply: approved by the head of the disclosure office, told on or before the due day."""
    with make_move(info_request, "extend", by=by, at=at, facts=given(days=days, reason=reason)) as move:
        event = Event("extended", on, days=days, approved_on=approved_on)
        keep_fact(info_request, event, by=by.actor, at=at, said=reason)
        keep_decision(info_request, "extend", reason, move.signer, at)
        move.note(on=on.isoformat(), days=days)
