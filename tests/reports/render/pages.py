"""Reports for the tests of the renderers: doubted, hostile, and what a form prints of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gongkai.bilingual import Text
from gongkai.reports.findings import Finding
from gongkai.reports.model import Cell, Number, Report
from gongkai.reports.render.drawing import parts_of
from gongkai.reports.schema import CellId
from tests.reports.builders import seeded_report

FEES = CellId("t2.fees.amount")
RECEIVED = CellId("t3.received.total")
HOSTILE = (
    "<script>alert(1)</script>",
    '=cmd|"/c calc"!A1',
    "+1+1",
    '#eval("1+1") #panic() *a* _b_ $c$ @d <e> \\ `f`',
    "{brace} {0} %s",
    "甲\x00\x0b\x1f\ufffe乙\ud800丙\u202e丁",
    "]]></w:t>&amp;",
    "https://example.org/x?a=1&b=2",
)
DAMAGE = Finding("t3-row-sum", "error", (RECEIVED, "line 9"), Text("合计{不}等<b>", "Sums {do} not agree <b>"), "1 ≠ 2")


def with_cells(report: Report, cells: dict[CellId, Cell]) -> Report:
    return replace(report, cells={**report.cells, **cells})


def with_fee(value: Number | None) -> Report:
    return with_cells(seeded_report(1), {FEES: Cell(value)})


def hostile_report(words: str) -> Report:
    """These words wherever a source may put words."""
    report = seeded_report(2)
    sections = tuple(replace(section, text=f"{words}\n{section.text}") for section in report.sections)
    titled = replace(sections[0], title=words)
    report = replace(report, title=words, body=words, signed=words, source=words, sections=(titled, *sections[1:]))
    return with_cells(report, {RECEIVED: Cell(None, words, None, 0.5, "unreadable-cell")})


def doubted_report() -> Report:
    cells = {
        RECEIVED: Cell(7, "7?", None, 0.4, "glued-cells"),
        FEES: Cell(None, "若干", None, 0.9, "unreadable-cell"),
    }
    return with_cells(seeded_report(3), cells)


def drawn_values(report: Report) -> Iterator[tuple[CellId, Number | None]]:
    """The cells that the drawn tables show, in order, with their values."""
    for part in parts_of(report):
        for drawing in part.tables:
            for row in drawing.rows:
                yield from ((box.cell, box.number) for box in row if box.cell is not None)


def figure(text: str) -> Number | None:
    """What a person reads in a cell."""
    return None if not text.strip() else Decimal(text) if "." in text else int(text)
