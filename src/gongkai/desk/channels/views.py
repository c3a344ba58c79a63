"""The columns of the website with their numbers: what adds up, what stands empty, what is not kept up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.channels.column_numbers import ColumnNumbers, numbers_of, publishers
from gongkai.apps.channels.models import WebColumn, Website
from gongkai.apps.channels.selectors import columns_of, website_of
from gongkai.apps.core.measures import Period
from gongkai.apps.disclosure.models import Publication
from gongkai.bilingual import Text
from gongkai.desk.channels.acts import ACTS

STANDINGS = {
    "adds_up": Text("各项之和等于合计", "Its parts add up"),
    "part": Text("其中", "Some of it"),
    "differs": Text("各项之和不等于合计", "Its parts do not add up"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A column as the table shows it. depth: how many stand above it; last: the day of the newest item."""

    numbers: ColumnNumbers
    depth: int
    last: date | None
    is_stale: bool

    @property
    def column(self) -> WebColumn:
        return self.numbers.column

    @property
    def standing(self) -> Text | None:
        return STANDINGS[self.numbers.standing] if self.numbers.standing else None


def column_list(request: StaffRequest) -> HttpResponse:
    """The tree with the numbers of a year."""
    site = website_of(request.government.body, request.today)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and 1990 < int(asked) < 2100 else request.today.year
    context: dict[str, object] = {
        "site": site,
        "year": year,
        "years": range(request.today.year, request.today.year - 8, -1),
        "may_change": "office_head" in roles_in(request.user, request.government.body, request.today),
        "acts": ACTS,
    }
    if site is not None:
        numbers = numbers_of(site, list(columns_of(site, request.today)), Period.of_year(year))
        context |= {"numbers": numbers, "standing": STANDINGS[numbers.standing]}
        context["lines"] = list(_lines(numbers.columns, _newest(site), request.today, 0))
    return render(request, "desk/channels/columns.html", context)


def _newest(site: Website) -> dict[str, date]:
    """The day of the newest item of each column."""
    found = Publication.objects.filter(public_body__in=publishers(site), published_on__isnull=False)
    return dict(found.order_by().values_list("column").annotate(last=Max("published_on")))


def _lines(columns: tuple[ColumnNumbers, ...], newest: dict[str, date], today: date, depth: int) -> Iterator[Line]:
    for one in columns:
        below = list(_lines(one.members, newest, today, depth + 1))
        days = [day for day in (newest.get(one.column.key), *(line.last for line in below)) if day]
        last, limit = max(days, default=None), one.column.stale_days
        is_stale = bool(limit) and (last is None or last < today - timedelta(days=limit))
        yield Line(one, depth, last, is_stale)
        yield from below
