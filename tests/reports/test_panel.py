"""Reports as tidy rows."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from hypothesis import given

from gongkai.reports.model import Cell, Place, Report
from gongkai.reports.panel import to_panel
from gongkai.reports.schema import CellId
from tests.reports.builders import reports
from tests.reports.plain import plain


def test_a_row_tells_source_body_year_edition_and_cell() -> None:
    cells = {CellId("t2.penalty.decisions"): Cell(7, " 7 ", Place(line=60), 0.3)}
    report = replace(plain(), cells=MappingProxyType(cells))

    row = next(row for row in to_panel([report]) if row.cell == "t2.penalty.decisions")

    assert (row.source, row.body, row.division) == ("plain.txt", "演示县人民政府", "演示县")
    assert (row.year, row.edition, row.value, row.printed, row.place, row.doubt) == (
        2021,
        "2021",
        7,
        " 7 ",
        "line 60",
        0.3,
    )


def test_a_blank_has_a_row_without_a_value() -> None:
    row = next(row for row in to_panel([plain({"t2.penalty.decisions": None})]) if row.cell == "t2.penalty.decisions")

    assert row.value is None


def test_a_printed_foreign_row_is_in_the_panel() -> None:
    cells = [row.cell for row in to_panel([plain({"t3.other.total": 4})])]

    assert "t3.other.total" in cells


@given(reports())
def test_every_cell_of_a_report_has_exactly_one_row(report: Report) -> None:
    rows = list(to_panel([report, report]))

    cells = [cell for cell, _ in report.all_cells()]
    assert [row.cell for row in rows] == cells * 2
    assert [row.value for row in rows[: len(cells)]] == [content.value for _, content in report.all_cells()]
