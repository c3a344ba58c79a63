"""What the registers of documents and interpretations count: their rows of Table 2 in both editions, and the measures.

Everything is read from dated facts (days of issue, repeal, validity, publication), never from the state of today, so a
past year counted later gives the same numbers. On any day: stock = stock before + issued − repealed − lapsed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongkai.apps.core.measures import Dimensions, Key, Period, Provider, Value
from gongkai.apps.disclosure.document_flow import NORMATIVE, RULES
from gongkai.apps.disclosure.document_register import PUBLIC_DAY, in_force_on
from gongkai.apps.disclosure.models import Interpretation, NormativeDocument
from gongkai.law import parameter

LAPSE_SWITCH = "ogi.normative.lapse_counts"
_ROWS = {NORMATIVE: "t2.normative_docs", RULES: "t2.rules"}
_MEASURES = {
    "normative_docs_issued": "issued",
    "normative_docs_repealed": "repealed",
    "normative_docs_in_force": "in_force",
    "normative_docs_posted": "disclosed",
}
_BY: Sequence[str] = ("public_body_id", "kind")
FACTS = ("issued", "repealed", "in_force", "made", "disclosed", "total")
"""Columns of Table 2: the first three of the edition of 2021, the others of that of 2019."""


def repealed_in(period: Period) -> Q:
    return Q(repealed_on__gte=period.first, repealed_on__lte=period.last)


def lapsed_in(period: Period) -> Q:
    """The first day without validity lies in the period."""
    day = timedelta(days=1)
    return Q(
        issued_on__isnull=False,
        repealed_on__isnull=True,
        valid_until__gte=period.first - day,
        valid_until__lte=period.last - day,
    )


def ended_in(period: Period) -> Q:
    """What the column 本年废止件数 counts: repeals, and lapses where the switch of that day says so."""
    is_counted = parameter(LAPSE_SWITCH).on(period.last).choice == "counted"
    return repealed_in(period) | lapsed_in(period) if is_counted else repealed_in(period)


def fact(name: str, period: Period) -> Q:
    """Which documents a column counts; needs `public_day` for those of the edition of 2019."""
    if name in ("issued", "made"):
        return Q(issued_on__gte=period.first, issued_on__lte=period.last)
    if name == "repealed":
        return ended_in(period)
    if name == "in_force":
        return in_force_on(period.last)
    if name == "disclosed":
        return Q(public_day__gte=period.first, public_day__lte=period.last)
    return Q(public_day__lte=period.last)


def _documents(bodies: Collection[int]) -> QuerySet[NormativeDocument]:
    found = NormativeDocument.objects.filter(public_body__in=bodies, kind__in=_ROWS, issued_on__isnull=False)
    return found.order_by().annotate(public_day=PUBLIC_DAY)


def count_documents(bodies: Collection[int], period: Period) -> Mapping[Key, Value]:
    """One grouped query; a joint document counts with its lead alone."""
    numbers = {f"number_{name}": Count("id", filter=fact(name, period)) for name in FACTS}
    found: dict[Key, Value] = {}
    grouped: QuerySet[NormativeDocument, dict[str, Any]] = _documents(bodies).values(*_BY).annotate(**numbers)
    for row in grouped:
        body = row["public_body_id"]
        for name in FACTS:
            found[body, f"{_ROWS[row['kind']]}.{name}", ()] = row[f"number_{name}"]
        if row["kind"] == NORMATIVE:
            for measure, name in _MEASURES.items():
                found[body, measure, ()] = row[f"number_{name}"]
    return found


def document_rows(
    bodies: Collection[int], period: Period, measure: str, _dimensions: Dimensions
) -> QuerySet[NormativeDocument]:
    """The documents behind a figure."""
    row, _, name = measure.rpartition(".")
    kind = RULES if row == _ROWS[RULES] else NORMATIVE
    return _documents(bodies).filter(fact(_MEASURES.get(measure, name), period), kind=kind)


def _pieces(bodies: Collection[int], period: Period) -> QuerySet[Interpretation]:
    listed = Interpretation.objects.filter(public_body__in=bodies).order_by().annotate(public_day=PUBLIC_DAY)
    return listed.filter(public_day__gte=period.first, public_day__lte=period.last)


def count_interpretations(bodies: Collection[int], period: Period) -> Mapping[Key, Value]:
    """Pieces by the body and the day on which they became public, whole and by form."""
    found: Counter[Key] = Counter()
    grouped = _pieces(bodies, period).values_list("public_body_id", "form").annotate(number=Count("id"))
    for body, form, number in grouped:
        found[body, "interpretations", ()] += number
        found[body, "interpretations", (("form", form),)] = number
    return dict(found)


def interpretation_rows(
    bodies: Collection[int], period: Period, _measure: str, dimensions: Dimensions
) -> QuerySet[Interpretation]:
    return _pieces(bodies, period).filter(**dict(dimensions))


DOCUMENTS = Provider(
    "disclosure.documents",
    frozenset({*(f"{row}.{name}" for row in _ROWS.values() for name in FACTS), *_MEASURES}),
    count_documents,
    document_rows,
)
INTERPRETATIONS = Provider(
    "disclosure.interpretations",
    frozenset({"interpretations"}),
    count_interpretations,
    interpretation_rows,
    dimensions={"interpretations": ("form",)},
)
PROVIDERS = (DOCUMENTS, INTERPRETATIONS)
