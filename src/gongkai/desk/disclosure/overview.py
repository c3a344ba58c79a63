"""What is late and what is due by unit, and key areas with how much was published in each."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.roles import BUSINESS
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.core import measures
from gongkai.apps.core.measures import Period
from gongkai.apps.disclosure.selectors import clock_by_body, late_list
from gongkai.apps.disclosure.vocabulary import key_areas
from gongkai.errors import CalendarUnknown
from gongkai.law import load_calendar

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
def publication_areas(request: StaffRequest) -> HttpResponse:
    """Every key area with what was published in it this year or in ?year=; those without an item stand apart."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and 2000 <= int(asked) <= 2999 else request.today.year
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
