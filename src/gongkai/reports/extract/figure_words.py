"""The words and rules by which figures of the running text are told, read from `data/figures` and compiled once."""

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
from gongkai.reports.measures import MEASURE_FILES, measures

LONGEST_WORD = 12

_WORD_KEYS = {"facets", "weak", "post_nouns", "contexts", "fillers", "breaks", "joins", "negations"}
_WORD_KEYS |= {"not_negations", "causes", "slogans", "future"}
_TOPIC_KEYS = {"words", "rules", "guarded", "channel", "carries", "column", "passing", "holds", "of_units", "of_facets"}
_RULE_KEYS = {"measure", "facets", "units", "context", "unless", "near", "unless_near", "near_words", "zero"}
_RULE_KEYS |= {"exact", "within", "follows", "at_most", "ordinal", "local_noun", "later"}


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """When a number of a topic is a figure of a measure. Masks are sets of marks, one bit a mark.

    facets       any of these facets must be in the phrase; `none_too`: or no strong facet at all
    context      any of these marks must be in the sentence or its heading; 0 when nothing is asked
    unless       none of these may be in the sentence
    later        any of these must come after the number in the same clause
    near         any of these must be in the phrase itself, and any of near_words
    unless_near  none of these may be in the phrase itself
    exact        nothing but fillers may stand between topic and number
    within       内 must follow
    follows      one of these texts must follow the unit
    zero         the mark that must be in the clause when a none is stated in words; -1 for any, 0 for never
    """

    measure: str
    unit: str
    stated: bool
    units: frozenset[str]
    facets: int
    none_too: bool
    any_facet: bool
    context: int
    unless: int
    near: int
    near_words: int
    unless_near: int
    later: int
    exact: bool
    within: bool
    ordinal: bool
    local_noun: bool
    follows: tuple[str, ...]
    at_most: int
    zero: int


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """A thing that reports count, with its rules by unit in the order in which they are tried.

    mark     the bit of the topic
    known    the strong facets that its rules tell apart
    channel  "site" or "media" when the topic is a channel of publication
    carries  later clauses of the sentence may leave the topic out
    column   a column of the website, of which a list may stand for a channel's total
    passing  a word that says nothing when no rule of the topic fits
    blocks   unless it stands right before the number, where it is the noun that is counted
    holds    a place of publishing: what a later clause says to be published is published there
    """

    name: str
    mark: int
    of_unit: Mapping[str, tuple[Rule, ...]]
    zero_rules: tuple[Rule, ...]
    known: int
    channel: str
    carries: bool
    column: bool
    passing: bool
    blocks: bool
    holds: bool


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What one word of the vocabulary may say. `marks` holds its own bit and those of its facet, contexts and topic."""

    topic: Topic | None
    facet: int
    marks: int
    is_guarded: bool
    is_post_noun: bool
    is_break: bool


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Everything compiled. `scan` splits a text at the longest known words, `numbers` finds a number with its unit."""

    words: Mapping[str, Word]
    scan: re.Pattern[str]
    numbers: re.Pattern[str]
    slogans: re.Pattern[str]
    negations: re.Pattern[str]
    not_negations: re.Pattern[str]
    may_be_none: re.Pattern[str]
    joins: re.Pattern[str]
    future: re.Pattern[str]
    causes: re.Pattern[str]
    unit_of: Mapping[str, str]
    unit_topics: Mapping[str, tuple[Topic, ...]]
    topics: Mapping[str, Topic]
    facet_topics: tuple[tuple[int, Topic], ...]
    strong: int
    rates: int
    post: int


@cache
def lexicon() -> Lexicon:
    """The words and rules of `data/figures`."""
    names = ("words", "units", *MEASURE_FILES)
    folder = resources.files("gongkai.reports") / "data" / "figures"
    return load_lexicon({name: (folder / f"{name}.yaml").read_text(encoding="utf-8") for name in names})


def load_lexicon(sources: Mapping[str, str]) -> Lexicon:
    """A lexicon from the texts of its files: `words`, `units` and one per app.

    raises  InvalidDeclaration for an unknown key, word, unit or measure, and for a word longer than 12 characters
    """
    return _Compiler({name: read_mapping(text, where=_place(name)) for name, text in sources.items()}).lexicon()


