"""Workbooks: what a sheet shows is read, with its merges and in its number formats."""

from __future__ import annotations

import io
import struct
from typing import Any

import pytest
import xlsxwriter

from gongkai.errors import UnreadableSource
from gongkai.reports import read_report
from gongkai.reports.extract.excel_numbers import shown_number
from gongkai.reports.extract.reader import read_document
from gongkai.reports.extract.source import Document
from gongkai.reports.model import Report
from gongkai.reports.render.drawing import parts_of, signature_of
from tests.reports import excel97_files as xls
from tests.reports.builders import seeded_report, values_of
from tests.reports.office97_files import compound
from tests.reports.office_files import c, ods, rows, xlsx


def document(data: bytes) -> Document:
    return read_document(data, source="book.xlsx")


def one_sheet(report: Report, *, left: int = 0) -> bytes:
    """The report in one sheet, as a person types it: a merged title, tables below each other."""
    written = io.BytesIO()
    book: Any = xlsxwriter.Workbook(written)
    sheet, wide, at = book.add_worksheet("年报"), book.add_format({"text_wrap": True}), 0
    sheet.merge_range(at, left, at, left + 9, report.title, wide)
    at += 1
    for part in parts_of(report):
        for text in (part.heading, *part.paragraphs):
            sheet.write_string(at, left, text)
            at += 1
        for drawing in part.tables:
            for row in drawing.rows:
                for box in row:
                    first, last = (at + box.row, left + box.column), (box.rowspan - 1, box.colspan - 1)
                    if last != (0, 0):
                        sheet.merge_range(*first, first[0] + last[0], first[1] + last[1], "")
                    value = box.number if box.kind == "value" else box.text
                    sheet.write(*first, "" if value is None else value)
            at += len(drawing.rows)
    for text in signature_of(report):
        sheet.write_string(at, left + 8, text)
        at += 1
    book.close()
    return written.getvalue()


@pytest.mark.parametrize("left", [0, 1])
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_a_report_typed_into_one_sheet_is_read_whole(edition: str, left: int) -> None:
    for seed in range(5):
        report = seeded_report(seed, edition_id=edition)

        reading = read_report(one_sheet(report, left=left))

        assert values_of(reading) == values_of(report)
        assert {content.doubt for _, content in reading.all_cells()} == {0.0}
        assert (reading.title, reading.signed, reading.dated) == (report.title, report.signed, report.dated)
        assert [(s.title, s.text) for s in reading.sections] == [(s.title, s.text) for s in report.sections]


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("12", "", "12"),
        ("12.0", "", "12"),
        ("5313.9461000000001", "", "5313.9461"),
        ("0.30000000000000004", "", "0.3"),
        ("12", "0.00", "12.00"),
        ("12.6", "0", "13"),
        ("12.5", "0.0###", "12.5"),
        ("1234567", "#,##0", "1234567"),
        ("0.955", "0.0%", "95.5%"),
        ("-3", "+0;-0;0", "-3"),
        ("3", "+0;-0;0", "+3"),
        ("0", '_ * #,##0_ ;_ * "-"_ ;_ * "-"_ ', "0"),
        ("12", '0"件"', "12件"),
        ("44581", "yyyy/m/d;@", "2022年1月20日"),
        ("44581", '[$-804]yyyy"年"m"月"d"日"', "2022年1月20日"),
        ("1E3", "", "1000"),
        ("5", "?" * 300 + "." + "0" * 300, "5.000000000000000"),
        ("1e30", "0.00", "1" + "0" * 30),
        ("1e999", "0", "1e999"),
        ("nan", "0", "nan"),
    ],
)
def test_a_number_is_read_as_the_sheet_shows_it(stored: str, code: str, shown: str) -> None:
    assert shown_number(stored, code) == shown


def test_formats_of_styles_are_those_of_the_cells() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="0.0000"/></numFmts><fonts><font/><font><strike/></font></fonts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="0" fontId="1"/></cellXfs>'
    )
    cells = [c("A1", "收费"), c("B1", "7.5", 's="1"'), c("C1", "44581", 's="2"'), c("D1", "9", 's="3"'), c("E1", "2")]

    assert document(xlsx(rows("".join(cells)), styles=styles)).text == ("收费\t7.5000\t2022年1月20日\t\t2",)


def test_rich_text_leaves_out_readings_and_what_is_struck_out() -> None:
    strings = (
        "<si><t>规章</t></si><si><r><t>1</t></r><r><rPr><strike/></rPr><t>3</t></r>"
        '<r><rPr><vertAlign val="superscript"/></rPr><t>①</t></r><r><rPr/><t>2</t></r><rPh><t>yi</t></rPh></si>'
    )
    data = rows('<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>7</v></c>')

    assert document(xlsx(data, strings=strings)).text == ("规章\t12",)


def test_cells_without_places_follow_each_other() -> None:
    data = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row></sheetData>"

    assert document(xlsx(data)).text == ("1\t2", "3\t4")


