"""Remedies against a reply: who reviews, which court, what comes first, and until when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, TypeVar, cast, get_args

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law.calendar import WorkingCalendar
from gongkai.law.citation import cite_of
from gongkai.law.declarations import DATA, Entry, LinedMap, read_declaration
from gongkai.law.parameters import Rule, Value, parameter
from gongkai.law.spans import TimeLimit, time_limit

T = TypeVar("T")

Order = Literal["review_first", "either", "none", "disputed"]
Court = Literal["basic", "intermediate"]
Silence = Literal["review_first", "either"]

ORDER_WORDS: Mapping[Order, Text] = {
    "review_first": Text("应先申请行政复议", "review first"),
    "either": Text("可以复议，也可以直接起诉", "review or suit"),
    "none": Text("不能单独申请复议或起诉", "not open to challenge alone"),
    "disputed": Text("是否复议前置有争议", "disputed whether review comes first"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One dated answer of data/remedies.yaml; several values where the law leaves a choice."""

    values: tuple[str, ...]
    rule: Rule
    valid_from: date
    note: Text | None = None

    @property
    def value(self) -> str:
        return self.values[0]


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A body that may review, by its tie to the body that replied."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class BodyKind:
    """A kind of public body as the remedies see it.

    government_above   kind of the government that reviews it, whose court decides a suit against a changed reply
    """

    id: str
    label: Text
    is_government: bool
    government_above: str
    reviewed_by: tuple[Choice, ...]
    court: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Remedy:
    """What an applicant may do about one document.

    reviewers            one, or several to choose from; empty when the document cannot be challenged alone
    must_tell            the document must say that review comes first
    court                court of a direct suit
    court_upheld         court after a review that upheld: the level of the original body
    court_changed        court after a review that changed the reply: that of the reviewing body
    review_days, suit_months, suit_after_review_days   the time limits, with their rules
    """

    body_kind: BodyKind
    outcome: str
    on: date
    order: Order
    order_rule: Rule
    reviewers: tuple[Reviewer, ...]
    reviewers_rule: Rule
    must_tell: bool
    court: Court
    court_rule: Rule
    court_upheld: Court
    court_upheld_rule: Rule
    court_changed: Court
    court_changed_rule: Rule
    review_days: Value
    suit_months: Value
    suit_after_review_days: Value
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class RemedyDates:
    """The last days; None where that way is closed."""

    review: TimeLimit | None
    suit: TimeLimit | None


def remedy(body_kind: str, outcome: str, *, on: date, silence: Silence | None = None) -> Remedy:
    """What may be done about a document of `on` by a body of some kind.

    body_kind   a key of `body_kinds()`, such as "department"
    outcome     a row of Table 3 such as "denied.process", or no_reply, correction_notice,
                extension_notice, fee_notice
    silence     the local setting for no_reply, where the texts differ; None leaves it disputed
    law         review2023/20, 23, 24, 27, 28; litigation2017/14, 15, 26, 45, 46; litigation-rules2018/134
    raises      InvalidInput for an unknown kind or outcome, or a day before any rule
    """
    body = _known(body_kinds(), body_kind, "body-kind")
    order = _current(_known(_orders(), outcome, "outcome"), on)
    ruled = cast(Order, order.value)
    if ruled == "disputed" and silence is not None:
        ruled = silence
    reviewed, court = _current(body.reviewed_by, on), _current(body.court, on)
    level = cast(Court, court.value)
    may_review = reviewed.values if ruled != "none" else ()
    return Remedy(
        body_kind=body,
        outcome=outcome,
        on=on,
        order=ruled,
        order_rule=order.rule,
        reviewers=tuple(Reviewer(key, _labels("reviewers")[key]) for key in may_review),
        reviewers_rule=reviewed.rule,
        must_tell=ruled == "review_first",
        court=level,
        court_rule=court.rule,
        court_upheld=level,
        court_upheld_rule=_after("upheld", on).rule,
        court_changed=_court_of_reviewer(body, reviewed.values, on),
        court_changed_rule=_after("changed", on).rule,
        review_days=parameter("review.filing.days").on(on),
        suit_months=parameter(_suit_limit(outcome, on)).on(on),
        suit_after_review_days=parameter("suit.after_review.days").on(on),
        notes=tuple(choice.note for choice in (order, reviewed, court) if choice.note is not None),
    )


def remedy_dates(found: Remedy, received_on: date, *, calendar: WorkingCalendar) -> RemedyDates:
    """The last days to apply for review and to sue, from the day the applicant received the document.

    received_on   for no_reply, where nothing is received, the day the time to reply ended

    raises InvalidInput when that day is before the document's own
    """
    if received_on < found.on:
        words = Text("申请人收到之日早于文书之日。", "The document was received before its date.")
        raise InvalidInput("served-too-early", words, where=str(received_on))
    if found.order == "none":
        return RemedyDates(None, None)
    review = time_limit("review.filing.days", received_on, calendar=calendar)
    if found.order == "review_first":
        return RemedyDates(review, None)
    return RemedyDates(review, time_limit(_suit_limit(found.outcome, received_on), received_on, calendar=calendar))


