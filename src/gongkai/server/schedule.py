"""Acts that fall due by themselves, hourly or daily; each may run twice without harm."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.apps.core import schedule, seals, tasks
from gongkai.apps.core.schedule import Daily, Hourly, Schedule


def seal_whole_log(now: datetime) -> None:
    """Entries committed too late for the frequent sealing are found here."""
    seals.seal(now, everything=True)


def take_head(day: date, now: datetime) -> None:
    """The head of today; that of a day on which nothing ran is lost."""
    if day == localdate(now):
        seals.seal(now)
        seals.take_head(day, now)


def forget_finished(_day: date, now: datetime) -> None:
    tasks.forget_finished(now)
    schedule.forget_old(now)


SCHEDULE: Schedule = {
    "core.seal_whole_log": Hourly(seal_whole_log),
    "core.audit_head": Daily(take_head),
    "core.forget_finished": Daily(forget_finished, hour=3),
}
