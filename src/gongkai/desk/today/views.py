"""The first page of the day: what is late, what is due, what waits; the year and the month at a glance."""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.disclosure.selectors import published_by_month
from gongkai.bilingual import Text
from gongkai.desk.areas import desk_of
from gongkai.desk.rail import Duty
from gongkai.desk.today.month import month_of
from gongkai.errors import CalendarUnknown
from gongkai.law import load_calendar
from gongkai.ui.figures import Bars, bars

NEAR_DAYS = 3
A_COLUMN = 30
MONTHS = tuple(Text(f"{number}月", month_abbr[number]) for number in range(1, 13))


@dataclass(frozen=True, slots=True)
class Line:
    """A duty with the working days left until its day, or since it."""

    duty: Duty
    left: int | None


def today(request: StaffRequest) -> HttpResponse:
    desk = desk_of(request)
    lines = [Line(duty, _left(request.today, duty.due_on)) for duty in desk.duties()]
    late = [line for line in lines if line.duty.due_on and line.duty.due_on < request.today]
    near = [line for line in lines if line not in late and line.left is not None and line.left <= NEAR_DAYS]
    mine = [line for line in lines if line.duty.act and line not in late and line not in near]
    due_days = {line.duty.due_on for line in lines if line.duty.due_on}
    context = {
        "late": late[:A_COLUMN],
        "near": near[:A_COLUMN],
        "mine": mine[:A_COLUMN],
        "numbers": {"late": len(late), "near": len(near), "mine": len(mine), "open": len(lines)},
        "acts": desk.acts(section="work"),
        "year": _year(request),
        "month": month_of(request.today, due_days),
    }
    return render(request, "desk/today/today.html", context)


def _left(today: date, due_on: date | None) -> int | None:
    """Working days after today up to the due day; after it, how many have passed; None where no calendar says."""
    if due_on is None:
        return None
    try:
        return load_calendar().count(*sorted((today, due_on)))
    except CalendarUnknown:
        return None


def _year(request: StaffRequest) -> dict[str, object]:
    """What the viewer's bodies published this year, month by month."""
    root = request.government.body.path
    bodies = bodies_of(request.user, request.today).filter(path__startswith=root)
    numbers = published_by_month(bodies, request.today.year)
    months: Sequence[tuple[Text, int]] = [
        (label, numbers.get(month, 0)) for month, label in enumerate(MONTHS[: request.today.month], 1)
    ]
    total = sum(numbers.values())
    title = Text(f"今年已发布{total}条", f"{total} published this year")
    picture: Bars | None = bars(title, months, width=720, height=150) if total else None
    return {"total": total, "picture": picture}
