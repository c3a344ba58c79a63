"""The workbook: tables as drawn, tidy sheets, text never taken for anything else."""

from __future__ import annotations

import io
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from python_calamine import CalamineWorkbook

from gongkai.errors import GongkaiError
from gongkai.reports.editions import EDITION_IDS
from gongkai.reports.model import Cell, Number, Place, Report
from gongkai.reports.render.drawing import parts_of
from gongkai.reports.render.excel import LONGEST_TEXT, report_to_xlsx
from tests.reports.builders import reports, seeded_report
from tests.reports.render.pages import DAMAGE, FEES, HOSTILE, doubted_report, hostile_report, with_cells, with_fee

Sheet = list[list[object]]


def sheets_of(workbook: bytes) -> dict[str, Sheet]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    return {
        name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in book.sheet_names
    }


def near(value: Number | None) -> object:
    """A figure as a workbook gives it back."""
    return "" if value is None else float(value)


@given(reports(*EDITION_IDS))
def test_every_figure_stands_where_the_form_draws_it(report: Report) -> None:
    sheets = list(sheets_of(report_to_xlsx(report)).values())
    drawings = [drawing for part in parts_of(report) for drawing in part.tables]

    for sheet, drawing in zip(sheets, drawings, strict=False):
        for box in (box for row in drawing.rows for box in row):
            shown = near(box.number) if box.kind == "value" else box.text
            assert sheet[box.row + 1][box.column] == shown


@given(reports(*EDITION_IDS))
def test_tidy_sheet_tells_every_cell(report: Report) -> None:
    rows = sheets_of(report_to_xlsx(report))["单元格"][1:]

    assert [(row[0], row[3]) for row in rows] == [(cell, near(content.value)) for cell, content in report.all_cells()]


def test_tables_are_merged_as_drawn() -> None:
    report = seeded_report(1)
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_to_xlsx(report)))
    drawings = [drawing for part in parts_of(report) for drawing in part.tables]

    for name, drawing in zip(book.sheet_names, drawings, strict=False):
        wanted = {
            ((box.row + 1, box.column), (box.row + box.rowspan, box.column + box.colspan - 1))
            for row in drawing.rows
            for box in row
            if box.rowspan > 1 or box.colspan > 1
        }
        found = book.get_sheet_by_name(name).merged_cell_ranges
        assert found is not None
        assert set(found) == wanted | {((0, 0), (0, drawing.width - 1))}


def test_blank_cell_stays_blank() -> None:
    rows = sheets_of(report_to_xlsx(with_fee(None)))["单元格"]

    assert [row[3] for row in rows if row[0] == FEES] == [""]


@pytest.mark.parametrize(
    ("value", "pattern"), [(Decimal("653.3"), "0.0"), (Decimal("653.3000"), "0.0000"), (Decimal("27"), None)]
)
def test_decimals_are_shown_as_printed(value: Decimal, pattern: str | None) -> None:
    with zipfile.ZipFile(io.BytesIO(report_to_xlsx(with_fee(value)))) as archive:
        styles = archive.read("xl/styles.xml").decode()

    others = [code for code in ("0.0", "0.0000") if f'formatCode="{code}"' in styles]
    assert others == ([pattern] if pattern else [])


def test_figure_longer_than_a_workbook_holds_is_kept_as_text() -> None:
    long = Decimal("12345678901234.567891")
    rows = sheets_of(report_to_xlsx(with_fee(long)))["单元格"]

    assert [row[3] for row in rows if row[0] == FEES] == [str(long)]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_plain_text(words: str) -> None:
    with zipfile.ZipFile(io.BytesIO(report_to_xlsx(hostile_report(words), [DAMAGE]))) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]
        names = archive.namelist()

    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert not any("external" in name.lower() for name in names)


def test_doubt_place_and_print_stand_beside_the_figure() -> None:
    report = with_cells(doubted_report(), {FEES: Cell(None, "若干", Place(9, 2), 0.9, "unreadable-cell")})
    row = next(row for row in sheets_of(report_to_xlsx(report))["单元格"] if row[0] == FEES)

    assert row[3:] == ["", "万元", "若干", "第2页 第9行", 0.9, "unreadable-cell"]


def test_findings_stand_on_their_own_sheet() -> None:
    rows = sheets_of(report_to_xlsx(seeded_report(1), [DAMAGE], language="en"))["Findings"]

    assert rows[1][:5] == ["t3-row-sum", "error", "t3.received.total; line 9", "Sums {do} not agree <b>", "1 ≠ 2"]


def test_paragraph_longer_than_a_cell_goes_on_in_the_next_line() -> None:
    report = seeded_report(1)
    words = "字" * (LONGEST_TEXT + 5)
    report = replace(report, sections=(replace(report.sections[0], text=words),))

    rows = sheets_of(report_to_xlsx(report))["正文"]

    assert "".join(str(row[2]) for row in rows[2:4]) == words


def test_sheets_of_one_name_get_numbers() -> None:
    report = seeded_report(1)
    sections = tuple(replace(section, title="History[:]") for section in report.sections)

    names = list(sheets_of(report_to_xlsx(replace(report, sections=sections))))

    assert names[:3] == ["History 2", "History 3", "History 4"]


def test_same_report_gives_the_same_bytes() -> None:
    assert report_to_xlsx(doubted_report(), [DAMAGE]) == report_to_xlsx(doubted_report(), [DAMAGE])


def test_missing_library_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)

    with pytest.raises(GongkaiError) as refused:
        report_to_xlsx(seeded_report(1))

    assert refused.value.hint is not None
    assert "gongkai[excel]" in refused.value.hint.en
