"""Counts over the registers, asked in one way whatever register they come from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

Value = int | Decimal
Dimensions = tuple[tuple[str, str], ...]
Key = tuple[int, str, Dimensions]
"""Id of the body, id of the measure or cell, and dimensions in order of their names."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from first to last, both inclusive."""

    first: date
    last: date

    @classmethod
    def of_year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year, 12, 31))


@dataclass(frozen=True, slots=True)
class Provider:
    """What one register counts.

    measures  ids of the measures and cells it owes
    counts    (ids of bodies, period) -> values; one grouped query for any number of bodies, over dated facts only
    rows      (ids of bodies, period, measure) -> the records behind a value
    """

    app: str
    measures: frozenset[str]
    counts: Callable[[Collection[int], Period], Mapping[Key, Value]]
    rows: Callable[[Collection[int], Period, str], QuerySet[Any]]


@cache
def providers() -> tuple[Provider, ...]:
    return tuple(import_string(settings.PROVIDERS))


def counts(bodies: Collection[int], period: Period, *, measures: Collection[str] | None = None) -> dict[Key, Value]:
    """Every value of these bodies in this period; `measures` keeps some of them."""
    found: dict[Key, Value] = {}
    for provider in providers():
        if measures is None or provider.measures & set(measures):
            found |= provider.counts(bodies, period)
    return {key: value for key, value in found.items() if measures is None or key[1] in measures}


def total(bodies: Collection[int], period: Period, measure: str) -> Value:
    """One measure added up over bodies, without its dimensions."""
    values: Iterable[Value] = (
        value for (_, _, dimensions), value in counts(bodies, period, measures=[measure]).items() if not dimensions
    )
    return sum(values, start=0)


def rows(bodies: Collection[int], period: Period, measure: str) -> QuerySet[Any]:
    """The records behind a measure. Raises LookupError when no register provides it."""
    for provider in providers():
        if measure in provider.measures:
            return provider.rows(bodies, period, measure)
    raise LookupError(measure)
