"""The weeks around a day as a calendar draws them: the one before, its own, and those that come."""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.bilingual import Text
from gongkai.errors import CalendarUnknown
from gongkai.law import load_calendar

BEFORE, WEEKS = 1, 6
"""Weeks shown before the one of the day, and in all: a due day of the usual length lies within them."""
MONTHS = tuple(Text(f"{number}月", month_abbr[number]) for number in range(1, 13))


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: whether it is worked, what makes it special, whether something falls due.

    month  told beside the first day shown of each month
    """

    day: date
    is_working: bool
    is_today: bool
    is_due: bool
    month: Text | None = None
    note: Text | None = None


def weeks_around(today: date, due_days: Collection[date]) -> list[list[Cell]]:
    """Whole weeks, Monday first."""
    first = today - timedelta(days=today.weekday(), weeks=BEFORE)
    days = [first + timedelta(days=number) for number in range(7 * WEEKS)]
    cells = [
        _cell(day, today, due_days, MONTHS[day.month - 1] if day == first or day.day == 1 else None) for day in days
    ]
    return [cells[at : at + 7] for at in range(0, len(cells), 7)]


def _cell(day: date, today: date, due_days: Collection[date], month: Text | None) -> Cell:
    is_today, is_due = day == today, day in due_days
    try:
        row = load_calendar().describe(day)
    except CalendarUnknown:
        return Cell(day, day.weekday() < 5, is_today, is_due, month)
    note = None
    if row.kind == "working_weekend":
        note = Text("班", "work")
    elif row.kind == "off_day" and day.weekday() < 5:
        note = Text("休", "rest")
    return Cell(day, row.is_working, is_today, is_due, month, note)
