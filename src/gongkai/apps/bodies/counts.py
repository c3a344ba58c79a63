"""What the register of bodies counts on the last day of a period: the bodies below one, and its dedicated officers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from django.db.models import Count, QuerySet

from gongkai.apps.bodies.models import Appointment, Kind, Placement
from gongkai.apps.bodies.models.dated import holding
from gongkai.apps.bodies.posts import Post
from gongkai.apps.core.measures import Dimensions, Key, Period, Provider, Value

MEASURES: dict[str, frozenset[Kind]] = {
    "townships": frozenset({Kind.TOWNSHIP, Kind.SUBDISTRICT}),
    "subdistricts": frozenset({Kind.SUBDISTRICT}),
    "communities": frozenset({Kind.COMMUNITY}),
    "villages": frozenset({Kind.VILLAGE}),
    "departments": frozenset({Kind.DEPARTMENT}),
}
"""Kinds behind each measure; the figure printed as 乡镇（街道） holds both."""
OFFICERS = "officers"


def counts(bodies: Collection[int], period: Period) -> Mapping[Key, Value]:
    """Each body is counted once, at its parent of that day, so that sums over bodies are right."""
    grouped = (
        _placed(bodies, period).order_by().values_list("parent_id", "public_body__kind").annotate(placed=Count("id"))
    )
    found: Counter[Key] = Counter()
    for parent, kind, placed in grouped:
        for measure, kinds in MEASURES.items():
            if kind in kinds and parent is not None:
                found[parent, measure, ()] += placed
    for body, officers in _officers(bodies, period).order_by().values_list("public_body_id").annotate(held=Count("id")):
        found[body, OFFICERS, ()] = officers
    return dict(found)


def rows(
    bodies: Collection[int], period: Period, measure: str, dimensions: Dimensions
) -> QuerySet[Placement] | QuerySet[Appointment]:
    if measure == OFFICERS:
        return _officers(bodies, period).select_related("public_body").order_by("public_body_id", "position", "id")
    placed = _placed(bodies, period).filter(public_body__kind__in=MEASURES[measure])
    return placed.select_related("public_body", "parent").order_by("parent_id", "public_body_id")


def _placed(bodies: Collection[int], period: Period) -> QuerySet[Placement]:
    """Places held on the last day; a department's own dispatched bodies are no departments of the government."""
    held = Placement.objects.filter(holding(period.last), parent__in=bodies)
    return held.exclude(parent__kind=Kind.DEPARTMENT, public_body__kind=Kind.DEPARTMENT)


def _officers(bodies: Collection[int], period: Period) -> QuerySet[Appointment]:
    """Those in the post on the last day; who handed over before it is no longer counted, who took over is."""
    return Appointment.objects.filter(holding(period.last), public_body__in=bodies, post=Post.DEDICATED_OFFICER)


PROVIDER = Provider("bodies", frozenset({*MEASURES, OFFICERS}), counts, rows)