def test_what_is_hidden_is_left_out_and_named() -> None:
    hidden = '<row r="2" hidden="1">' + c("A2", "行政许可") + c("B2", "8") + "</row>"
    columns = '<cols><col min="3" max="16384" hidden="1"/></cols>'
    shown = columns + rows(c("A1", "规章") + c("B1", "1") + c("C1", "5"), hidden, c("A3", "行政处罚") + c("B3", "2"))

    read = document(xlsx(shown, rows(c("A1", "旧表")), state="veryHidden"))

    assert read.text == ("规章\t1", "行政处罚\t2")
    assert [(seen.rule, seen.where) for seen in read.findings] == [
        ("hidden-rows", ("sheet Sheet1",)),
        ("hidden-sheet", ("sheet Sheet2",)),
    ]


def test_a_blank_cell_of_the_last_row_in_a_frame_is_a_cell() -> None:
    styles = (
        '<borders><border/><border><left style="thin"/></border></borders><cellXfs><xf/><xf borderId="1"/></cellXfs>'
    )
    data = rows(
        c("A1", "行政许可") + c("B1", "1"), c("A2", "行政处罚") + c("B2", "", 's="1"'), c("A3", "演示县人民政府")
    )

    assert document(xlsx(data, styles=styles)).text == ("行政许可\t1", "行政处罚\t", "演示县人民政府")


def test_a_figure_merged_into_the_row_below_is_marked_in_sheets() -> None:
    data = (
        rows(c("A1", "甲") + c("B1", "5"), c("A2", "乙") + c("B2", "6"))
        + '<mergeCells><mergeCell ref="B1:B2"/></mergeCells>'
    )

    lines = document(xlsx(data)).lines

    assert [(line.cells, line.is_merged) for line in lines] == [(["甲", "5"], True), (["乙"], False)]


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    styles = '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'
    data = rows(c("A1", "日期") + c("B1", "43119", 's="1"'))

    assert document(xlsx(data, styles=styles, book='<workbookPr date1904="1"/>')).text == ("日期\t2022年1月20日",)


def test_an_ods_sheet_is_read_as_it_is_shown() -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    table = (
        '<table:table table:name="一"><table:table-row>'
        + cell.format(' table:number-columns-spanned="2"', "第二十条")
        + '<table:covered-table-cell/></table:table-row><table:table-row table:number-rows-repeated="2">'
        + cell.format("", "规<text:span>章</text:span><office:annotation><text:p>注</text:p></office:annotation>")
        + cell.format(' office:value="12.5"', "12.50")
        + '</table:table-row><table:table-row table:visibility="collapse">'
        + cell.format("", "旧")
        + '</table:table-row><table:table-row table:number-rows-repeated="1048570">'
        + '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        + '<table:table table:name="二" table:style-name="t2"/>'
    )
    unseen = '<style:style style:name="t2"><style:table-properties table:display="false"/></style:style>'

    read = document(ods(table, unseen))

    assert read.text == ("第二十条", "规章\t12.50", "规章\t12.50")
    assert {seen.rule for seen in read.findings} == {"hidden-rows", "hidden-sheet"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (xlsx(rows(c("A1", "公开")))[:-30], "broken-file"),
        (xlsx("<row>" * 300), "broken-file"),
        (xlsx(rows(*[c(f"A{i}", "1") for i in range(1, 200_000)])), "archive-too-large"),
        (xlsx(rows(*["<c><v>1</v></c>" * 300] * 1000)), "archive-too-large"),
        (xlsx(rows('<c t="s"><v>0</v></c>' * 5000), strings=f"<si><t>{'公' * 9000}</t></si>"), "sheet-too-large"),
        (xlsx(rows(c("A1", "规章") + c("B1", "1") + c("XFD1048576", "1")) + "<mergeCells>" + "".join(
            f'<mergeCell ref="A{i}:XFD1048576"/>' for i in range(1, 60)) + "</mergeCells>"), "sheet-too-large"),
        (ods('<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell '
             'table:number-columns-repeated="1000"><text:p>1</text:p></table:table-cell></table:table-row></table:table>'),
         "archive-too-large"),
        (ods(""), "no-report"),
    ],
)  # fmt: skip
def test_a_hostile_workbook_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableSource) as refused:
        read_report(data, source="book.xlsx")

    assert refused.value.code == code
    assert refused.value.where.startswith("book.xlsx")


# ── workbooks of 97–2003 ────────────────────────────────────────────────────────────────────────────────────────────


def test_an_old_workbook_shows_its_numbers_in_their_formats() -> None:
    code = xls.record(0x41E, struct.pack("<H", 164) + xls.text("0.0000"))
    looks = code + xls.font() + xls.font(struck=True)
    looks += xls.style() + xls.style(code=164) + xls.style(code=14) + xls.style(font=1)
    cells = xls.label(0, 0, "收费") + xls.number(0, 1, 7.5, 1) + xls.number(0, 2, 44581, 2)
    cells += xls.number(0, 3, 9, 3) + xls.record(0x27E, struct.pack("<HHHi", 0, 4, 0, 123 << 2 | 3))

    assert document(xls.workbook(cells, shared=looks)).text == ("收费\t7.5000\t2022年1月20日\t\t1.23",)


