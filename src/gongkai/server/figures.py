"""The measures of a government's bodies, of each or of all together, as rows for a person or a program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.selectors import with_members
from gongkai.apps.core.measures import Dimensions, Period, Value, counted_as, counts, is_provided, totals
from gongkai.bilingual import Language, Text
from gongkai.errors import InvalidInput
from gongkai.reports.measures import measures
from gongkai.server.beginning import government_at

HEADS = ("body", "measure", "dimensions", "value", "label", "unit")
Row = tuple[str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Counted:
    """Bodies whose values are told together, under the name of the first: one body, or one with all below it."""

    name: str
    ids: Sequence[int]


def rows_of(
    slug: str, year: int, *, body: str, wanted: Collection[str], adds_members: bool, language: Language
) -> Iterator[Row]:
    """One row for each body, measure and dimension that has a value in the year.

    body          name or code of one body; "" for all bodies of the government
    wanted        ids of measures, also parts and rates; empty for all that registers count
    adds_members  one row for the body (the government without one) and all below it added up; a rate is that of the
                  sums, and what was asked for by name is told though it be nought
    raises        InvalidInput for what is not known or counted
    """
    for measure in wanted:
        if measure not in measures():
            words = Text("没有这个指标。", "There is no such measure.")
            raise InvalidInput("unknown-measure", words, where=measure)
    period, told = Period.of_year(year), _told(slug, body, adds_members)
    derived = [measure for measure in wanted if adds_members or _is_derived(measure)]
    if adds_members and not wanted:
        derived = [name for name, one in measures().items() if one.kind == "rate" and is_provided(name)]
    direct = [measure for measure in wanted if not _is_derived(measure)]
    found = _found(told, period, direct) if direct or not wanted else {}
    for place, one in enumerate(told):
        values = found.get(place, {})
        values |= {(name, ()): value for name, value in totals(one.ids, period, derived).items() if value is not None}
        for (measure, dimensions), value in sorted(values.items()):
            yield _row(one.name, measure, dimensions, value, language)


def _found(
    told: Sequence[Counted], period: Period, wanted: Collection[str]
) -> dict[int, dict[tuple[str, Dimensions], Value]]:
    """What registers count, added up for each place in `told`; each register is asked once."""
    place_of = {pk: place for place, one in enumerate(told) for pk in one.ids}
    found: dict[int, dict[tuple[str, Dimensions], Value]] = defaultdict(dict)
    for (pk, measure, dimensions), value in counts(list(place_of), period, measures=wanted or None).items():
        within = found[place_of[pk]]
        within[measure, dimensions] = within.get((measure, dimensions), 0) + value
    return found


def _is_derived(measure: str) -> bool:
    """Whether it follows from what registers count: a rate, or a part that none counts by itself."""
    return measures()[measure].kind == "rate" or counted_as(measure) != (measure, ())


def _row(name: str, measure: str, dimensions: Dimensions, value: Value, language: Language) -> Row:
    parts = " ".join(f"{key}={what}" for key, what in dimensions)
    spec = measures().get(measure)
    label, unit = (spec.label.in_language(language), spec.unit) if spec else ("", "")
    return name, measure, parts, str(value), label, unit


def _told(slug: str, named: str, adds_members: bool) -> list[Counted]:
    root = government_at(slug).body
    all_bodies = list(with_members(root).order_by("path"))
    found = [one for one in all_bodies if named in (one.name, one.division_code, one.credit_code)] if named else []
    if named and not found:
        raise InvalidInput("unknown-body", Text("没有这个单位。", "There is no such body."), where=named)
    if not adds_members:
        return [Counted(one.name, [one.pk]) for one in found or all_bodies]
    return [Counted(one.name, _ids_under(one, all_bodies)) for one in found or [root]]


def _ids_under(body: PublicBody, all_bodies: Sequence[PublicBody]) -> list[int]:
    return [one.pk for one in all_bodies if one.path.startswith(body.path)]
