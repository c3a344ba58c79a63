"""A report against that of the year before, and against the calendar: carry-over, stocks, due days, edition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date

from gongkai.bilingual import Text
from gongkai.errors import UnknownEdition
from gongkai.law.parameters import parameter
from gongkai.reports.check.subject import TRUSTED_DOUBT, Subject
from gongkai.reports.editions import edition_for
from gongkai.reports.findings import Finding, Severity, finding
from gongkai.reports.model import Number, Report
from gongkai.reports.schema import CellId, Edition


def check_continuity(subject: Subject) -> Iterator[Finding]:
    """Findings of the year pair when the report of the year before is given."""
    if subject.previous is None or "2014" in (subject.report.edition_id, subject.previous.edition_id):
        return
    yield from _carry_over(subject, subject.previous)
    yield from _pending(subject, subject.previous)
    yield from _documents(subject, subject.previous)
    yield from _items(subject, subject.previous)


def check_calendar(subject: Subject) -> Iterator[Finding]:
    """Findings format-year, deadline and dated-early."""
    report = subject.report
    if report.year is None:
        return
    try:
        expected: Edition | None = edition_for(report.year)
    except UnknownEdition:
        expected = None
    if expected and expected.id != report.edition_id:
        label = report.edition.label
        where = (_first_cell(report),)
        evidence = f"{report.edition_id} / {report.year}"
        yield finding("format-year", where, evidence=evidence, year=report.year, expected=expected.label, found=label)
    if report.dated and MINYEAR <= report.year < MAXYEAR:
        yield from _dated(subject, report.year, report.dated)


def _first_cell(report: Report) -> CellId:
    """The first printed cell of Table 2, where the editions differ."""
    return next(iter(report.edition.cells))


def _dated(subject: Subject, year: int, dated: date) -> Iterator[Finding]:
    where, printed = (_dated_place(subject),), subject.report.dated_printed or str(dated)
    due = _due(subject, year)
    if dated <= date(year, 12, 30):
        yield finding("dated-early", where, evidence=printed, dated=dated)
    elif due and dated > due:
        yield finding("deadline", where, evidence=f"{dated} > {due}", dated=dated, due=due)


def _due(subject: Subject, year: int) -> date | None:
    """The last day for a report of that year; none for a body whose kind is not known."""
    value = parameter(subject.kind.due).find(date(year + 1, 1, 1)) if subject.kind and subject.kind.due else None
    if value is None:
        return None
    month, day = map(int, value.choice.split("-"))
    return date(year + 1, month, day)


def _dated_place(subject: Subject) -> str:
    printed = "".join(subject.report.dated_printed.split())
    for passage in reversed(subject.passages):
        if printed and printed in passage.text:
            return passage.place
    return "section 6"


def _carry_over(subject: Subject, previous: Report) -> Iterator[Finding]:
    for cell in subject.report.edition.cells:
        if not cell.startswith("t3.carried_in."):
            continue
        column = cell.rpartition(".")[2]
        now, before = subject.firm.get(cell), _firm(previous, f"t3.carried_out.{column}")
        if now is None or before is None or now == before:
            continue
        severity: Severity = "error" if _same_scope(subject.report, previous) else "warning"
        yield finding(
            "t3-carry-over",
            (cell,),
            evidence=f"{now} ≠ {before}",
            severity=severity,
            column=Text(subject.report.edition.cells[cell].column.label, column),
            carried_in=now,
            carried_out=before,
        )


def _same_scope(report: Report, previous: Report) -> bool:
    """Whether both reports name the same body; a renamed or merged body may carry other figures over."""
    return "".join(report.body.split()) == "".join(previous.body.split())


def _pending(subject: Subject, previous: Report) -> Iterator[Finding]:
    for row in ("review", "direct", "after_review"):
        pending, total = _firm(previous, f"t4.{row}.pending"), subject.figure(f"t4.{row}.total")
        if pending is not None and total is not None and pending > total:
            label = Text(subject.report.edition.cells[CellId(f"t4.{row}.total")].row.label, row)
            yield finding(
                "t4-pending",
                (CellId(f"t4.{row}.total"),),
                evidence=f"{pending} > {total}",
                row=label,
                pending=pending,
                total=total,
            )


def _documents(subject: Subject, previous: Report) -> Iterator[Finding]:
    """in force = in force the year before + issued - repealed, within one edition."""
    if previous.edition_id != "2021" or subject.report.edition_id != "2021":
        return
    for row in ("t2.rules", "t2.normative_docs"):
        before = _firm(previous, f"{row}.in_force")
        issued, repealed, now = (subject.figure(f"{row}.{c}") for c in ("issued", "repealed", "in_force"))
        if before is None or issued is None or repealed is None or now is None:
            continue
        if before + issued - repealed != now:
            figures = f"{before} + {issued} - {repealed} = {before + issued - repealed} ≠ {now}"
            yield _stock(subject, CellId(f"{row}.in_force"), figures)


def _items(subject: Subject, previous: Report) -> Iterator[Finding]:
    """2019 edition: items of the year before = what that year's report had, changed by its own change."""
    if previous.edition_id != "2019" or subject.report.edition_id != "2019":
        return
    for row in ("licensing", "other_services", "penalty", "coercion", "fees"):
        before, change = _firm(previous, f"t2.{row}.previous"), _firm(previous, f"t2.{row}.change")
        now = subject.figure(f"t2.{row}.previous")
        if before is not None and change is not None and now is not None and before + change != now:
            yield _stock(subject, CellId(f"t2.{row}.previous"), f"{before} + {change} ≠ {now}")


def _stock(subject: Subject, cell: CellId, figures: str) -> Finding:
    spec = subject.report.edition.cells[cell]
    row = Text(spec.row.label, spec.row.id)
    return finding("stock-continuity", (cell,), evidence=figures, row=row, figures=figures)


def _firm(report: Report, cell: str) -> Number | None:
    content = report.cell(cell)
    return content.value if content.doubt <= TRUSTED_DOUBT else None
