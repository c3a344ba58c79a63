"""Dated facts: each is laid before the law with those before it, and only then kept."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.core.actors import Actor
from gongkai.apps.inforequests.clock import facts_of, settle
from gongkai.apps.inforequests.models import Decision, InfoRequest, RequestEvent
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law import Deadline, Event


def keep_fact(info_request: InfoRequest, event: Event, *, by: Actor, at: datetime, said: str = "") -> Deadline:
    """Record what happened. Raises what the law refuses, with its article; InvalidInput for a day still to come."""
    check_day(event.on, at)
    deadline = settle(info_request, [*facts_of(info_request), event])
    row = RequestEvent(
        info_request=info_request,
        kind=event.kind,
        on=event.on,
        to=event.to or "",
        letter=event.letter or "",
        days=event.days,
        approved_on=event.approved_on,
        until=event.until,
        carrier=event.carrier or "",
        said=said.strip(),
        actor_kind=by.kind,
        actor_id=by.id,
        recorded_at=at,
    )
    row.full_clean()
    row.save(force_insert=True)
    return deadline


def check_day(day: date, at: datetime) -> None:
    """Nothing is recorded before it has happened. Raises InvalidInput."""
    if day > localdate(at):
        words = Text("日期 {day} 还没有到。", "The day {day} lies ahead.").format(day=day)
        raise InvalidInput("day-ahead", words, where="on")


def keep_decision(info_request: InfoRequest, move: str, said: str, by: User, at: datetime) -> None:
    decision = Decision(info_request=info_request, move=move, said=said.strip(), by=by, at=at)
    decision.full_clean()
    decision.save()


def given(**facts: object) -> tuple[str, ...]:
    """The names of the facts that were really given."""
    return tuple(name for name, value in facts.items() if (value.strip() if isinstance(value, str) else value))
