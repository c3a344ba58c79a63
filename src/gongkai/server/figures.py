"""The measures of a government's bodies as rows for a person or a program."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.selectors import with_members
from gongkai.apps.core.measures import Period, counts
from gongkai.bilingual import Language, Text
from gongkai.errors import InvalidInput
from gongkai.reports.measures import measures
from gongkai.server.beginning import government_at

HEADS = ("body", "measure", "dimensions", "value", "label", "unit")
Row = tuple[str, str, str, str, str, str]


def rows_of(slug: str, year: int, *, body: str, wanted: Collection[str], language: Language) -> Iterator[Row]:
    """One row for each body, measure and dimension that has a value in the year.

    body    name or code of one body; "" for all bodies of the government
    wanted  ids of measures; empty for all
    raises  InvalidInput for what is not known
    """
    known = measures()
    for measure in wanted:
        if measure not in known:
            words = Text("没有这个指标。", "There is no such measure.")
            raise InvalidInput("unknown-measure", words, where=measure)
    bodies = {one.pk: one for one in _bodies(slug, body)}
    found = counts(list(bodies), Period.of_year(year), measures=wanted or None)
    for (pk, measure, dimensions), value in sorted(found.items(), key=lambda item: (bodies[item[0][0]].path, item[0])):
        parts = " ".join(f"{name}={what}" for name, what in dimensions)
        spec = known.get(measure)
        label, unit = (spec.label.in_language(language), spec.unit) if spec else ("", "")
        yield bodies[pk].name, measure, parts, str(value), label, unit


def _bodies(slug: str, named: str) -> list[PublicBody]:
    all_bodies = with_members(government_at(slug).body)
    if not named:
        return list(all_bodies)
    found = [one for one in all_bodies if named in (one.name, one.division_code, one.credit_code)]
    if not found:
        raise InvalidInput("unknown-body", Text("没有这个单位。", "There is no such body."), where=named)
    return found
