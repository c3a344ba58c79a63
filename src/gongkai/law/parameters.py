"""Parameters of law: one value for each period, with its citation and how far it was checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Literal, cast, get_args

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law.citation import Citation, cite_of
from gongkai.law.declarations import DATA, Entry, LinedMap, Status, read_declaration

Unit = Literal["working_day", "calendar_day", "month", "year", "month_day", "count", "percent", "yuan_band", "choice"]
UNITS: tuple[Unit, ...] = get_args(Unit)

UNIT_WORDS: dict[Unit, Text] = {
    "working_day": Text("个工作日", "working days"),
    "calendar_day": Text("日", "calendar days"),
    "month": Text("个月", "months"),
    "year": Text("年", "years"),
    "month_day": Text("（月-日）", "(month-day)"),
    "count": Text("", ""),
    "percent": Text("%", "%"),
    "yuan_band": Text("元", "yuan"),
    "choice": Text("", ""),
}


@dataclass(frozen=True, slots=True)
class Band:
    """One bracket of a tariff: from the `first` unit on, `rate` yuan for each.

    every, adds   from `first` on, each further bracket of `every` units raises the rate by `adds` yuan
    """

    first: int
    rate: int
    every: int | None = None
    adds: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """What a result rests on: a place in the law, and how far it was checked."""

    cite: Citation
    status: Status

    @classmethod
    def of(cls, value: Value) -> Rule:
        return cls(value.cite, value.status)


@dataclass(frozen=True, slots=True)
class Value:
    """What a parameter says in one period. `value` is None when the law sets nothing."""

    value: int | str | tuple[Band, ...] | None
    cite: Citation
    status: Status
    valid_from: date
    valid_to: date | None
    note: Text | None = None
    checked_on: date | None = None

    @property
    def number(self) -> int:
        """The value as a whole number; a wrong kind is a wrong program."""
        if not isinstance(self.value, int):
            raise TypeError(f"{self.cite}: {self.value!r} is not a number")
        return self.value

    @property
    def choice(self) -> str:
        if not isinstance(self.value, str):
            raise TypeError(f"{self.cite}: {self.value!r} is not a choice")
        return self.value

    @property
    def bands(self) -> tuple[Band, ...]:
        if not isinstance(self.value, tuple):
            raise TypeError(f"{self.cite}: {self.value!r} is not a tariff")
        return self.value


@dataclass(frozen=True, slots=True)
class Parameter:
    """One rule that is a value: its label, its unit, what it is counted from, its values in order.

    choices   for the unit "choice": every value with its words
    """

    id: str
    label: Text
    unit: Unit
    counts_from: str | None
    values: tuple[Value, ...]
    file: str
    choices: Mapping[str, Text] = field(default_factory=dict)

    def on(self, day: date) -> Value:
        """The value in force on a day, with its citation and status.

        raises InvalidInput before the first period
        """
        found = self.find(day)
        if found is None:
            words = Text("“{label}”在 {day} 尚无规定", "there is no rule “{label}” on {day} yet")
            raise InvalidInput("rule-not-in-force", words.format(label=self.label, day=day), where=self.id)
        return found

    def find(self, day: date) -> Value | None:
        """The value in force on a day; None before the first period."""
        return next((value for value in reversed(self.values) if value.valid_from <= day), None)

    @property
    def latest(self) -> Value:
        return self.values[-1]

    def printed(self, value: Value) -> Text:
        """A value with its unit, in words: 20 个工作日; 第 11 起每个 100 元; 视为同意."""
        if value.value is None:
            return Text("无规定", "no rule")
        if isinstance(value.value, tuple):
            pairs = [_print_band(band) for band in value.value]
            return Text("；".join(pair.zh for pair in pairs), "; ".join(pair.en for pair in pairs))
        if isinstance(value.value, str) and value.value in self.choices:
            return self.choices[value.value]
        words = UNIT_WORDS[self.unit]
        return Text(f"{value.value} {words.zh}".strip(), f"{value.value} {words.en}".strip())


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One dated value as documentation and staff screens list it."""

    id: str
    label: Text
    value: Text
    unit: Unit
    counts_from: str | None
    valid_from: date
    valid_to: date | None
    cite: Citation
    status: Status
    note: Text | None


@cache
def all_parameters() -> dict[str, Parameter]:
    """Every parameter by id, sorted. Read once from data/parameters/*.yaml.

    raises InvalidDeclaration with file and line for an unknown key or unit, a value without citation,
           an id that stands twice, or dates out of order
    """
    found: dict[str, Parameter] = {}
    for path in sorted((DATA / "parameters").glob("*.yaml")):
        for key, entry in read_declaration(path).named():
            if key in found:
                raise entry.fault(f"参数“{key}”重复", f"the parameter {key!r} stands in two files")
            found[key] = read_parameter(key, entry)
    return dict(sorted(found.items()))


