"""The first page of the day: what is late, what is due, what waits; the year and the month at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.core import measures
from gongkai.apps.core.measures import Period
from gongkai.apps.disclosure.selectors import published_by_month
from gongkai.bilingual import Text
from gongkai.desk.areas import desk_of
from gongkai.desk.today.lines import lines_of
from gongkai.desk.today.weeks import MONTHS, weeks_around
from gongkai.ui.figures import Bars, bars

A_COLUMN = 30
OF_THE_YEAR = {
    "requests_received": Text("收到申请", "Requests received"),
    "requests_replied": Text("已答复申请", "Requests replied to"),
    "requests_carried_out": Text("在办申请", "Requests in hand"),
    "site_posts": Text("发布信息", "Information published"),
    "posts_late": Text("其中逾期发布", "Of these late"),
}
"""Figures of the year so far; what would be carried out of the year is what is in hand today."""


def today(request: StaffRequest) -> HttpResponse:
    desk = desk_of(request)
    lines = lines_of(desk.duties(), request.today)
    late, near, mine = lines.late, lines.near, lines.mine
    due_days = {line.duty.due_on for line in lines.all if line.duty.due_on}
    context = {
        "late": late[:A_COLUMN],
        "near": near[:A_COLUMN],
        "mine": mine[:A_COLUMN],
        "numbers": {"late": len(late), "near": len(near), "mine": len(mine), "open": len(lines.all)},
        "acts": desk.acts(section="work"),
        "year": _year(request),
        "weeks": weeks_around(request.today, due_days),
    }
    return render(request, "desk/today/today.html", context)


def _year(request: StaffRequest) -> dict[str, object]:
    """The figures of the year so far in the viewer's bodies, and what they published month by month."""
    root = request.government.body.path
    bodies = bodies_of(request.user, request.today).filter(path__startswith=root)
    numbers = published_by_month(bodies, request.today.year)
    counted = measures.totals(
        list(bodies.values_list("pk", flat=True)), Period.of_year(request.today.year), list(OF_THE_YEAR)
    )
    months: Sequence[tuple[Text, int]] = [
        (label, numbers.get(month, 0)) for month, label in enumerate(MONTHS[: request.today.month], 1)
    ]
    total = sum(numbers.values())
    title = Text(f"今年已发布{total}条", f"{total} published this year")
    picture: Bars | None = bars(title, months, width=720, height=150) if total else None
    figures = [(label, counted[name] or 0) for name, label in OF_THE_YEAR.items()]
    return {"figures": figures, "picture": picture}