def _suit_limit(outcome: str, day: date) -> str:
    """The parameter of a direct suit; silence has its own, counted from the end of the time to reply."""
    is_silence = outcome == "no_reply" and parameter("suit.inaction.months").find(day) is not None
    return "suit.inaction.months" if is_silence else "suit.direct.months"


def suit_after_review_due(decision_received_on: date, *, calendar: WorkingCalendar) -> TimeLimit:
    """The last day to sue after a review decision was received, or after its time ran out without one."""
    return time_limit("suit.after_review.days", decision_received_on, calendar=calendar)


@cache
def body_kinds() -> dict[str, BodyKind]:
    """The kinds of body the remedies know, by id."""
    return {key: _read_body(key, entry) for key, entry in _file().entry("bodies").named()}


def remedy_outcomes() -> tuple[str, ...]:
    """Every outcome id `remedy` takes, sorted."""
    return tuple(sorted(_orders()))


@cache
def court_labels() -> dict[Court, Text]:
    return {court: _labels("courts")[court] for court in get_args(Court)}


@cache
def _file() -> Entry:
    entry = read_declaration(DATA / "remedies.yaml")
    entry.only("reviewers", "courts", "bodies", "after_review", "outcomes")
    return entry


@cache
def _labels(key: str) -> dict[str, Text]:
    table = _file().entry(key)
    return {name: table.words(name) for name, _ in table.named()}


@cache
def _orders() -> dict[str, tuple[Choice, ...]]:
    found: dict[str, tuple[Choice, ...]] = {}
    for _, entry in _file().entry("outcomes").named():
        entry.only("rows", "order")
        choices = _read_choices(entry, "order", "order", get_args(Order))
        for row in entry.strings("rows"):
            if row in found:
                raise entry.fault(f"“{row}”重复", f"{row!r} stands twice", "rows")
            found[row] = choices
    return found


def _read_body(key: str, entry: Entry) -> BodyKind:
    entry.only("label", "is_government", "government_above", "reviewed_by", "court")
    for _, part in _parts(entry, "reviewed_by", "by"):
        for name in part.strings("by"):
            if name not in _labels("reviewers"):
                raise part.fault(f"不认识的“{name}”", f"unknown reviewer {name!r}", "by")
    reviewed_by = tuple(
        Choice(part.strings("by"), Rule(cite_of(part), part.status()), day, part.words_or_none("note"))
        for day, part in _parts(entry, "reviewed_by", "by")
    )
    court = _read_choices(entry, "court", "court", get_args(Court))
    above = entry.string_or_none("government_above") or "county_government"
    return BodyKind(key, entry.words("label"), entry.truth("is_government"), above, reviewed_by, court)


def _read_choices(entry: Entry, key: str, name: str, known: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(
        Choice((part.choice(name, known),), Rule(cite_of(part), part.status()), day, part.words_or_none("note"))
        for day, part in _parts(entry, key, name)
    )


def _parts(entry: Entry, key: str, *names: str) -> Iterator[tuple[date, Entry]]:
    """The dated mappings below a key, each with its own names and a rule."""
    for day, values in entry.dated(key):
        assert isinstance(values, LinedMap)
        part = Entry(values, entry.file)
        part.only(*names, "cite", "status", "note")
        yield day, part


def _current(choices: tuple[Choice, ...], on: date) -> Choice:
    for choice in reversed(choices):
        if choice.valid_from <= on:
            return choice
    words = Text(f"{on} 尚无相应规定。", f"There was no such rule on {on}.")
    raise InvalidInput("rule-not-in-force", words, where=str(on))


def _after(result: str, on: date) -> Choice:
    table = _file().entry("after_review")
    table.only("upheld", "changed")
    return _current(
        tuple(Choice((), Rule(cite_of(part), part.status()), day) for day, part in _parts(table, result)), on
    )


def _court_of_reviewer(body: BodyKind, by: tuple[str, ...], on: date) -> Court:
    """The court when the reviewing body alone is the defendant; a choice of reviewers counts by the first."""
    if not by[0].endswith("government") and by[0] != "itself":
        return "basic"
    return cast(Court, _current(body_kinds()[body.government_above].court, on).value)


def _known(table: Mapping[str, T], key: str, option: str) -> T:
    if key not in table:
        names = ", ".join(sorted(table))
        raise InvalidInput(
            f"{option}-unknown", Text(f"不认识“{key}”，可用：{names}", f"unknown {key!r}; one of {names}"), where=option
        )
    return table[key]