def trie_pattern(words: Iterable[str]) -> str:
    """A pattern for the longest of some words at a position; each character is looked at once."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, Any]) -> str:
    parts = [re.escape(char) + _branch(below) for char, below in sorted(node.items()) if char]
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{body})?" if "" in node else body


class _Compiler:
    """Turns the data into a Lexicon; every mark gets its bit in the order of appearance."""

    def __init__(self, sources: Mapping[str, dict[str, Any]]) -> None:
        self._common = _checked(sources["words"], _WORD_KEYS, _place("words"), whole=True)
        self._units = _checked(
            sources["units"], {"groups", "not_units", "bare_before", "ranks"}, _place("units"), whole=True
        )
        self._apps = {name: values for name, values in sources.items() if name not in ("words", "units")}
        self._bits: dict[str, int] = {}
        self._marks: dict[str, int] = {}
        self._facets: dict[str, int] = {}
        self._topic_of: dict[str, Topic] = {}
        self._guarded: set[str] = set()
        self._known: set[str] = set()
        self._name_marks()

    def lexicon(self) -> Lexicon:
        topics, unit_topics = self._all_topics()
        common, units = self._common, self._units
        every_unit = {u for group in units["groups"].values() for u in group if u}
        facet_words = common["facets"]
        strong = self._mask(name for name in facet_words if name not in common["weak"])
        words = self._all_words()
        return Lexicon(
            words=words,
            scan=re.compile(f"({trie_pattern(words)})"),
            numbers=_number_pattern(every_unit, units["not_units"], units["bare_before"]),
            slogans=re.compile(trie_pattern(common["slogans"])),
            negations=re.compile(f"(?:{trie_pattern(common['negations'])})+"),
            not_negations=re.compile(trie_pattern(common["not_negations"])),
            may_be_none=re.compile(trie_pattern(self._words_of_none(topics))),
            joins=re.compile(rf"\s*{trie_pattern(common['joins'])}"),
            future=re.compile(trie_pattern(common["future"])),
            causes=re.compile(trie_pattern(common["causes"])),
            unit_of=units["ranks"],
            unit_topics=unit_topics,
            topics=topics,
            facet_topics=tuple(
                (self._mask(values["of_facets"]), topics[name])
                for entries in self._apps.values()
                for name, values in entries.items()
                if "of_facets" in values
            ),
            strong=strong,
            post=self._mask(("post",)),
            rates=self._mask(name for name in facet_words if name.startswith("rate_")),
        )

    def _name_marks(self) -> None:
        """Give a bit to every facet, context and topic, and to every word that a rule names."""
        named = [*self._common["facets"], *self._common["contexts"], *(t for app in self._apps.values() for t in app)]
        for name in named:
            if name in self._bits:
                raise _wrong(_place("words"), f"名称重复：{name}。", f"The name {name!r} is given twice.")
            self._bits[name] = 1 << len(self._bits)
        self._mark_common_words()
        for app, entries in self._apps.items():
            for name, values in entries.items():
                for word in values.get("words", ()):
                    self._add_word(word, self._bits[name], f"{_place(app)}: {name}")

    def _mark_common_words(self) -> None:
        for group in (self._common["facets"], self._common["contexts"]):
            for name, listed in group.items():
                for word in listed:
                    self._add_word(word, self._bits[name], _place("words"))
        for name, listed in self._common["facets"].items():
            for word in listed:
                self._facets[word] = self._bits[name]
        for key in ("fillers", "post_nouns", "breaks"):
            for word in self._common[key]:
                self._add_word(word, 0, _place("words"))

    def _add_word(self, word: str, mark: int, where: str) -> None:
        if not word or len(word) > LONGEST_WORD:
            raise _wrong(where, f"词长应为1至12字：{word}。", f"A word has 1 to 12 characters: {word!r}.")
        self._marks[word] = self._marks.get(word, 0) | mark

    def _all_topics(self) -> tuple[dict[str, Topic], dict[str, tuple[Topic, ...]]]:
        topics: dict[str, Topic] = {}
        by_unit: dict[str, tuple[Topic, ...]] = {}
        for app, entries in self._apps.items():
            for name, raw in entries.items():
                where = f"{_place(app)}: {name}"
                values = _checked(raw, _TOPIC_KEYS, where)
                topic = topics[name] = self._topic(name, values, where)
                for word in values.get("words", ()):
                    if word in self._topic_of:
                        raise _wrong(where, f"“{word}”已属另一主题。", f"The word {word!r} has a topic already.")
                    self._topic_of[word] = topic
                self._guarded.update(values.get("guarded", ()))
                for unit in values.get("of_units", ()):
                    by_unit[unit] = (*by_unit.get(unit, ()), topic)
        return topics, by_unit

    def _topic(self, name: str, values: Mapping[str, Any], where: str) -> Topic:
        rules = tuple(self._rule(raw, where) for raw in values["rules"])
        known = 0
        for rule in rules:
            known |= -1 if rule.any_facet else rule.facets
        return Topic(
            name,
            self._bits[name],
            {unit: tuple(r for r in rules if unit in r.units) for unit in {u for r in rules for u in r.units}},
            tuple(rule for rule in rules if rule.zero),
            known,
            values.get("channel", ""),
            bool(values.get("carries")),
            bool(values.get("column")),
            bool(values.get("passing")),
            values.get("passing") is True,
            bool(values.get("holds")),
        )

    def _rule(self, raw: Any, where: str) -> Rule:
        values = _checked(raw, _RULE_KEYS, where)
        known = measures().get(values["measure"])
        if known is None:
            raise _wrong(where, f"没有“{values['measure']}”这个指标。", f"No measure {values['measure']!r}.")
        facets = values["facets"]
        zero = values.get("zero", False)
        return Rule(
            measure=known.id,
            unit=known.unit,
            stated=known.kind == "stated",
            units=self._unit_set(values["units"]),
            facets=self._mask((f for f in facets if f not in ("none", "any")), where),
            none_too="none" in facets,
            any_facet="any" in facets,
            context=self._mask(values.get("context", ()), where),
            unless=self._mask(values.get("unless", ()), where),
            near=self._mask(values.get("near", ()), where),
            near_words=self._mask(values.get("near_words", ()), where),
            unless_near=self._mask(values.get("unless_near", ()), where),
            later=self._mask(values.get("later", ()), where),
            exact=bool(values.get("exact")),
            within=bool(values.get("within")),
            ordinal=bool(values.get("ordinal")),
            local_noun=bool(values.get("local_noun")),
            follows=tuple(values.get("follows", ())),
            at_most=int(values.get("at_most", 0)),
            zero=-1 if zero is True else self._mask((zero,), where) if zero else 0,
        )

    def _mask(self, names: Iterable[str], where: str = "") -> int:
        """The bits of facets, contexts, topics and single words; a word that nobody listed becomes one."""
        mask = 0
        for name in names:
            if name not in self._bits:
                if name.isascii() and name.isidentifier():
                    raise _wrong(where, f"没有“{name}”。", f"There is nothing named {name!r}.")
                self._bits[name] = 1 << len(self._bits)
                self._add_word(name, 0, where)
            if not (name.isascii() and name.isidentifier()):
                self._marks[name] |= self._bits[name]
            mask |= self._bits[name]
        return mask

    def _unit_set(self, names: Iterable[str]) -> frozenset[str]:
        groups: Mapping[str, list[str]] = self._units["groups"]
        return frozenset(unit for name in names for unit in groups.get(name, (name,)))

    def _words_of_none(self, topics: Mapping[str, Topic]) -> list[str]:
        """The words of what may be stated to be none, and the facets that such a statement may name instead."""
        nones = [topic for topic in topics.values() if topic.zero_rules]
        asked = {rule.zero for topic in nones for rule in topic.zero_rules if rule.zero > 0}
        words = [word for word, topic in self._topic_of.items() if topic in nones]
        return words + [word for word, facet in self._facets.items() if facet in asked]

    def _all_words(self) -> dict[str, Word]:
        nouns, breaks = set(self._common["post_nouns"]), set(self._common["breaks"])
        return {
            word: Word(
                self._topic_of.get(word),
                self._facets.get(word, 0),
                marks,
                word in self._guarded,
                word in nouns,
                word in breaks,
            )
            for word, marks in self._marks.items()
        }


def _number_pattern(units: Iterable[str], not_units: Iterable[str], bare_before: Iterable[str]) -> re.Pattern[str]:
    """A number and its unit: vague 余 or 多 on either side of 万 and of the unit. All repeats are bounded.

    The first character is a class of its own so that the search skips all other text; a Chinese number needs a unit.
    `number` is an empty group where the number ends, `percent` one where 百分之 ends.
    """
    unit = f"(?!{trie_pattern(not_units)}){trie_pattern(units)}"
    bare = f"(?<=[两二三四五])(?={trie_pattern(bare_before)})"
    chinese = "〇零一二三四五六七八九十百千万亿两"
    digits = r"(?:[0-9]{0,2}(?:[,，][0-9]{3}){1,4}|[0-9]{0,14})(?![0-9])(?:\.[0-9]{1,6}(?![0-9.]))?"
    after = r"(?P<vague>余|多)?(?P<myriad>万亿|[百千]?万(?!元)|亿(?!元))?(?P<vague2>余|多)?\s?"
    return re.compile(
        rf"[0-9一二三四五六七八九十百千两零〇](?:"
        rf"(?<=[0-9])(?<![0-9.][0-9]){digits}(?P<arabic>)(?!\s?[年月号〕])\s?{after}(?P<unit>{unit}|{bare})?"
        rf"|(?<=百)分之(?P<percent>)[0-9.{chinese}]{{1,10}}"
        rf"|(?<![0-9])(?<![{chinese}].)[{chinese}]{{0,14}}(?P<chinese>)\s?(?P<vague3>余|多)?(?P<unit2>{unit}|{bare})"
        rf")(?P<vague4>余|以上|左右|上下)?"
    )


def _checked(values: Any, keys: set[str], where: str, *, whole: bool = False) -> dict[str, Any]:
    if not isinstance(values, dict):
        raise _wrong(where, "应为映射。", "A mapping is expected here.")
    unknown = set(values) - keys
    missing = keys - set(values) if whole else set()
    if unknown or missing:
        names = ", ".join(sorted(map(str, unknown | missing)))
        raise _wrong(where, f"键多余或缺少：{names}。", f"Unknown or missing keys: {names}.")
    return values


def _place(name: str) -> str:
    return f"reports/data/figures/{name}.yaml"


def _wrong(where: str, zh: str, en: str) -> InvalidDeclaration:
    return InvalidDeclaration("invalid-figure-words", Text(zh, en), where=where)
