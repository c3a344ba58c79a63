"""What the register of requests counts: Table 3, its balance on any day, and the figures of the running text.

Everything is read from dated facts (day of receipt, day of the outcome, events), never from the state of today: a past
year counted later gives the same numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Any

from django.db.models import BooleanField, Case, Count, Q, QuerySet, Value, When

from gongkai.apps.core.measures import Dimensions, Key, Period, Provider
from gongkai.apps.core.measures import Value as Figure
from gongkai.apps.inforequests.models import InfoRequest, RequestEvent
from gongkai.apps.inforequests.words import CHANNEL_OF_MEASURE, CLASSES, outcome_rows

_EVENTS = {"correction_asked": "requests_corrected", "extended": "requests_extended"}
_STANDING: dict[str, Callable[[Period], Q]] = {
    "received": lambda period: Q(received_on__gte=period.first, received_on__lte=period.last),
    "carried_in": lambda period: Q(received_on__lt=period.first) & (_open(Q(outcome_on__gte=period.first))),
    "ended": lambda period: Q(outcome_on__gte=period.first, outcome_on__lte=period.last),
    "carried_out": lambda period: Q(received_on__lte=period.last) & (_open(Q(outcome_on__gt=period.last))),
}
"""What a request was in a period, by its two days alone."""
_PLAIN = {
    "requests_received": "received",
    "requests_carried_in": "carried_in",
    "requests_carried_out": "carried_out",
    "requests_handled": "ended",
}


def counts(bodies: Collection[int], period: Period) -> Mapping[Key, Figure]:
    """One query over the requests and one over their events, for any number of bodies."""
    found: Counter[Key] = Counter()
    for row in _grouped(bodies, period):
        for measure, dimensions in _measures_of(row):
            found[row["public_body_id"], measure, dimensions] += row["number"]
    for body, kind, number in (
        _events(bodies, period)
        .values_list("info_request__public_body", "kind")
        .annotate(number=Count("info_request", distinct=True))
    ):
        found[body, _EVENTS[kind], ()] += number
    return dict(found)


def rows(bodies: Collection[int], period: Period, measure: str, dimensions: Dimensions) -> QuerySet[InfoRequest]:
    """The requests behind a figure."""
    mine = InfoRequest.objects.filter(public_body__in=bodies)
    if measure in _EVENTS.values():
        kinds = [kind for kind, name in _EVENTS.items() if name == measure]
        return mine.filter(pk__in=_events(bodies, period).filter(kind__in=kinds).values("info_request"))
    if measure.startswith("t3."):
        row, column = measure.removeprefix("t3.").rsplit(".", 1)
        mine = mine.filter(applicant_class=column)
        if row in ("received", "carried_in", "carried_out"):
            return mine.filter(_STANDING[row](period))
        return mine.filter(_STANDING["ended"](period), outcome=row)
    if measure == "requests_replied":
        return mine.filter(_STANDING["ended"](period)).exclude(outcome__startswith="other.")
    mine = mine.filter(_STANDING[_PLAIN[measure]](period))
    for name, value in dimensions:
        mine = mine.filter(_dimension(name, value))
    return mine


def _open(not_yet: Q) -> Q:
    return Q(outcome_on__isnull=True) | not_yet


def _grouped(bodies: Collection[int], period: Period) -> QuerySet[InfoRequest, dict[str, Any]]:
    """Requests of the period and those carried into it, grouped by all that a figure may ask."""
    marks = {
        f"is_{name}": Case(When(standing(period), then=Value(True)), default=Value(False), output_field=BooleanField())
        for name, standing in _STANDING.items()
    }
    touched = Q(received_on__lte=period.last) & _open(Q(outcome_on__gte=period.first))
    mine = InfoRequest.objects.filter(touched, public_body__in=bodies).order_by().annotate(**marks)
    grouped: QuerySet[InfoRequest, dict[str, Any]] = mine.values(
        "public_body_id", "applicant_class", "channel", "outcome", *marks
    ).annotate(number=Count("id"))
    return grouped


def _measures_of(row: Mapping[str, Any]) -> Iterator[tuple[str, Dimensions]]:
    """Every measure and cell a group counts in."""
    column, outcome = str(row["applicant_class"]), str(row["outcome"])
    for name in ("received", "carried_in", "carried_out"):
        if row[f"is_{name}"]:
            yield f"t3.{name}.{column}", ()
            yield f"requests_{name}", ()
    if row["is_received"]:
        yield "requests_received", (("applicant", _kind_of(column)),)
        yield "requests_received", (("channel", _channel_of(str(row["channel"]))),)
    if row["is_ended"]:
        yield f"t3.{outcome}.{column}", ()
        yield "requests_handled", ()
        yield "requests_handled", (("outcome", outcome.partition(".")[0]),)
        if not outcome.startswith("other."):
            yield "requests_replied", ()


def _kind_of(column: str) -> str:
    return column if column == "natural_person" else "legal_person"


def _channel_of(channel: str) -> str:
    return CHANNEL_OF_MEASURE.get(channel, channel)


def _dimension(name: str, value: str) -> Q:
    if name == "applicant":
        return Q(applicant_class__in=[column for column in CLASSES if _kind_of(column) == value])
    if name == "outcome":
        return Q(outcome=value) | Q(outcome__startswith=f"{value}.")
    grouped = [channel for channel, group in CHANNEL_OF_MEASURE.items() if group == value]
    return Q(channel__in=grouped or [value])


def _events(bodies: Collection[int], period: Period) -> QuerySet[RequestEvent]:
    return RequestEvent.objects.filter(
        info_request__public_body__in=bodies, kind__in=_EVENTS, on__gte=period.first, on__lte=period.last
    ).order_by()


@cache
def _owed() -> frozenset[str]:
    rows_of_table = ("received", "carried_in", "carried_out", *outcome_rows())
    cells = {f"t3.{row}.{column}" for row in rows_of_table for column in CLASSES}
    return frozenset({*cells, *_PLAIN, *_EVENTS.values(), "requests_replied"})


PROVIDER = Provider(
    "inforequests",
    _owed(),
    counts,
    rows,
    dimensions={"requests_received": ("applicant", "channel"), "requests_handled": ("outcome",)},
)
