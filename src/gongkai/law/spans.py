"""Periods of calendar days, months and years, as the Civil Code counts them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law.calendar import DueDay, WorkingCalendar
from gongkai.law.parameters import Unit, Value, parameter

_PERIODS: tuple[Unit, ...] = ("working_day", "calendar_day", "month", "year")


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """The last day of one statutory period and the rule that set it.

    ends_on   the last day by bare count; `due` stands later when that is a day of rest
    """

    due: DueDay
    ends_on: date
    rule: Value
    unit: Unit
    parameter_id: str

    @property
    def on(self) -> date:
        return self.due.on


def add_months(day: date, months: int) -> date:
    """The same day of a later month; its last day where the month is shorter.

    law    civil2020/202
    >>> add_months(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_span(day: date, number: int, unit: Unit) -> date:
    """The last day of a calendar period, before any move off a day of rest; the first day is not counted.

    law    civil2020/201, 202
    """
    if unit == "calendar_day":
        return day + timedelta(days=number)
    if unit == "month":
        return add_months(day, number)
    if unit == "year":
        return add_months(day, 12 * number)
    raise TypeError(f"{unit} is not a calendar period")


def time_limit(parameter_id: str, from_day: date, *, calendar: WorkingCalendar) -> TimeLimit:
    """The last day of a statutory period begun on `from_day`, by the rule in force that day.

    A calendar period that would end on a day of rest ends on the first working day after it.
    law    civil2020/201, 202, 203
    raises InvalidInput before the rule is in force or when it sets no period, CalendarUnknown past the calendar

    >>> from gongkai.law.calendar import load_calendar
    >>> time_limit("suit.direct.months", date(2026, 3, 12), calendar=load_calendar()).on
    datetime.date(2026, 9, 14)
    """
    rule = parameter(parameter_id)
    value = rule.on(from_day)
    if rule.unit not in _PERIODS or value.value is None:
        words = Text("“{label}”在 {day} 不是一个期限", "“{label}” sets no period on {day}")
        raise InvalidInput("not-a-period", words.format(label=rule.label, day=from_day), where=parameter_id)
    due = span_due(from_day, value.number, rule.unit, calendar)
    ends_on = due.on if rule.unit == "working_day" else end_of_span(from_day, value.number, rule.unit)
    return TimeLimit(due, ends_on, value, rule.unit, parameter_id)


def span_due(day: date, number: int, unit: Unit, calendar: WorkingCalendar) -> DueDay:
    """The last day of `number` units after `day`, with its range when a notice may still move it."""
    if unit == "working_day":
        return calendar.due(day, number)
    if day > calendar.last:
        calendar.is_working(day)  # raises CalendarUnknown; a year past 9999 could not be computed
    end = end_of_span(day, number, unit)
    on = calendar.next_working(end)
    if not calendar.is_provisional(on):
        return DueDay(on, False, on, on)
    return DueDay(on, True, calendar.earliest.next_working(end), calendar.latest.next_working(end))
