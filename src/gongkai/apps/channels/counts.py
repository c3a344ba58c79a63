"""What the registers of channels count: websites, columns, visits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, QuerySet, Sum

from gongkai.apps.bodies.models.dated import holding
from gongkai.apps.channels.models import DailyVisits, WebColumn, Website
from gongkai.apps.channels.units import UNITS
from gongkai.apps.core.measures import Dimensions, Key, Period, Provider, Value


def counts(bodies: Collection[int], period: Period) -> Mapping[Key, Value]:
    """Visits of the days of the period by unit, never units together; websites and columns open on its last day."""
    found: Counter[Key] = Counter()
    for body, unit, visits in (
        _visits(bodies, period).values_list("website__public_body_id", "unit").annotate(sum=Sum("visits"))
    ):
        found[body, "site_visits", (("unit", UNITS[unit].base),)] += visits
    for body, number in _sites(bodies, period).values_list("public_body_id").annotate(number=Count("id")):
        found[body, "sites", ()] = number
    columns = _columns(bodies, period).order_by().values_list("website__public_body_id")
    for body, number in columns.annotate(number=Count("id")):
        found[body, "site_columns", ()] = number
    return dict(found)


def rows(bodies: Collection[int], period: Period, measure: str, dimensions: Dimensions) -> QuerySet[Any]:
    if measure == "sites":
        return _sites(bodies, period)
    if measure == "site_columns":
        return _columns(bodies, period)
    bases = [value for name, value in dimensions if name == "unit"]
    visits = _visits(bodies, period)
    return visits.filter(unit__in=[key for key, unit in UNITS.items() if unit.base in bases]) if bases else visits


def _visits(bodies: Collection[int], period: Period) -> QuerySet[DailyVisits]:
    inside = DailyVisits.objects.filter(day__gte=period.first, day__lte=period.last)
    return inside.filter(website__public_body__in=bodies).order_by()


def _sites(bodies: Collection[int], period: Period) -> QuerySet[Website]:
    return Website.objects.filter(holding(period.last), public_body__in=bodies).order_by()


def _columns(bodies: Collection[int], period: Period) -> QuerySet[WebColumn]:
    open_then = WebColumn.objects.filter(holding(period.last), website__public_body__in=bodies)
    return open_then.filter(holding(period.last, "website__"))


PROVIDER = Provider(
    "channels",
    frozenset({"site_visits", "sites", "site_columns"}),
    counts,
    rows,
    dimensions={"site_visits": ("unit",)},
    apart=frozenset({"site_visits"}),
)
