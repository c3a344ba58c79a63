"""Publishing in figures: by week, unit and column; what is late and due by unit; key areas with what each holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.roles import BUSINESS
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.channels.selectors import column_names
from gongkai.apps.core import measures
from gongkai.apps.core.measures import Period
from gongkai.apps.disclosure.selectors import clock_by_body, late_list, published_by
from gongkai.apps.disclosure.vocabulary import key_areas, site_columns
from gongkai.errors import CalendarUnknown
from gongkai.law import load_calendar
from gongkai.ui.figures import bars

WARN_DAYS = 5
"""Working days before its last day from which an item counts as nearly due; a choice of ours, not of the law."""
A_PAGE = 50


@require_safe
def publication_clock(request: StaffRequest) -> HttpResponse:
    """Units with what is overdue, nearly due, and was published late this year; the overdue items themselves."""
    bodies = bodies_of(request.user, request.today, roles=BUSINESS)
    here = bodies.filter(path__startswith=request.government.body.path)
    try:
        soon = load_calendar().add(request.today, WARN_DAYS)
    except CalendarUnknown:
        soon = request.today + timedelta(days=WARN_DAYS)
    context = {
        "lines": clock_by_body(here, today=request.today, soon=soon),
        "late": late_list(here, request.today)[:A_PAGE],
        "today": request.today,
        "soon": soon,
        "year": request.today.year,
    }
    return render(request, "desk/disclosure/clock.html", context)


@require_safe
def publication_figures(request: StaffRequest) -> HttpResponse:
    """How much was published in ?year=, this year unless it says another: by week, by unit, by column."""
    year = _year(request)
    bodies = bodies_of(request.user, request.today, roles=BUSINESS)
    here = bodies.filter(path__startswith=request.government.body.path)
    by_body = published_by(here, year, "public_body")
    by_column = _by_column(by_body, year)
    units = dict(here.filter(pk__in=by_body).values_list("pk", "name"))
    by_week = _by_week(published_by(here, year, "published_on"), year)
    names = {**site_columns(), **column_names([*by_column], request.government)}
    clock = clock_by_body(here, today=request.today, soon=request.today)
    context = {
        "year": year,
        "is_this_year": year == request.today.year,
        "whole": sum(by_body.values()),
        "most": max([*by_body.values(), *by_column.values()], default=0),
        "late": sum(line["late"] for line in clock),
        "overdue": sum(line["overdue"] for line in clock),
        "weeks": bars(_("Published in each week of the year"), by_week),
        "by_body": [(units[key], number) for key, number in by_body.items()],
        "by_column": [(names.get(key, key), number) for key, number in by_column.items()],
    }
    return render(request, "desk/disclosure/figures.html", context)


def _by_column(by_body: Mapping[int, int], year: int) -> dict[str, int]:
    """As the measures count them, most first; "" for what stood in no column."""
    sums: Counter[str] = Counter({"": sum(by_body.values())})
    values = measures.counts([*by_body], Period.of_year(year), measures=["site_posts"])
    for (_body, _measure, dimensions), value in values.items():
        for name, key in dimensions:
            if name == "column":
                sums[key] += int(value)
                sums[""] -= int(value)
    return {key: number for key, number in sorted(sums.items(), key=lambda one: (-one[1], one[0])) if number}


def _by_week(days: Mapping[date, int], year: int) -> list[tuple[str, int]]:
    """The days of a year by the week they lie in, weeks beginning on Monday; each called by its first day."""
    sums: dict[date, int] = {}
    day = date(year, 1, 1)
    while day.year == year:
        sums[max(day - timedelta(days=day.weekday()), date(year, 1, 1))] = 0
        day += timedelta(days=1)
    for day, number in days.items():
        sums[max(day - timedelta(days=day.weekday()), date(year, 1, 1))] += number
    return [(f"{first:%m-%d}", number) for first, number in sums.items()]


def _year(request: StaffRequest) -> int:
    asked = request.GET.get("year", "")
    is_year = asked.isascii() and asked.isdecimal() and 2000 <= int(asked) <= 2999
    return int(asked) if is_year else request.today.year


@require_safe
def publication_areas(request: StaffRequest) -> HttpResponse:
    """Every key area with what was published in it this year or in ?year=; those without an item stand apart."""
    year = _year(request)
    bodies = bodies_of(request.user, request.today, roles=BUSINESS)
    ids = list(bodies.filter(path__startswith=request.government.body.path).values_list("pk", flat=True))
    values = measures.counts(ids, Period.of_year(year), measures=["site_posts", "key_area_posts"])
    sums: dict[str, int] = dict.fromkeys(key_areas(), 0)
    whole = 0
    for (_body, measure, dimensions), value in values.items():
        if measure == "key_area_posts":
            whole += int(value)
        for name, area in dimensions:
            if name == "key_area":
                sums[area] = sums.get(area, 0) + int(value)
    labels = key_areas()
    context = {
        "year": year,
        "whole": whole,
        "areas": [(key, labels[key], number) for key, number in sums.items() if number],
        "empty": [labels[key] for key, number in sums.items() if not number],
    }
    return render(request, "desk/disclosure/areas.html", context)
