"""Counts over the registers, asked in one way whatever register they come from.

A measure is declared in reports/data/measures and provided by one register (server/providers.py). A part of a measure
("posts_notices" is site_posts with column=notices) and a rate need no provider of their own: they follow from what is
counted. A *stated* measure is a fact of a rule or a text and is counted nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.reports.measures import Measure
from gongkai.reports.measures import measures as declared_measures

Value = int | Decimal
Dimensions = tuple[tuple[str, str], ...]
Key = tuple[int, str, Dimensions]
"""Id of the body, id of the measure or cell, and dimensions in order of their names."""

HUNDRED = Decimal(100)


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

    measures    ids of the measures and cells it owes
    counts      (ids of bodies, period) -> values; one grouped query for any number of bodies, over dated facts only.
                A stock is counted on the last day of the period. What is nought may be left out
    rows        (ids of bodies, period, measure, dimensions) -> the records behind a value
    dimensions  by which names a measure is also given in parts
    apart       measures given in parts alone, each in a unit of its own: no part is added to another
    """

    app: str
    measures: frozenset[str]
    counts: Callable[[Collection[int], Period], Mapping[Key, Value]]
    rows: Callable[[Collection[int], Period, str, Dimensions], QuerySet[Any]]
    dimensions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()


@cache
def providers() -> tuple[Provider, ...]:
    return tuple(import_string(settings.PROVIDERS))


def provider_of(measure: str) -> Provider:
    """The register that counts a measure or cell. Raises InvalidInput where none does."""
    for provider in providers():
        if measure in provider.measures:
            return provider
    known = declared_measures().get(measure)
    if known is None:
        words = Text("没有“{name}”这个指标。", "There is no measure {name!r}.").format(name=measure)
        raise InvalidInput("unknown-measure", words)
    if known.kind == "stated":
        words = Text(
            "“{name}”是规定或文字中的事实，不从台账统计。", "{name!r} is stated by a rule or a text, not counted."
        )
        raise InvalidInput("measure-is-stated", words.format(name=measure))
    words = Text("“{name}”还没有登记来源。", "No register counts {name!r} yet.").format(name=measure)
    raise InvalidInput("measure-not-counted", words)


def is_provided(measure: str) -> bool:
    """Whether a value can be given: by a register, as a part of a measure, or as a rate of two."""
    known = declared_measures().get(measure)
    if known is not None and known.kind == "rate":
        return is_provided(known.numerator) and is_provided(known.denominator)
    base, dimensions = counted_as(measure)
    return any(
        base in provider.measures and all(name in provider.dimensions.get(base, ()) for name, _ in dimensions)
        for provider in providers()
    )


def counted_as(measure: str) -> tuple[str, Dimensions]:
    """The measure a register counts and the dimensions that make this one a part of it.

    >>> counted_as("posts_notices")
    ('site_posts', (('column', 'notices'),))
    """
    known = declared_measures().get(measure)
    if known is None or not known.part_of or any(measure in provider.measures for provider in providers()):
        return measure, ()
    name, _, value = known.dimension.partition("=")
    return known.part_of, ((name, value),)


def counts(bodies: Collection[int], period: Period, *, measures: Collection[str] | None = None) -> dict[Key, Value]:
    """Every value of these bodies in this period, with all dimensions; `measures` keeps some of them.

    A query for each register that is asked, however many bodies. Raises InvalidInput for what no register counts.
    """
    wanted = None if measures is None else {provider_of(measure).app for measure in measures}
    found: dict[Key, Value] = {}
    for provider in providers():
        if wanted is None or provider.app in wanted:
            found |= provider.counts(bodies, period)
    return {key: value for key, value in found.items() if measures is None or key[1] in measures}


def total(bodies: Collection[int], period: Period, measure: str) -> Value | None:
    """One measure added up over bodies; a rate over the sums of its two sides, None where nothing stands below.

    None too where it was counted in several units: ask `counts` for its parts.
    raises  InvalidInput for an unknown or stated measure, or one without a register yet
    """
    return totals(bodies, period, [measure])[measure]


def totals(bodies: Collection[int], period: Period, measures: Collection[str]) -> dict[str, Value | None]:
    """Several measures at one time: each register is asked once."""
    parts = {_provided(part) for measure in measures for part in _sides(measure)}
    bases = {counted_as(part)[0] for part in parts}
    values = counts(bodies, period, measures=bases)
    sums = {part: _whole(values, *counted_as(part)) for part in parts}
    return {measure: _value(measure, sums) for measure in measures}


def rows(bodies: Collection[int], period: Period, measure: str) -> QuerySet[Any]:
    """The records behind a measure; of a rate, those above its line. Raises InvalidInput as `total` does."""
    base, dimensions = counted_as(_provided(_sides(measure)[0]))
    return provider_of(base).rows(bodies, period, base, dimensions)


def rate(above: Value, below: Value, decimals: int) -> Decimal | None:
    """A share in percent, rounded half up; None where nothing stands below.

    >>> rate(52, 55, 1)
    Decimal('94.5')
    """
    if not below:
        return None
    step = Decimal(1).scaleb(-decimals)
    return (Decimal(above) * HUNDRED / Decimal(below)).quantize(step, rounding=ROUND_HALF_UP)


def _provided(measure: str) -> str:
    """The measure itself. Raises InvalidInput, with the reason, where no value of it can be given."""
    if not is_provided(measure):
        provider_of(measure)
    return measure


def _declared(measure: str) -> Measure | None:
    return declared_measures().get(measure)


def _sides(measure: str) -> tuple[str, ...]:
    """What has to be counted for a measure: itself, or the two sides of a rate."""
    known = _declared(measure)
    return (known.numerator, known.denominator) if known is not None and known.kind == "rate" else (measure,)


def _whole(values: Mapping[Key, Value], base: str, dimensions: Dimensions) -> Value | None:
    """The sum over bodies; of a measure whose parts stay apart only where there is one part."""
    if dimensions or base not in provider_of(base).apart:
        return _sum(values, base, dimensions)
    parts = {held for (_, name, held) in values if name == base}
    return None if len(parts) > 1 else _sum(values, base, next(iter(parts), ()))


def _sum(values: Mapping[Key, Value], base: str, dimensions: Dimensions) -> Value:
    found: Iterable[Value] = (
        value for (_, name, held), value in values.items() if name == base and _fits(held, dimensions)
    )
    return sum(found, start=0)


def _fits(held: Dimensions, wanted: Dimensions) -> bool:
    """Whether a value counts here: exactly the dimensions asked for; "*" stands for any value but none."""
    if len(held) != len(wanted):
        return False
    return all(a == b and (y in ("*", x)) for (a, x), (b, y) in zip(held, wanted, strict=True))


def _value(measure: str, sums: Mapping[str, Value | None]) -> Value | None:
    known = _declared(measure)
    if known is None or known.kind != "rate":
        return sums[measure]
    above, below = sums[known.numerator], sums[known.denominator]
    return None if above is None or below is None else rate(above, below, known.decimals)
