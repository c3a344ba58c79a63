"""Words of the running text that an auditor remarks on: spans of time, lost units, repetitions, time limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date
from itertools import pairwise

from gongkai.law.parameters import parameter
from gongkai.reports.check.declared import wording
from gongkai.reports.check.subject import Passage, Subject
from gongkai.reports.findings import Finding, finding

# shorter clauses may well stand twice
SHORTEST_REPETITION = 4

_CLAUSE = re.compile(r"[，,、；;。]")
_DIGIT = re.compile(r"\d")


def check_phrases(subject: Subject) -> Iterator[Finding]:
    """Findings on wording in the overview, the problems and the other matters."""
    for passage in subject.of(1, 5, 6):
        yield from _fractions(passage)
        yield from _spans(passage)
        yield from _repetitions(passage)
        yield from _time_limit(subject, passage)
    yield from _as_of(subject)
    yield from _numerals(subject)


def _fractions(passage: Passage) -> Iterator[Finding]:
    for match in wording().fraction.finditer(passage.text):
        if match.start():
            yield _remark("impossible-count", passage, match[0], match[0])


def _spans(passage: Passage) -> Iterator[Finding]:
    """Figures of the overview that do not cover the year, or more than the year."""
    if passage.section != 1:
        return
    partial = wording().partial_period.search(passage.text)
    if partial and _counted(passage.text, partial):
        yield _remark("partial-period", passage, partial[0], partial[0])
    if cumulative := wording().cumulative.search(passage.text):
        yield _remark("cumulative-figure", passage, cumulative[0], cumulative[0])


def _repetitions(passage: Passage) -> Iterator[Finding]:
    if "率" in passage.text and (stray := wording().stray_rate.search(passage.text)):
        yield _remark("stray-text", passage, stray[0], stray["words"])
    clauses = _CLAUSE.split(passage.text)
    if repeated := next((a for a, b in pairwise(clauses) if a == b and len(a) >= SHORTEST_REPETITION), ""):
        yield _remark("repeated-text", passage, repeated, repeated)
    elif stutter := wording().stutter.search(passage.text):
        yield _remark("repeated-text", passage, stutter[0], stutter[0][0])


def _as_of(subject: Subject) -> Iterator[Finding]:
    found = [(p, m) for p in subject.of(1, 5, 6) if (m := wording().as_of.search(p.text))]
    if found:
        words = found[0][1][0]
        yield finding("as-of-date", tuple(p.place for p, _ in found), evidence=words, words=words)


def _remark(rule: str, passage: Passage, evidence: str, words: str) -> Finding:
    return finding(rule, (passage.place,), evidence=evidence, words=words)


def _counted(text: str, match: re.Match[str]) -> bool:
    """Whether a figure follows in the same sentence."""
    end = text.find("。", match.end())
    return _DIGIT.search(text, match.end(), end if end >= 0 else len(text)) is not None


def _time_limit(subject: Subject, passage: Passage) -> Iterator[Finding]:
    """A time limit in days that the law sets in working days."""
    match = wording().statutory_deadline.search(passage.text)
    if not match:
        return
    rule = parameter(wording().deadline_parameter)
    year = subject.report.year
    days = rule.find(date(year, 12, 31)) if year and MINYEAR <= year <= MAXYEAR else rule.latest
    if days is not None and days.value == int(match["days"]):
        yield finding("statutory-deadline", (passage.place,), evidence=match[0], words=match[0], days=days.number)


def _numerals(subject: Subject) -> Iterator[Finding]:
    """Counts in Chinese numerals, where the text counts in Arabic ones elsewhere."""
    found = [(p, m) for p in subject.of(1) if (m := wording().chinese_count.search(p.text))]
    if found and any(_DIGIT.search(p.text) for p in subject.of(1)):
        places = tuple(p.place for p, _ in found)
        evidence = "、".join(m[0] for _, m in found)
        yield finding("number-style", places, evidence=evidence, words=evidence)
