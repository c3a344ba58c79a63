"""Reviews and suits while they run: the days each side has, and the class of Table 4 a result belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, cast, get_args

from gongkai.bilingual import Text
from gongkai.errors import CalendarUnknown, InvalidInput
from gongkai.law.calendar import WorkingCalendar
from gongkai.law.citation import cite_of
from gongkai.law.declarations import DATA, Entry, LinedMap, Status, read_declaration
from gongkai.law.parameters import Rule, parameter
from gongkai.law.spans import TimeLimit, span_due, time_limit

Forum = Literal["review", "suit"]
ResultClass = Literal["upheld", "corrected", "other"]
Side = Literal["body", "reviewer", "court", "parties"]
Asked = tuple[Side, str, date | None]
"""Whose time, the parameter that sets it, and the day from which it runs, if it has come."""

_ORDINARY = ("review.service.days", "review.answer.days", "review.decision.days")
_SIMPLE = ("review.simple.service_days", "review.simple.answer_days", "review.simple.decision_days")
SIDE_WORDS: Mapping[Side, Text] = {
    "body": Text("本机关", "the body"),
    "reviewer": Text("复议机关", "the reviewing body"),
    "court": Text("人民法院", "the court"),
    "parties": Text("当事人", "the parties"),
}


@dataclass(frozen=True, slots=True)
class DisputeResult:
    """One way in which a review or an instance of a suit ends.

    held_as  the class of Table 4
    orders   whether such a result may oblige the body to reply anew
    rules    (first day, rule) in order; before the first of them nothing ended so
    """

    id: str
    label: Text
    held_as: ResultClass
    orders: bool
    rules: tuple[tuple[date, Rule], ...]

    def rule_on(self, day: date) -> Rule | None:
        return next((rule for since, rule in reversed(self.rules) if since <= day), None)


@dataclass(frozen=True, slots=True)
class Term:
    """One period that runs in a dispute.

    side       whose time it is
    from_day   the day that is not counted
    added      days of an extension, beyond the period itself
    """

    side: Side
    from_day: date
    limit: TimeLimit
    added: int = 0

    @property
    def due_on(self) -> date:
        return self.limit.on

    @property
    def label(self) -> Text:
        return parameter(self.limit.parameter_id).label


@dataclass(frozen=True, slots=True)
class DisputeDays:
    """The dated facts of one review, or of one instance of a suit, as far as they are known.

    copy_on      the day the application or complaint reached the body; to the reviewer it came on applied_on
    added        days by which the decision was put off
    is_judgment  whether what ended it is a judgment (appeal within 15 days) and not a ruling
    told_on      the day the decision reached the parties
    """

    copy_on: date | None = None
    applied_on: date | None = None
    accepted_on: date | None = None
    is_simple: bool = False
    added: int = 0
    told_on: date | None = None
    is_judgment: bool = True


def review_terms(days: DisputeDays, *, calendar: WorkingCalendar) -> tuple[Term, ...]:
    """The periods of an administrative review that can be told from these facts, in their order.

    A period for which no rule of that day is held, or whose days no calendar covers, is left out.
    law     review2023/30, 48, 54, 62; review1999/31
    raises  InvalidInput for an extension longer than the law allows
    """
    service, answer, decision = _SIMPLE if days.is_simple else _ORDINARY
    asked: tuple[Asked, ...] = (
        ("reviewer", "review.acceptance.days", days.applied_on),
        ("reviewer", service, days.accepted_on if days.applied_on else None),
        ("body", answer, days.copy_on),
        ("reviewer", decision, days.accepted_on),
        ("parties", "suit.after_review.days", days.told_on),
    )
    return tuple(_extended(term, days, calendar) for term in _terms(asked, calendar))


def instance_terms(level: str, days: DisputeDays, *, calendar: WorkingCalendar) -> tuple[Term, ...]:
    """The periods of one instance of a suit.

    level   first, second or retrial
    law     litigation2017/67, 81, 83, 85, 88; litigation-rules2018/110
    """
    court = {
        "first": "suit.simple.days" if days.is_simple else "suit.first_instance.months",
        "second": "suit.second_instance.months",
    }.get(level)
    after = {
        "first": "suit.appeal.judgment_days" if days.is_judgment else "suit.appeal.ruling_days",
        "second": "suit.retrial.months",
    }.get(level)
    asked: list[Asked] = []
    if level == "first":
        asked.append(("body", "suit.answer.days", days.copy_on))
    if court:
        asked.append(("court", court, days.accepted_on))
    if after:
        asked.append(("parties", after, days.told_on))
    return tuple(_terms(asked, calendar))


def longest_extension(on: date) -> int:
    """The most days by which the decision of a review may be put off. Raises InvalidInput before any rule."""
    return parameter("review.decision.extension_days").on(on).number


@cache
def dispute_results(forum: Forum) -> dict[str, DisputeResult]:
    """Every result of reviews or of suits, in the order of the file."""
    entry = read_declaration(DATA / "dispute_results.yaml")
    entry.only("classes", "review", "suit")
    return {key: _read(key, part) for key, part in entry.entry(forum).named()}


def dispute_result(forum: Forum, key: str, *, on: date) -> DisputeResult:
    """A result that was possible on that day. Raises InvalidInput."""
    found = dispute_results(forum).get(key)
    if found is None or found.rule_on(on) is None:
        words = Text("{day} 还没有这种结果。", "There was no such result on {day}.").format(day=on)
        raise InvalidInput("unknown-result", words, where="result")
    return found


@cache
def classes_status() -> Status:
    """How sure the classes of Table 4 are: they follow the practice of reporting."""
    classes = read_declaration(DATA / "dispute_results.yaml").entry("classes")
    classes.only("status")
    return classes.status()


def _read(key: str, entry: Entry) -> DisputeResult:
    entry.only("label", "class", "orders", "values")
    rules = []
    for day, part in entry.dated("values"):
        assert isinstance(part, LinedMap)
        given = Entry(part, entry.file)
        given.only("cite", "status")
        rules.append((day, Rule(cite_of(given), given.status())))
    held_as = cast(ResultClass, entry.choice("class", get_args(ResultClass)))
    return DisputeResult(key, entry.words("label"), held_as, entry.truth("orders", False), tuple(rules))


def _terms(asked: Sequence[Asked], calendar: WorkingCalendar) -> Iterator[Term]:
    for side, name, day in asked:
        if day is None or parameter(name).find(day) is None:
            continue
        try:
            yield Term(side, day, time_limit(name, day, calendar=calendar))
        except CalendarUnknown:
            continue


def _extended(term: Term, days: DisputeDays, calendar: WorkingCalendar) -> Term:
    """The term of the decision, put off; any other as it is."""
    if term.limit.parameter_id != "review.decision.days" or not days.added:
        return term
    longest = longest_extension(term.from_day)
    if days.added > longest:
        words = Text("延长 {days} 日，超过上限 {longest} 日。", "{days} days are more than the {longest} allowed.")
        raise InvalidInput("review-extension-too-long", words.format(days=days.added, longest=longest), where="days")
    limit = term.limit
    due = span_due(limit.ends_on, days.added, "calendar_day", calendar)
    later = TimeLimit(due, due.on, limit.rule, limit.unit, limit.parameter_id)
    return Term(term.side, term.from_day, later, days.added)
