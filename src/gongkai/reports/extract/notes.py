"""What the reader noticed in the layout, as findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gongkai.reports.extract.resolved import UNTOLD, Resolved
from gongkai.reports.extract.source import Document
from gongkai.reports.findings import Finding, Severity, finding
from gongkai.reports.schema import CellId, Edition
from gongkai.text.labels import canonical

_ARTEFACT = re.compile(r"\[bookmark:[^\]]{0,40}\]|<!--|-->|\ufffd{2,}|\[comment[^\]]{0,40}\]", re.IGNORECASE)


def layout_findings(edition: Edition, tables: Mapping[str, Resolved], document: Document) -> Iterator[Finding]:
    """Findings about the file, every table of the edition, and traces of conversion."""
    yield from document.findings
    for table in edition.tables:
        if table.id in tables:
            yield from _table_findings(edition, table.id, tables[table.id])
        else:
            title = next((s.title for s in edition.sections if s.number == table.section), table.id)
            yield finding("missing-table", (table.id,), table=title)
    for number, line in enumerate(document.text, 1):
        if match := _ARTEFACT.search(line):
            yield finding("conversion-artefact", (f"line {number}",), text=match.group(), evidence=match.group())


def _table_findings(edition: Edition, table: str, read: Resolved) -> Iterator[Finding]:
    yield from _row_findings(edition, table, read)
    yield from _label_findings(read)
    yield from _blank_findings(table, read)
    yield from _cell_findings(edition, read)
    if read.shifted:
        yield finding("row-label-shift", _lines(read.shifted), count=len(read.shifted))
    if read.repeated:
        where = tuple(f"{table}.{row}" for row in read.repeated)
        yield finding("repeated-row", where, count=len(where))
    if read.run_on:
        yield finding("glued-cells", _lines(read.run_on), count=len(read.run_on))
    if read.head_moved or 3 <= len(read.heads) < read.columns:
        yield finding("table-head-shift", _lines(read.head_moved[:1]) or (table,))
    for line, cells, expected in read.extra:
        yield finding("extra-cell", (f"line {line}",), found=cells, expected=expected)


def _row_findings(edition: Edition, table: str, read: Resolved) -> Iterator[Finding]:
    if read.ragged:
        rows = tuple(f"{table}.{row}" if row else table for row, _ in read.ragged)
        lines = [line for _, line in read.ragged]
        severity: Severity = "error" if read.unplaced else "warning"
        yield finding("ragged-row", rows, severity=severity, count=len(rows), evidence=", ".join(_lines(lines)))
    printed = set(read.rows)
    for block in edition.table(table).blocks:
        foreign = [row for row in block.foreign_rows if row.id in printed]
        for row in foreign:
            yield finding(
                "other-edition-row",
                (f"{table}.{row.id}",),
                row=row.label,
                edition=row.edition,
                evidence=f"line {read.rows[row.id]}",
            )
        replaced = {row.outcome for row in foreign if row.outcome}
        for row in block.rows:
            if row.id not in printed:
                owed: Severity = "info" if row.outcome in replaced else "warning"
                yield finding("missing-row", (f"{table}.{row.id}",), row=row.label, severity=owed)


def _label_findings(read: Resolved) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for line, printed, expected, match in read.misprints:
        key = (canonical(printed), expected)
        if key in seen:
            continue
        seen.add(key)
        rule = "misspelt-header" if match == "misprint" else "header-wording"
        yield finding(rule, (f"line {line}",), printed=printed, expected=expected, evidence=printed)


def _blank_findings(table: str, read: Resolved) -> Iterator[Finding]:
    """Cells that are printed empty; what cannot be told in a ragged row is another matter."""
    ragged = {row for row, _ in read.ragged}
    blank = [cell for cell, value in read.cells.items() if value.value is None and value.doubt < UNTOLD]
    rows = list(dict.fromkeys(row for cell in blank if (row := _row_of(cell)) not in ragged))
    if rows:
        where = tuple(f"{table}.{row}.*" for row in rows)
        count = sum(1 for cell in blank if _row_of(cell) in rows)
        yield finding("blank-cells", where, rows="、".join(where), count=count)


def _row_of(cell: CellId) -> str:
    return cell.split(".", 1)[1].rpartition(".")[0]


def _cell_findings(edition: Edition, read: Resolved) -> Iterator[Finding]:
    for cell_id, cell in read.cells.items():
        if cell.reason == "unreadable-cell":
            yield finding("unreadable-cell", (cell_id,), printed=cell.printed, evidence=cell.printed)
        elif cell.unit:
            spec = edition.spec(cell_id)
            is_named = spec is not None and spec.unit in spec.column.label
            yield finding(
                "unit-in-cell",
                (cell_id,),
                unit=cell.unit,
                severity="warning" if is_named else "info",
                evidence=cell.printed,
            )


def _lines(numbers: list[int]) -> tuple[str, ...]:
    return tuple(f"line {number}" for number in numbers)
