"""What the register of reviews and suits counts: Table 4, what is pending on any day, figures of the running text.

A case stands once in the table of a period: as pending where a stage of it is open on the last day, else by the last
decision of the period. A stage that a later one has followed by then is told by that one. Only dated facts are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from gongkai.apps.core.measures import Dimensions, Key, Period, Provider
from gongkai.apps.core.measures import Value as Figure
from gongkai.apps.remedies.models import Dispute, DisputeStage
from gongkai.apps.remedies.words import COUNTED_ROLES, KINDS

CLASSES = ("upheld", "corrected", "other")
_PENDING = "pending"
_MEASURE_OF = {"review": "reviews", "direct": "lawsuits", "after_review": "lawsuits"}


def counts(bodies: Collection[int], period: Period) -> Mapping[Key, Figure]:
    """One query over the stages and one over what came in, for any number of bodies."""
    found: Counter[Key] = Counter()
    for body, kind, held, number in (
        _standing(bodies, period)
        .order_by()
        .values_list("dispute__public_body", "dispute__kind", "held")
        .annotate(number=Count("id"))
    ):
        found[body, f"t4.{kind}.{held}", ()] += number
        found[body, f"{_MEASURE_OF[kind]}_received", (("outcome", held),)] += number
        if held != _PENDING:
            found[body, f"{_MEASURE_OF[kind]}_closed", ()] += number
    came = _came(bodies, period).order_by().values_list("public_body", "kind").annotate(number=Count("id"))
    for body, kind, number in came:
        found[body, f"{_MEASURE_OF[kind]}_received", ()] += number
    return dict(found)


def rows(bodies: Collection[int], period: Period, measure: str, dimensions: Dimensions) -> QuerySet[Dispute]:
    """The disputes behind a figure."""
    mine = Dispute.objects.all()
    if measure.startswith("t4."):
        _, kind, held = measure.split(".")
        stages = _standing(bodies, period).filter(dispute__kind=kind, held=held)
        return mine.filter(pk__in=stages.values("dispute"))
    kinds = [kind for kind, name in _MEASURE_OF.items() if name == measure.partition("_")[0]]
    if measure.endswith("_closed"):
        stages = _standing(bodies, period).filter(dispute__kind__in=kinds).exclude(held=_PENDING)
        return mine.filter(pk__in=stages.values("dispute"))
    if dimensions:
        stages = _standing(bodies, period).filter(dispute__kind__in=kinds, held=dict(dimensions)["outcome"])
        return mine.filter(pk__in=stages.values("dispute"))
    return _came(bodies, period).filter(kind__in=kinds)


def _standing(bodies: Collection[int], period: Period) -> QuerySet[Any]:
    """The one stage by which each case counts in the period, with what it counts as in `held`."""
    later = DisputeStage.objects.filter(dispute=OuterRef("dispute"), id__gt=OuterRef("id"), opened_on__lte=period.last)
    is_open = Q(ending__isnull=True) | Q(ending__decided_on__gt=period.last)
    counted = DisputeStage.objects.filter(
        is_open | Q(ending__decided_on__gte=period.first),
        ~Exists(later),
        dispute__public_body__in=bodies,
        dispute__role__in=COUNTED_ROLES,
        opened_on__lte=period.last,
    )
    held = Case(When(is_open, then=Value(_PENDING)), default=F("ending__held_as"), output_field=CharField())
    return counted.annotate(held=held)


def _came(bodies: Collection[int], period: Period) -> QuerySet[Dispute]:
    return Dispute.objects.filter(
        public_body__in=bodies, role__in=COUNTED_ROLES, received_on__gte=period.first, received_on__lte=period.last
    )


_CELLS = {f"t4.{kind}.{held}" for kind in KINDS for held in (*CLASSES, _PENDING)}
PROVIDER = Provider(
    "remedies",
    frozenset({*_CELLS, "reviews_received", "reviews_closed", "lawsuits_received", "lawsuits_closed"}),
    counts,
    rows,
    dimensions={"reviews_received": ("outcome",), "lawsuits_received": ("outcome",)},
)
