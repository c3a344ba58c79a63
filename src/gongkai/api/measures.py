"""Figures counted from the public registers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404
from ninja import Field, Query, Router, Schema

from gongkai.api.answers import Fault, Words, words
from gongkai.api.government import ApiRequest, government_of
from gongkai.apps.bodies.register import own_bodies
from gongkai.apps.bodies.selectors import area_on
from gongkai.apps.core.measures import Period, Value, counts
from gongkai.reports.measures import measures as declared

router = Router(tags=["measures"])

PUBLIC_MEASURES = frozenset({"townships", "subdistricts", "communities", "villages", "departments", "site_posts"})
"""Measures whose records are public one by one; the others become public with the annual report."""
FIRST_YEAR = 2008


class MeasureFilter(Schema):
    """Which figures."""

    year: int = Field(..., ge=FIRST_YEAR, le=9998, description="The calendar year; stocks as of its last day")
    body: int | None = Field(None, description="Of this body; of the government without one")
    members: bool = Field(True, description="Together with the bodies below it on the last day of the year")


class Figure(Schema):
    """One measure in one year."""

    measure: str
    label: Words
    unit: str
    kind: str
    dimensions: dict[str, str]
    value: Decimal | int


class Figures(Schema):
    """The measures of a body in a year."""

    year: int
    body_id: int
    members: bool
    items: list[Figure]


@router.get("", response={200: Figures, 404: Fault}, url_name="measures", summary="Figures of a year")
def measures(request: ApiRequest, wanted: Query[MeasureFilter]) -> Any:
    government = government_of(request)
    body = government.body
    if wanted.body is not None and wanted.body != body.pk:
        asked = own_bodies(government, request.today).filter(pk=wanted.body).first()
        if asked is None:
            raise Http404
        body = asked
    period = Period.of_year(wanted.year)
    bodies = area_on(body, period.last) if wanted.members else {body.pk}
    totals: dict[tuple[str, tuple[tuple[str, str], ...]], Value] = {}
    for (_, measure, dimensions), value in counts(bodies, period, measures=PUBLIC_MEASURES).items():
        totals[measure, dimensions] = totals.get((measure, dimensions), 0) + value
    for measure in PUBLIC_MEASURES:
        totals.setdefault((measure, ()), 0)
    known = declared()
    order = list(known)
    items = [
        {
            "measure": measure,
            "label": words(known[measure].label),
            "unit": known[measure].unit,
            "kind": known[measure].kind,
            "dimensions": dict(dimensions),
            "value": value,
        }
        for (measure, dimensions), value in sorted(totals.items(), key=lambda one: (order.index(one[0][0]), one[0][1]))
    ]
    return {"year": wanted.year, "body_id": body.pk, "members": wanted.members, "items": items}
