"""Working days: weekends, arranged days off, working weekends, local days, and years not yet announced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from gongkai.bilingual import Text
from gongkai.errors import CalendarUnknown
from gongkai.law.declarations import Status
from gongkai.law.holidays import (
    FESTIVALS,
    Notice,
    Overlay,
    estimate_year,
    estimated_years,
    read_overlay,
    years_of_rest,
)

DayKind = Literal["working_day", "weekend", "off_day", "working_weekend", "local_off", "local_working"]
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DueDay:
    """The last day of a period of working days.

    provisional       the period runs past the days that notices have arranged
    earliest, latest  where the day may move once the notice appears; both equal `on` when not provisional
    """

    on: date
    provisional: bool
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day with the reason why it is worked or not.

    source, status   who says so and how far it was checked; None for plain weekdays and weekends,
                     and no status for the days of an overlay, which its own document vouches for
    """

    day: date
    kind: DayKind
    is_working: bool
    provisional: bool
    occasion: Text | None
    source: Text | None
    status: Status | None = None


class WorkingCalendar:
    """Counts working days between 2004 and the last year of the estimate.

    Days through `announced_through` are arranged by notices. December of the last announced year is not
    among them: a New Year swap stands in the notice of the year after.

    >>> load_calendar().add(date(2026, 1, 15), 20)
    datetime.date(2026, 2, 12)
    """

    def __init__(
        self,
        off_days: Mapping[date, str],
        working_weekends: Mapping[date, str],
        *,
        announced_years: range,
        last: date,
        overlay: Overlay | None = None,
    ) -> None:
        self.first = date(announced_years.start, 1, 1)
        self.last = last
        self.announced_through = date(announced_years.stop - 1, 11, 30)
        self.overlay = overlay
        self._announced_years = announced_years
        self._off = off_days
        self._worked = working_weekends
        self._first = self.first.toordinal()
        self._working, self._position = self._count_days()

    def _count_days(self) -> tuple[list[int], list[int]]:
        """Ordinals of the working days, and for each day how many working days there are through it."""
        off = {day.toordinal() for day in self._off}
        worked = {day.toordinal() for day in self._worked}
        if self.overlay is not None:
            local_off = {day.toordinal() for day in self.overlay.off_days}
            local_worked = {day.toordinal() for day in self.overlay.working_days}
            off, worked = off | local_off, (worked | local_worked) - local_off
        working: list[int] = []
        position: list[int] = []
        for ordinal in range(self._first, self.last.toordinal() + 1):
            is_weekend = (ordinal + 6) % 7 >= _SATURDAY
            if ordinal in worked or (not is_weekend and ordinal not in off):
                working.append(ordinal)
            position.append(len(working))
        return working, position

    def _index(self, day: date) -> int:
        if not self.first <= day <= self.last:
            raise self._unknown(day)
        return day.toordinal() - self._first

    def _unknown(self, day: date | None = None) -> CalendarUnknown:
        words = Text(
            "工作日历只有 {first} 至 {last}，{day}不在其中。",
            "The calendar holds {first} to {last}; {day} is outside.",
        )
        named = Text("所求日期", "the day asked") if day is None else Text(f"{day} ", str(day))
        filled = words.format(first=self.first, last=self.last, day=named)
        hint = Text("装入新的放假通知后再算。", "Load the newer holiday notice.")
        return CalendarUnknown("calendar-unknown", filled, hint=hint)

    def is_working(self, day: date) -> bool:
        """Whether a day is worked. raises CalendarUnknown outside the calendar."""
        index = self._index(day)
        return self._position[index] > (self._position[index - 1] if index else 0)

    def is_provisional(self, day: date) -> bool:
        """Whether a notice not yet issued may still change this day."""
        return day > self.announced_through

    def add(self, day: date, days: int) -> date:
        """The last of `days` working days counted from the day after `day`; `day` itself for 0.

        raises CalendarUnknown when the count leaves the calendar
        law    civil2020/201: the first day is not counted
        """
        index = day.toordinal() - self._first
        if index < 0 or days < 0:
            raise self._unknown(day)
        if days == 0:
            return day
        try:
            return date.fromordinal(self._working[self._position[index] + days - 1])
        except IndexError:
            raise self._unknown() from None

    def count(self, after: date, through: date) -> int:
        """Working days after `after` up to and including `through`; 0 when through is not later."""
        if through <= after:
            return 0
        return self._position[self._index(through)] - self._position[self._index(after)]

    def next_working(self, day: date) -> date:
        """The day itself when it is worked, else the first working day after it."""
        return day if self.is_working(day) else self.add(day, 1)

    def due(self, day: date, days: int) -> DueDay:
        """As `add`, with the range in which a day that is not yet certain may move."""
        on = self.add(day, days)
        if not self.is_provisional(on):
            return DueDay(on, False, on, on)
        return DueDay(on, True, self.earliest.add(day, days), self.latest.add(day, days))

    @cached_property
    def earliest(self) -> WorkingCalendar:
        """The same calendar if the coming notices gave no holiday and worked every weekend they might."""
        return self._scenario(off=False)

    @cached_property
    def latest(self) -> WorkingCalendar:
        """The same calendar if the coming notices gave the widest holidays and worked no weekend."""
        return self._scenario(off=True)

    def _scenario(self, *, off: bool) -> WorkingCalendar:
        off_days = {day: name for day, name in self._off.items() if day <= self.announced_through}
        worked = {day: name for day, name in self._worked.items() if day <= self.announced_through}
        for year in range(self._announced_years.stop, self.last.year + 1):
            estimate = estimate_year(year)
            wanted, into = (estimate.widest, off_days) if off else (estimate.worked, worked)
            into.update((day, name) for day, name in wanted.items() if day > self.announced_through)
        years = self._announced_years
        return WorkingCalendar(off_days, worked, announced_years=years, last=self.last, overlay=self.overlay)

    def describe(self, day: date) -> DayRow:
        """Why a day is worked or not, with the notice or local document that says so."""
        local, festival = self._local_reason(day), self._festival(day)
        is_working, provisional = self.is_working(day), self.is_provisional(day)
        if local is not None:
            return DayRow(day, local[0], is_working, provisional, *local[1:])
        if festival is not None:
            return DayRow(day, festival[0], is_working, provisional, festival[1], *self._source(day))
        kind: DayKind = "weekend" if day.weekday() >= _SATURDAY else "working_day"
        return DayRow(day, kind, is_working, provisional, None, None)

    def _local_reason(self, day: date) -> tuple[DayKind, Text, Text] | None:
        """What the overlay says of a day."""
        local = self.overlay
        if local is None:
            return None
        number = Text(local.number, local.number)
        if day in local.off_days:
            return "local_off", Text(local.off_days[day], local.off_days[day]), number
        if day in local.working_days:
            return "local_working", Text(local.working_days[day], local.working_days[day]), number
        return None

    def _festival(self, day: date) -> tuple[DayKind, Text] | None:
        """The festival for which a day is off or worked."""
        if day in self._off:
            return "off_day", FESTIVALS[self._off[day]]
        if day in self._worked:
            return "working_weekend", FESTIVALS[self._worked[day]]
        return None

    def _source(self, day: date) -> tuple[Text, Status]:
        notice = self.notice_of(day)
        if notice is None:
            return Text("尚未公布，按法定节日推算", "not announced; estimated from the national days"), "inference"
        return notice.printed, notice.status

    def notice_of(self, day: date) -> Notice | None:
        """The notice that arranges a day off or a working weekend; None for every other day."""
        for year in (day.year, day.year + 1):
            table = years_of_rest().get(year) if year in self._announced_years else None
            if table is not None and (day in table.off_days or day in table.working_weekends):
                return table.notice
        return None

    def special_days(self, after: date, through: date) -> tuple[DayRow, ...]:
        """Days after `after` up to `through` that are not what their weekday says, in order."""
        named = {*self._off, *self._worked}
        if self.overlay is not None:
            named |= {*self.overlay.off_days, *self.overlay.working_days}
        return tuple(self.describe(day) for day in sorted(named) if after < day <= through)


def build_calendar(through: int, overlay: Overlay | None = None) -> WorkingCalendar:
    """The calendar as it was when the notice of year `through` was the newest; later years are estimated."""
    tables = [table for year, table in years_of_rest().items() if year <= through]
    off_days = {day: name for table in tables for day, name in table.off_days.items()}
    worked = {day: name for table in tables for day, name in table.working_weekends.items()}
    last_year = max(through, estimated_years().stop - 1)
    for year in range(through + 1, last_year + 1):
        off_days |= estimate_year(year).expected
    years = range(min(years_of_rest()), through + 1)
    last = date(last_year, 12, 31) - timedelta(days=31)
    return WorkingCalendar(off_days, worked, announced_years=years, last=last, overlay=overlay)


@cache
def load_calendar(overlay: Path | None = None) -> WorkingCalendar:
    """The calendar of every notice on record, with the local days of an overlay file.

    raises InvalidInput for an overlay that cannot be read; InvalidDeclaration for a wrong file of ours
    """
    local = None if overlay is None else read_overlay(overlay)
    return build_calendar(max(years_of_rest()), local)
