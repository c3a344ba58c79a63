"""The measures: named counts of a body over a period, read from `data/measures`; a wrong file is refused.

One file per app. Keys of a measure: `zh`, `en` (its label), `unit`, `kind`, `section`; for a rate also `numerator`,
`denominator` and `decimals`; for a part of another measure `part_of` and `dimension` (`column=notices`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal, get_args

from gongkai.bilingual import Text
from gongkai.declarations import read_mapping
from gongkai.errors import InvalidDeclaration, InvalidInput

Kind = Literal["count", "sum", "rate", "stock", "stated"]
KINDS: tuple[Kind, ...] = get_args(Kind)

MEASURE_FILES: tuple[str, ...] = (
    "disclosure",
    "inforequests",
    "remedies",
    "engagement",
    "catalogs",
    "channels",
    "oversight",
    "annual",
    "bodies",
)

_NEEDED = {"zh", "en", "unit", "kind", "section"}
_RATE = {"numerator", "denominator", "decimals"}
_PART = {"part_of", "dimension"}


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    app          the app whose registers count it (name of its data file)
    kind         count, sum, rate, stock at the end of the period; stated: a fact of a rule or a text, counted nowhere
    section      the section of the annual report that tells it, 0 for the words before the first
    numerator    of a rate: the measure above the line; "" otherwise
    denominator  of a rate: the measure below the line; "" otherwise
    decimals     of a rate: digits after the point, rounded half up
    part_of      the measure that this one is a part of, "" when it stands alone
    dimension    which part, as name=value ("column=notices", "platform=wechat")
    """

    id: str
    label: Text
    unit: str
    kind: Kind
    section: int
    app: str
    numerator: str = ""
    denominator: str = ""
    decimals: int = 0
    part_of: str = ""
    dimension: str = ""


@cache
def measures() -> Mapping[str, Measure]:
    """Every measure by its id, in the order of the files."""
    sources = {}
    for app in MEASURE_FILES:
        path = resources.files("gongkai.reports") / "data" / "measures" / f"{app}.yaml"
        sources[app] = path.read_text(encoding="utf-8")
    return load_measures(sources)


def measure(measure_id: str) -> Measure:
    """The measure of that id. Raises InvalidInput."""
    known = measures().get(measure_id)
    if known is None:
        raise InvalidInput(
            "unknown-measure",
            Text(f"没有“{measure_id}”这个指标。", f"There is no measure {measure_id!r}."),
        )
    return known


def label_of(measure_id: str) -> Text:
    """The label of a measure; its id where a report tells a measure that is not declared."""
    known = measures().get(measure_id)
    return known.label if known else Text(measure_id, measure_id)


def load_measures(sources: Mapping[str, str]) -> Mapping[str, Measure]:
    """Measures from the texts of their files, keyed by app.

    raises  InvalidDeclaration for an unknown or missing key, a measure declared twice, a reference to no measure
    """
    known: dict[str, Measure] = {}
    for app, source in sources.items():
        where = f"reports/data/measures/{app}.yaml"
        for measure_id, values in read_mapping(source, where=where).items():
            if measure_id in known:
                raise _wrong(f"{where}: {measure_id}", "指标重复。", "This measure is declared twice.")
            known[measure_id] = _measure(measure_id, values, app, f"{where}: {measure_id}")
    for entry in known.values():
        for name in filter(None, (entry.numerator, entry.denominator, entry.part_of)):
            if name not in known:
                place = f"reports/data/measures/{entry.app}.yaml: {entry.id}"
                raise _wrong(place, f"没有“{name}”这个指标。", f"There is no measure {name!r}.")
    return MappingProxyType(known)


def _measure(measure_id: str, values: Any, app: str, where: str) -> Measure:
    if not isinstance(values, dict):
        raise _wrong(where, "应为映射。", "A mapping is expected here.")
    needed = _NEEDED | (_RATE if values.get("kind") == "rate" else set())
    unknown, missing = set(values) - needed - _PART, needed - set(values)
    if unknown or missing:
        names = ", ".join(sorted(map(str, unknown or missing)))
        if unknown:
            raise _wrong(where, f"不认识的键：{names}。", f"Unknown keys: {names}.")
        raise _wrong(where, f"缺少：{names}。", f"Missing keys: {names}.")
    if values["kind"] not in KINDS:
        raise _wrong(where, "没有这样的类别。", f"There is no kind {values['kind']!r}.")
    if not isinstance(values["section"], int) or not 0 <= values["section"] <= 6:
        raise _wrong(where, "部分应为0至6。", "The section is a number from 0 to 6.")
    rest = {key: values[key] for key in sorted((_RATE | _PART) & set(values))}
    label = Text(values["zh"], values["en"])
    return Measure(measure_id, label, values["unit"], values["kind"], values["section"], app, **rest)


def _wrong(where: str, zh: str, en: str) -> InvalidDeclaration:
    return InvalidDeclaration("invalid-measure", Text(zh, en), where=where)
