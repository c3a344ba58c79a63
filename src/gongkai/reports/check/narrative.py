"""The figures of the running text: against the tables, against each other, and rates against their counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.reports.check.declared import Counterpart, relations, wording
from gongkai.reports.check.subject import Subject
from gongkai.reports.check.sums import check_sums
from gongkai.reports.check.told import fits, place_of, told_words
from gongkai.reports.findings import Finding, Severity, finding
from gongkai.reports.measures import label_of
from gongkai.reports.model import Figure
from gongkai.reports.schema import CellId


def check_narrative(subject: Subject) -> Iterator[Finding]:
    """Findings on the figures of the text."""
    figures: dict[str, list[Figure]] = {}
    for figure in subject.report.figures:
        figures.setdefault(figure.measure, []).append(figure)
    if figures:
        for counterpart in relations().counterparts:
            yield from _against_table(subject, counterpart, figures.get(counterpart.measure, ()))
        yield from check_sums(figures)
    if subject.has_text:
        yield from _requests_told(subject, figures)
        yield from _lawsuits_told(subject)
        yield from _all_answered(subject)


def _against_table(subject: Subject, pair: Counterpart, figures: Sequence[Figure]) -> Iterator[Finding]:
    cells = _filled(subject, pair)
    if not figures or not cells:
        return
    table = sum(subject.firm[c] or 0 for c in cells) * pair.times
    if any(fits(figure, table) for figure in figures):
        return
    figure = figures[0]
    severity: Severity = pair.none if not figure.value or not table else pair.severity
    yield finding(
        "text-vs-table",
        (place_of(figure), *cells),
        evidence=f"{told_words(figure).zh} ≠ {table}",
        severity="warning" if figure.approx and severity == "error" else severity,
        label=label_of(pair.measure),
        told=told_words(figure),
        table=table,
    )


def _filled(subject: Subject, pair: Counterpart) -> tuple[CellId, ...]:
    for group in pair.groups:
        if all(subject.firm.get(cell) is not None for cell in group):
            return group
    return ()


def _requests_told(subject: Subject, figures: dict[str, list[Figure]]) -> Iterator[Finding]:
    count = subject.figure("t3.received.total")
    if count is None or "requests_received" in figures or not subject.by_section.get(1):
        return
    told = re.compile(
        rf"申请[^。]{{0,60}}?(?<![\d.]){count}[件宗份次条个]|(?<![\d.]){count}[件宗份次条个][^。]{{0,60}}?申请"
    )
    if any(told.search(passage.text) for passage in subject.of(1)):
        return
    severity: Severity = "warning" if count else "info"
    where = ("section 1", "t3.received.total")
    yield finding("request-count-not-in-text", where, evidence=str(count), severity=severity, count=count)


def _lawsuits_told(subject: Subject) -> Iterator[Finding]:
    cells = [CellId("t4.direct.total"), CellId("t4.after_review.total")]
    count = sum(subject.firm.get(cell) or 0 for cell in cells)
    if not count or any(word in p.text for p in subject.of(1, 5, 6) for word in wording().lawsuit):
        return
    where = tuple(cell for cell in cells if subject.firm.get(cell))
    yield finding("lawsuit-not-in-text", where, evidence=str(count), count=count)


def _all_answered(subject: Subject) -> Iterator[Finding]:
    cell = next((CellId(f"t3.carried_out.{c}") for c in ("total", "natural_person") if _open(subject, c)), None)
    if cell is None:
        return
    for passage in subject.of(1):
        match = wording().all_answered.search(passage.text)
        if match:
            where = (passage.place, cell)
            yield finding("all-answered-vs-carried-out", where, evidence=match[0], count=subject.firm[cell])
            return


def _open(subject: Subject, column: str) -> bool:
    return bool(subject.figure(f"t3.carried_out.{column}"))