def parameter(key: str) -> Parameter:
    """One parameter. raises InvalidInput for an id that does not exist."""
    try:
        return all_parameters()[key]
    except KeyError:
        words = Text(f"没有名为“{key}”的参数", f"there is no parameter {key!r}")
        raise InvalidInput("parameter-unknown", words, where=key) from None


def parameter_rows() -> tuple[ParameterRow, ...]:
    """Every value of every parameter, sorted by id and date, for documentation and staff screens."""
    return tuple(
        ParameterRow(
            rule.id,
            rule.label,
            rule.printed(value),
            rule.unit,
            rule.counts_from,
            value.valid_from,
            value.valid_to,
            value.cite,
            value.status,
            value.note,
        )
        for rule in all_parameters().values()
        for value in rule.values
    )


def _print_band(band: Band) -> Text:
    zh, en = f"第 {band.first} 起每个 {band.rate} 元", f"from {band.first}: {band.rate} yuan each"
    if band.every is not None:
        zh += f"，每增 {band.every} 个加 {band.adds} 元"
        en += f", {band.adds} yuan more for each further {band.every}"
    return Text(zh, en)


def read_parameter(key: str, entry: Entry) -> Parameter:
    """One parameter of a data file; see `parameters` for what is refused."""
    entry.only("label", "unit", "counts_from", "choices", "values")
    unit = cast(Unit, entry.choice("unit", UNITS))
    days = [day for day, _ in entry.dated("values")]
    if not days:
        raise entry.fault("没有任何取值", "there is no value", "values")
    ends = [later - timedelta(days=1) for later in days[1:]] + [None]
    inner = entry.entry("values")
    values = tuple(_read_value(_value_entry(inner, day), unit, (day, end)) for day, end in zip(days, ends, strict=True))
    choices = _read_choices(entry, values) if unit == "choice" else {}
    label = entry.words("label")
    return Parameter(key, label, unit, entry.string_or_none("counts_from"), values, entry.file, choices)


def _read_choices(entry: Entry, values: tuple[Value, ...]) -> dict[str, Text]:
    """The words of each choice; a value without words is refused."""
    table = entry.entry("choices")
    choices = {name: table.words(str(name)) for name in table.values if isinstance(name, str)}
    for value in values:
        if value.value is not None and value.value not in choices:
            raise entry.fault(f"选项“{value.value}”没有说明", f"the choice {value.value!r} has no words", "choices")
    return choices


def _value_entry(inner: Entry, day: date) -> Entry:
    values = inner.values[day]
    if not isinstance(values, LinedMap):
        raise inner.fault(f"{day} 的取值应有 value、cite、status", f"{day} needs value, cite, status", day)
    return Entry(values, inner.file, inner.error)


def _read_value(entry: Entry, unit: Unit, period: tuple[date, date | None]) -> Value:
    entry.only("value", "cite", "status", "note", "checked_on")
    if "value" not in entry.values:
        raise entry.fault("缺少“value”", "'value' is missing")
    return Value(
        value=_typed(entry, unit),
        cite=cite_of(entry),
        status=entry.status(),
        valid_from=period[0],
        valid_to=period[1],
        note=entry.words_or_none("note"),
        checked_on=entry.day_or_none("checked_on"),
    )


def _typed(entry: Entry, unit: Unit) -> int | str | tuple[Band, ...] | None:
    """The value in the kind its unit asks for."""
    if entry.values["value"] is None:
        return None
    if unit == "yuan_band":
        return _read_bands(entry)
    if unit in ("choice", "month_day"):
        return entry.string("value")
    return entry.integer("value")


def _read_bands(entry: Entry) -> tuple[Band, ...]:
    bands: list[Band] = []
    for part in entry.entries("value"):
        part.only("first", "rate", "every", "adds")
        every = part.integer("every") if part.has("every") else None
        adds = part.integer("adds") if part.has("adds") else 0
        band = Band(part.integer("first"), part.integer("rate"), every, adds)
        if (band.first != 1 and not bands) or (bands and band.first <= bands[-1].first):
            raise part.fault("档位应从 1 起并依次递增", "bands must begin at 1 and ascend", "first")
        if band.every is not None and band.every < 1:
            raise part.fault("every 应为正数", "every must be positive", "every")
        bands.append(band)
    return tuple(bands)