def test_texts_of_an_old_workbook_leave_out_what_is_struck_out_or_raised() -> None:
    fonts = xls.font() + xls.font(struck=True) + xls.font(raised=True)
    told = xls.texts(xls.text("13①2", runs=((1, 1), (2, 2), (3, 0))))

    assert document(xls.workbook(xls.shared(0, 0, 0), shared=fonts + told)).text == ("12",)


def test_a_text_that_runs_over_several_records_is_whole() -> None:
    told = xls.record(0xFC, struct.pack("<IIHB", 2, 2, 7, 1) + "规章".encode("utf-16-le"))
    told += xls.record(0x3C, b"\x00(AB)") + xls.record(0x3C, b"\x01" + "表".encode("utf-16-le") + xls.text("一"))

    assert document(xls.workbook(xls.shared(0, 0, 0) + xls.shared(0, 1, 1), shared=told)).text == ("规章(AB)表\t一",)


def test_a_formula_of_an_old_workbook_counts_with_its_last_result() -> None:
    given, missing = struct.pack("<HHHd8x", 0, 1, 0, 12.0), struct.pack("<HHH6xH8x", 0, 2, 0, 0xFFFF)
    cells = xls.label(0, 0, "规章") + xls.record(6, given) + xls.record(6, missing) + xls.record(0x207, xls.text("三"))

    assert document(xls.workbook(cells)).text == ("规章\t12\t三",)


def test_what_is_hidden_in_an_old_workbook_is_left_out_and_named() -> None:
    unseen = xls.record(0x7D, struct.pack("<5H2x", 2, 255, 9, 0, 1)) + xls.record(0x208, struct.pack("<H10xI", 1, 0x20))
    shown = [xls.label(0, 0, "规章"), xls.number(0, 1, 1), xls.number(0, 2, 5), xls.label(1, 0, "行政许可")]
    shown += [xls.number(1, 1, 8), xls.label(2, 0, "行政处罚"), xls.number(2, 1, 2)]

    read = document(xls.workbook(unseen + b"".join(shown), xls.label(0, 0, "旧表"), hidden=(1,)))

    assert read.text == ("规章\t1", "行政处罚\t2")
    assert [(seen.rule, seen.where) for seen in read.findings] == [
        ("hidden-rows", ("sheet 1",)),
        ("hidden-sheet", ("sheet 2",)),
    ]


def test_a_blank_cell_in_a_frame_of_an_old_workbook_is_a_cell() -> None:
    looks = xls.font() + xls.style() + xls.style(border=1)
    cells = xls.label(0, 0, "行政许可") + xls.number(0, 1, 1) + xls.label(1, 0, "行政处罚")
    cells += xls.record(0x201, struct.pack("<HHH", 1, 1, 1)) + xls.label(2, 0, "演示县人民政府")

    read = document(xls.workbook(cells, shared=looks))

    assert read.text == ("行政许可\t1", "行政处罚\t", "演示县人民政府")


def test_a_workbook_of_excel_5_is_read_in_its_code_page() -> None:
    words = "规章".encode("gb18030")
    cells = xls.record(0x204, struct.pack("<HHHH", 0, 0, 0, len(words)) + words) + xls.number(0, 1, 3)
    data = xls.begin(5, 0x500) + xls.record(0x42, struct.pack("<H", 936))
    data += xls.record(0x85, struct.pack("<IBBB", len(data) + 16, 0, 0, 1) + b"1") + xls.END
    data += xls.begin(0x10, 0x500) + cells + xls.END

    assert document(compound({"Book": data})).text == ("规章\t3",)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(struct.pack("<IIHBi", 1, 2**31, 200, 4, -207) + b"a" * 200, id="lengths below nought"),
        pytest.param(struct.pack("<IIHBI", 1, 1, 1, 4, 2**32 - 1) + b"a", id="lengths beyond the end"),
        pytest.param(struct.pack("<IIHBH", 1, 1, 9, 8, 65535) + b"a" * 9, id="fonts beyond the end"),
    ],
)
def test_lengths_of_an_old_workbook_are_not_believed(told: bytes) -> None:
    with pytest.raises(UnreadableSource) as refused:
        document(xls.workbook(xls.shared(0, 0, 0), shared=xls.record(0xFC, told)))

    assert refused.value.code == "broken-file"


def test_sheets_that_all_begin_at_one_place_cost_no_more_than_a_large_one() -> None:
    sheet = xls.begin(0x10) + xls.record(0xFF) * 5000 + xls.END
    listed = [struct.pack("<IBB", len(xls.begin(5)) + 100 * 14 + len(xls.END), 0, 0) + xls.text("1", "B")] * 100
    stream = xls.begin(5) + b"".join(xls.record(0x85, told) for told in listed) + xls.END + sheet

    with pytest.raises(UnreadableSource) as refused:
        document(compound({"Workbook": stream}))

    assert refused.value.code == "sheet-too-large"
