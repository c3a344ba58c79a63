"""Handlers and acts of the schedule for the tests: they note what they were told, and fail when they are asked to."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.apps.core.models import Sequence
from gongkai.apps.core.outbox import GiveUp, Handler
from gongkai.apps.core.schedule import Daily, Hourly
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

told: list[tuple[object, ...]] = []
failing: set[str] = set()


def answer(subject: Sequence, now: datetime) -> None:
    told.append(("answer", subject.name, now))


def stubborn(subject: Sequence, now: datetime) -> None:
    told.append(("stubborn", subject.name, now))
    if "stubborn" in failing:
        raise InvalidInput("key-missing", Text("", "the telephone of 王某 is 13900000000"))


def desperate(_subject: Sequence, _now: datetime) -> None:
    raise GiveUp("no-address")


def buried(subject: Sequence, now: datetime) -> None:
    told.append(("buried", subject.name, now))
    if "burial" in failing:
        raise ValueError


def revived(subject: Sequence, now: datetime) -> None:
    told.append(("revived", subject.name, now))


HANDLERS = {
    "letter": (answer, stubborn),
    "hopeless": (Handler(desperate, buried=buried, revived=revived),),
}


def each_day(day: date, now: datetime) -> None:
    told.append(("day", day, now))
    if "day" in failing:
        raise ValueError


def each_hour(now: datetime) -> None:
    told.append(("hour", now))


SCHEDULE = {"day": Daily(each_day, hour=3), "hour": Hourly(each_hour)}
