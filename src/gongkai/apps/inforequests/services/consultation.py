"""Letters that stop the clock, and its extension. law: ogi2019/32, 33, 34."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast, get_args

from django.db import transaction

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import make_move
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.services.facts import given, keep_decision, keep_fact
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law import Event
from gongkai.law.deadlines.events import Consulted


@transaction.atomic
def consult(info_request: InfoRequest, *, to: str, on: date, by: User, at: datetime) -> str:
    """Record that a consultation letter was sent; returns its name. The clock stops from the next day."""
    if to not in get_args(Consulted):
        raise InvalidInput("unknown-consulted", Text("不认识的征求对象。", "Nobody is consulted under this name."))
    with make_move(info_request, "consult", by=by, at=at) as move:
        letter = str(info_request.events.filter(kind="consultation_sent").count() + 1)
        event = Event("consultation_sent", on, to=cast(Consulted, to), letter=letter)
        keep_fact(info_request, event, by=by.actor, at=at)
        move.note(on=on.isoformat(), letter=letter, asked=to)
    return letter


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
