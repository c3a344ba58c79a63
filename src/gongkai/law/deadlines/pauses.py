"""Consultations that stop the clock, and the count of working days outside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from gongkai.law.calendar import WorkingCalendar
from gongkai.law.deadlines.events import Consulted

Interval = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Pause:
    """One consultation letter. The pause runs after the day it is sent, through the day it ends.

    limit   working days from delivery after which silence ends it; None when only an answer does
    stops   whether the law of the day of receipt stops the clock for it at all
    """

    to: Consulted
    letter: str | None
    sent_on: date
    limit: int | None
    delivered_on: date | None = None
    answered_on: date | None = None
    stops: bool = True

    def silence_on(self, calendar: WorkingCalendar) -> date | None:
        """The last day the other side may answer; None when no time is set or delivery is unknown."""
        if self.limit is None or self.delivered_on is None:
            return None
        return calendar.add(self.delivered_on, self.limit)

    def ends_on(self, calendar: WorkingCalendar) -> date | None:
        """The answer, or the day silence takes effect, whichever is first; None while neither is known."""
        if not self.stops:
            return self.sent_on
        known = [day for day in (self.answered_on, self.silence_on(calendar)) if day is not None]
        return min(known, default=None)

    def ended(self, day: date) -> Pause:
        """The same pause as if the answer came on a day, unless it ended before."""
        return self if self.answered_on is not None else replace(self, answered_on=max(day, self.sent_on))


def merged(pauses: Iterable[Pause], calendar: WorkingCalendar) -> list[Interval]:
    """Closed pauses as intervals (from, through], overlapping ones joined, in order. Open ones are left out."""
    intervals: list[Interval] = []
    spans = ((pause.sent_on, pause.ends_on(calendar)) for pause in pauses)
    for start, end in sorted((start, end) for start, end in spans if end is not None):
        if intervals and start <= intervals[-1][1]:
            intervals[-1] = (intervals[-1][0], max(intervals[-1][1], end))
        else:
            intervals.append((start, end))
    return intervals


def last_day(base: date, days: int, pauses: Iterable[Pause], calendar: WorkingCalendar) -> date:
    """The day on which `days` working days after `base`, outside the pauses, are full."""
    cursor, left = base, days
    for start, end in merged(pauses, calendar):
        if end <= cursor:
            continue
        run = calendar.count(cursor, start)
        if run >= left:
            break
        left -= run
        cursor = end
    return calendar.add(cursor, left)


def counted(base: date, through: date, pauses: Iterable[Pause], calendar: WorkingCalendar) -> int:
    """Working days after `base` up to `through` that lie outside the pauses."""
    total = calendar.count(base, through)
    for start, end in merged(pauses, calendar):
        total -= calendar.count(max(start, base), min(end, through))
    return total
