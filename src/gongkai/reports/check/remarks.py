"""What an auditor remarks on beside the figures: firms, slips of the pen, days, weights, parts left unclear."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.bilingual import Text
from gongkai.reports.check.declared import Unclear, relations, wording
from gongkai.reports.check.subject import Subject
from gongkai.reports.check.told import place_of, told_words
from gongkai.reports.findings import Finding, finding
from gongkai.reports.measures import label_of

_SECTIONS = (1, 5, 6)


def check_remarks(subject: Subject) -> Iterator[Finding]:
    """Remarks on the running text; none of them is a fault of the figures."""
    for rule, pattern in wording().remarks.items():
        yield from _remark(subject, rule, pattern)
    yield from _hanging(subject)
    yield from _weight(subject)
    for unclear in relations().unclear:
        yield from _unclear(subject, unclear)


def _remark(subject: Subject, rule: str, pattern: re.Pattern[str]) -> Iterator[Finding]:
    """One finding for all places where a pattern is found; its group `words`, if any, is what is shown."""
    found = [(p, m) for p in subject.of(*_SECTIONS) for m in pattern.finditer(p.text)]
    if found:
        words = "、".join(dict.fromkeys(m["words"] for _, m in found))
        yield finding(rule, tuple(dict.fromkeys(p.place for p, _ in found)), evidence=words, words=words)


def _hanging(subject: Subject) -> Iterator[Finding]:
    """Words like 该公司 where nothing of that kind was named before."""
    named: set[str] = set()
    for passage in subject.of(*_SECTIONS):
        for match in wording().hanging.finditer(passage.text):
            what = match["what"]
            if what not in named and passage.text.find(what) > match.start():
                yield finding("dangling-reference", (passage.place,), evidence=match[0], words=match[0])
            named.add(what)
        named.update(what for what in wording().hung if what in passage.text)


def _weight(subject: Subject) -> Iterator[Finding]:
    """The least weight of the assessment is quoted, the body's own is not told."""
    passages = list(subject.of(*_SECTIONS))
    if any(wording().own_weight.search(p.text) for p in passages):
        return
    for passage in passages:
        if match := wording().least_weight.search(passage.text):
            yield finding("weight-not-stated", (passage.place,), evidence=match["least"], words=match["least"])
            return


def _unclear(subject: Subject, unclear: Unclear) -> Iterator[Finding]:
    """Parts told without a word that says whether they are in the whole, and that do not make it up."""
    wholes = list(subject.report.figures_of(unclear.whole))
    text_of = {passage.line: passage.text for passage in subject.of(*_SECTIONS) if passage.line}
    parts = [f for part in unclear.parts for f in subject.report.figures_of(part)]
    if len(wholes) != 1 or not parts or any(part.line not in text_of for part in parts):
        return
    whole = wholes[0]
    if any(word in text_of[part.line] for part in parts for word in unclear.words):
        return
    if any(part.value >= whole.value for part in parts) or sum(part.value for part in parts) == whole.value:
        return
    told = Text("、".join(told_words(f).zh for f in parts), ", ".join(told_words(f).en for f in parts))
    places = tuple(dict.fromkeys(place_of(f) for f in (whole, *parts)))
    evidence = f"{told_words(whole).zh} / {told.zh}"
    label = label_of(whole.measure)
    yield finding("ambiguous-breakdown", places, evidence=evidence, label=label, told=told_words(whole), parts=told)
