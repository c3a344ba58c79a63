"""What the checker knows as data: kinds of bodies, relations of figures, words and patterns (data/checks)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from gongkai.bilingual import Text
from gongkai.declarations import read_mapping
from gongkai.errors import InvalidDeclaration
from gongkai.reports.findings import Severity
from gongkai.reports.schema import CellId


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of public body.

    may_make_rules  None where the name alone does not tell
    due             id of the parameter of law for the due day of its report, "" when there is none
    """

    id: str
    label: Text
    may_make_rules: bool | None
    due: str
    is_government: bool


@dataclass(frozen=True, slots=True)
class NamePattern:
    """A pattern on names of bodies; `is_local` patterns are tried on the name without its province."""

    kind: str
    pattern: re.Pattern[str]
    is_local: bool


@dataclass(frozen=True, slots=True)
class Bodies:
    kinds: Mapping[str, Kind]
    names: tuple[NamePattern, ...]
    province: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Cells that a measure of the text is held against; the first group that is filled counts."""

    measure: str
    groups: tuple[tuple[CellId, ...], ...]
    severity: Severity
    none: Severity
    times: int = 1


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Measures of parts whose sum is held against that of the whole.

    complete  the parts are all there are; otherwise their sum only may not exceed the whole
    """

    whole: str
    parts: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Subset:
    """A measure that cannot exceed another.

    backlog  what is left over is open at the end of the year
    """

    part: str
    whole: str
    backlog: bool


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two measures, the first of which is at least, or at most, so many times the second in any plausible report."""

    over: str
    of: str
    at_least: int = 0
    at_most: int = 0


@dataclass(frozen=True, slots=True)
class Unclear:
    """Parts of a whole that a text tells apart from it; `words` say that they are in it."""

    whole: str
    parts: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DenialShares:
    """Rows of Table 3 that are remarked on from so many requests and so many per cent of those handled on."""

    rows: tuple[str, ...]
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Relations:
    """What the figures of the text are held against.

    may_differ  measures that may stand twice in a text with different figures
    """

    counterparts: tuple[Counterpart, ...]
    breakdowns: tuple[Breakdown, ...]
    subsets: tuple[Subset, ...]
    ratios: tuple[Ratio, ...]
    may_differ: frozenset[str]
    denial_shares: DenialShares
    unclear: tuple[Unclear, ...]


@dataclass(frozen=True, slots=True)
class Aspect:
    """An aspect of the overview: there when a head holds one of `heads` or the text one of `text`."""

    label: Text
    heads: tuple[str, ...]
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearWords:
    linked_before: re.Pattern[str]
    linked_after: re.Pattern[str]
    comparison: tuple[str, ...]
    plan: tuple[str, ...]
    count: re.Pattern[str]
    as_of_end: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """Words and patterns of the running text; each is explained by the rule that uses it."""

    aspects: tuple[Aspect, ...]
    statutory_title: str
    preamble: tuple[str, ...]
    period: tuple[str, ...]
    format_notice: re.Pattern[str]
    document_number: re.Pattern[str]
    fee_statement: tuple[str, ...]
    lawsuit: tuple[str, ...]
    all_answered: re.Pattern[str]
    years: YearWords
    partial_period: re.Pattern[str]
    as_of: re.Pattern[str]
    cumulative: re.Pattern[str]
    fraction: re.Pattern[str]
    stutter: re.Pattern[str]
    stray_rate: re.Pattern[str]
    statutory_deadline: re.Pattern[str]
    deadline_parameter: str
    chinese_count: re.Pattern[str]
    remarks: Mapping[str, re.Pattern[str]]
    hanging: re.Pattern[str]
    hung: tuple[str, ...]
    least_weight: re.Pattern[str]
    own_weight: re.Pattern[str]
    private_mail: frozenset[str]
    offices: tuple[str, ...]
    officials: re.Pattern[str]


@cache
def bodies() -> Bodies:
    """Kinds of bodies and the patterns that tell them from a name."""
    data = _Data("bodies")
    whole = frozenset(data.take("aggregates"))
    kinds = {
        kind: Kind(kind, Text(**v["label"]), v["may_make_rules"], v["due"], kind in whole)
        for kind, v in data.take("kinds").items()
    }
    names = tuple(
        NamePattern(entry["kind"], re.compile(entry.get("after") or entry["match"]), "after" in entry)
        for entry in data.take("names")
    )
    for name in names:
        if name.kind not in kinds:
            raise data.fault(f"没有“{name.kind}”这一类机关。", f"There is no kind of body {name.kind!r}.")
    found = Bodies(kinds, names, re.compile(data.take("province")))
    data.finish()
    return found


@cache
def relations() -> Relations:
    """Relations between figures of the text, and between text and tables."""
    data = _Data("figures")
    shares, unclear = data.take("denial_shares"), data.take("unclear_parts")
    found = Relations(
        tuple(
            Counterpart(e["measure"], _groups(e["cells"]), e["severity"], e["none"], e.get("times", 1))
            for e in data.take("text_vs_table")
        ),
        tuple(Breakdown(e["whole"], tuple(e["parts"]), e["complete"]) for e in data.take("breakdowns")),
        tuple(Subset(**e) for e in data.take("subsets")),
        tuple(Ratio(**e) for e in data.take("ratios")),
        frozenset(data.take("may_differ")),
        DenialShares(tuple(shares["rows"]), shares["count"], shares["percent"]),
        tuple(Unclear(e["whole"], tuple(e["parts"]), tuple(unclear["words"])) for e in unclear["of"]),
    )
    data.finish()
    return found


@cache
def wording() -> Wording:
    """Words and patterns of the running text, compiled once."""
    data = _Data("wording")
    notice, deadline, units = data.take("format_notice"), data.take("statutory_deadline"), data.take("counted_units")
    surnames, hung = data.take("surnames"), data.words("hanging")
    found = Wording(
        aspects=tuple(_aspect(name, values) for name, values in data.items("aspects")),
        statutory_title=data.take("statutory_title"),
        preamble=data.words("preamble"),
        period=data.words("period"),
        format_notice=re.compile(notice["match"]),
        document_number=re.compile(notice["number"]),
        fee_statement=data.words("fee_statement"),
        lawsuit=data.words("lawsuit"),
        all_answered=data.pattern("all_answered"),
        years=_years(data.take("years")),
        partial_period=re.compile("|".join(data.words("partial_period"))),
        as_of=data.pattern("as_of"),
        cumulative=data.pattern("cumulative"),
        fraction=re.compile(rf"(?<![\d.．])\d+[.．]\d+(?:余|多)?(?:{'|'.join(units)})(?!百分点|工作日|[度月])"),
        stutter=data.pattern("stutter"),
        stray_rate=data.pattern("stray_rate"),
        statutory_deadline=re.compile(deadline["match"]),
        deadline_parameter=deadline["parameter"],
        chinese_count=data.pattern("chinese_count"),
        remarks={rule: re.compile(pattern) for rule, pattern in data.items("remarks")},
        hanging=re.compile(f"该(?P<what>{'|'.join(hung)})"),
        hung=hung,
        least_weight=data.pattern("least_weight"),
        own_weight=data.pattern("own_weight"),
        private_mail=frozenset(data.words("private_mail")),
        offices=data.words("offices"),
        officials=re.compile(data.take("officials").replace("{surnames}", surnames)),
    )
    data.finish()
    return found


def _aspect(name: str, values: dict[str, Any]) -> Aspect:
    return Aspect(Text(name, values["en"]), tuple(values["heads"]), tuple(values["text"]))


def _years(values: dict[str, Any]) -> YearWords:
    return YearWords(
        re.compile(values["linked_before"]),
        re.compile(values["linked_after"]),
        tuple(values["comparison"]),
        tuple(values["plan"]),
        re.compile(values["count"]),
        re.compile(values["as_of_end"]),
    )


class _Data:
    """One file of data/checks; every key is taken once, an unknown or missing one is refused."""

    def __init__(self, name: str) -> None:
        self._where = f"reports/data/checks/{name}.yaml"
        path = resources.files("gongkai.reports") / "data" / "checks" / f"{name}.yaml"
        self._left = read_mapping(path.read_text(encoding="utf-8"), where=self._where)

    def take(self, key: str) -> Any:
        if key not in self._left:
            raise self.fault(f"缺少“{key}”。", f"The key {key!r} is missing.")
        return self._left.pop(key)

    def pattern(self, key: str) -> re.Pattern[str]:
        return re.compile(self.take(key))

    def words(self, key: str) -> tuple[str, ...]:
        return tuple(self.take(key))

    def items(self, key: str) -> Iterable[tuple[str, Any]]:
        values: dict[str, Any] = self.take(key)
        return values.items()

    def finish(self) -> None:
        if self._left:
            names = ", ".join(self._left)
            raise self.fault(f"不认识的键：{names}。", f"Unknown keys: {names}.")

    def fault(self, zh: str, en: str) -> InvalidDeclaration:
        return InvalidDeclaration("invalid-check-data", Text(zh, en), where=self._where)


def _groups(listed: list[list[str]]) -> tuple[tuple[CellId, ...], ...]:
    return tuple(tuple(CellId(cell) for cell in group) for group in listed)
