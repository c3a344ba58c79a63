"""How often the website was looked at: a picture of the days, its figures, and the pages opened most."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.bodies.demonstration import marked
from gongkai.apps.channels.selectors import DayVisits, views_by_page, visits_by_day, website_of
from gongkai.apps.channels.units import BASES, UNITS
from gongkai.apps.core import measures
from gongkai.apps.core.exports import to_csv
from gongkai.apps.core.measures import Period
from gongkai.bilingual import Text
from gongkai.desk.list_views import download
from gongkai.ui.figures import Bars, bars

MOST_DAYS, DEFAULT_DAYS, MOST_BARS = 366, 31, 45


def traffic(request: StaffRequest) -> HttpResponse:
    """Days of a period; with ?format=csv the same as a file."""
    body = request.government.body
    site = website_of(body, request.today)
    first, last = _period(request)
    days = visits_by_day(site, first, last) if site else []
    if request.GET.get("format") == "csv":
        lines = [(one.day, one.visits, UNITS[one.unit].label.zh) for one in days]
        data = to_csv(*marked(("day", "visits", "unit"), lines, request.government))
        return download(data, "visits.csv", "text/csv; charset=utf-8")
    counted = measures.counts([body.pk], Period(first, last), measures=["site_visits"])
    units = [
        (UNITS[base].label, value)
        for base in BASES
        if (value := counted.get((body.pk, "site_visits", (("unit", base),))))
    ]
    context = {
        "site": site,
        "first": first,
        "last": last,
        "units": units,
        "pictures": _pictures(days),
        "pages": views_by_page(body, first, last),
    }
    return render(request, "desk/channels/traffic.html", context)


def _period(request: StaffRequest) -> tuple[date, date]:
    """What is asked for, in order and not too long; else the last weeks."""
    try:
        first, last = date.fromisoformat(request.GET["first"]), date.fromisoformat(request.GET["last"])
    except (KeyError, ValueError):
        return request.today - timedelta(days=DEFAULT_DAYS - 1), request.today
    first, last = min(first, last), max(first, last)
    return max(first, last - timedelta(days=MOST_DAYS - 1)), last


def _pictures(days: list[DayVisits]) -> list[tuple[Text, Bars]]:
    """A picture for each unit, of the days that were counted in it."""
    of_unit = {base: [(one.day, one.visits) for one in days if one.unit == base] for base in BASES}
    return [
        (UNITS[base].label, bars(_title(counted), _shown(counted), width=760, height=200))
        for base, counted in of_unit.items()
        if counted
    ]


def _title(days: list[tuple[date, int]]) -> str:
    """The finding: the day with most, and the average."""
    day, most = max(days, key=lambda one: one[1])
    average = sum(number for _day, number in days) / len(days)
    return _("Most on %(day)s (%(most)d); %(average)d a day on average") % {
        "day": day.isoformat(),
        "most": most,
        "average": round(average),
    }


def _shown(days: list[tuple[date, int]]) -> list[tuple[str, int]]:
    """A bar for each day; for each month where there are too many."""
    if len(days) <= MOST_BARS:
        return [(str(day.day), number) for day, number in days]
    months: dict[str, int] = {}
    for day, number in days:
        months[f"{day:%Y-%m}"] = months.get(f"{day:%Y-%m}", 0) + number
    return list(months.items())
