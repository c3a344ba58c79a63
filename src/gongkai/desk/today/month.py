"""The month of a day as a calendar draws it."""

from __future__ import annotations

from calendar import MONDAY, Calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from gongkai.bilingual import Text
from gongkai.errors import CalendarUnknown
from gongkai.law import load_calendar


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: whether it is worked, what makes it special, whether something falls due."""

    day: date
    is_working: bool
    is_today: bool
    is_due: bool
    note: Text | None = None


def month_of(today: date, due_days: Collection[date]) -> list[list[Cell | None]]:
    """The weeks of the month, Monday first; None for days of other months."""
    weeks = Calendar(MONDAY).monthdatescalendar(today.year, today.month)
    return [[_cell(day, today, due_days) if day.month == today.month else None for day in week] for week in weeks]


def _cell(day: date, today: date, due_days: Collection[date]) -> Cell:
    try:
        row = load_calendar().describe(day)
    except CalendarUnknown:
        return Cell(day, day.weekday() < 5, day == today, day in due_days)
    note = None
    if row.kind == "working_weekend":
        note = Text("班", "work")
    elif row.kind == "off_day" and day.weekday() < 5:
        note = Text("休", "rest")
    return Cell(day, row.is_working, day == today, day in due_days, note)
