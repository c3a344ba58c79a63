"""Word and Excel files of 97–2003: cells by their own sign, columns by the edges of rows, hidden text left out."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from gongkai.errors import GongkaiError, UnreadableSource
from gongkai.reports import read_report
from gongkai.reports.extract.doc_parts import shape_of
from gongkai.reports.extract.reader import read_document
from gongkai.reports.serial import read_json
from tests.reports.builders import values_of
from tests.reports.excel97_files import number, record, workbook
from tests.reports.office97_files import INNER, INNER_CELL, INNER_ROW_END, compound, list_tables, row, row_shape, word97

FILES = Path(__file__).resolve().parents[1] / "files" / "office"
"""An invented report, saved as DOC and XLS by LibreOffice, and what it says."""
GOES_ON, BEGINS = 0x20, 0x60


def text_of(data: bytes) -> tuple[str, ...]:
    return read_document(data, source="report.doc").text


@pytest.mark.parametrize("name", ["county.doc", "county.xls"])
def test_a_report_saved_by_an_office_program_is_read_whole(name: str) -> None:
    told = read_json((FILES / "county.json").read_bytes(), where="county.json")

    reading = read_report(FILES / name)

    assert values_of(reading) == values_of(told)
    assert {content.doubt for _, content in reading.all_cells()} == {0.0}
    assert (reading.title, reading.body, reading.year, reading.dated) == (told.title, told.body, told.year, told.dated)
    assert [(s.number, s.title, s.text) for s in reading.sections] == [
        (s.number, s.title, s.text) for s in told.sections
    ]
    assert reading.observations == ()


def test_paragraphs_and_rows_are_read_in_order() -> None:
    data = word97(("一、总体情况\r", b""), *row(["规章", "1", ""]), *row(["行政许可", "", "2"]), ("后文\r", b""))

    lines = read_document(data, source="").lines

    assert [line.cells for line in lines] == [["一、总体情况"], ["规章", "1", ""], ["行政许可", "", "2"], ["后文"]]
    assert [line.table for line in lines] == [0, 1, 1, 0]


def test_columns_are_told_by_the_edges_of_all_rows() -> None:
    data = word97(
        *row(["组", "行一", "1"], row_shape([0, 1000, 3000, 4000], [BEGINS])),
        *row(["", "行二", "细目", "2"], row_shape([0, 1010, 2000, 3000, 4000], [GOES_ON])),
        *row(["行三", "", "3"], row_shape([0, 2000, 3000, 4000], [1, 2])),
    )

    lines = read_document(data, source="").lines

    assert [line.cells for line in lines] == [["组", "行一", "1"], ["行二", "细目", "2"], ["行三", "3"]]
    assert [line.columns for line in lines] == [[0, 1, 3], [1, 2, 3], [0, 3]]


def test_merges_downwards_may_be_told_beside_the_shape() -> None:
    shape = row_shape([0, 100, 200])[2:]

    assert shape_of(shape, [b"\x02\x01\x01"]).down == {1}
    assert shape_of(row_shape([0, 100, 200], [0, GOES_ON])[2:], [b"\x02\x01\x00"]).down == frozenset()
    assert shape_of(b"\x05\x00\xff\x00\x00").edges == ()


def test_hidden_text_codes_of_fields_and_signs_are_left_out() -> None:
    words = "收到\x13 SUM(ABOVE) \x1412\x15件（内部）\x02\x01，政\x1f府\x1e网\xa0站\r"

    assert text_of(word97((words, b""), unseen="（内部）")) == ("收到12件，政府-网 站",)


def test_a_field_that_never_ends_does_not_swallow_the_text() -> None:
    assert text_of(word97(("收到\x13PAGE\r", b""), ("12件\r", b""))) == ("收到PAGE", "12件")


def test_letters_of_one_byte_are_read() -> None:
    assert text_of(word97(("2022-01-20 – OGI\r", b""), narrow=True)) == ("2022-01-20 – OGI",)


def test_letters_beyond_the_first_plane_are_read() -> None:
    assert text_of(word97(("\ud872\udfbf县\r", b""))) == ("𬮿县",)


def test_a_line_break_in_a_title_joins_its_lines() -> None:
    broken = ("演示县人民政府\v年度报告\r", b"")

    assert text_of(word97(broken)) == ("演示县人民政府", "年度报告")
    assert text_of(word97(broken, title=True)) == ("演示县人民政府年度报告",)


IN_LIST, SECOND_LEVEL = b"\x0b\x46\x01\x00", b"\x0a\x26\x01"


def test_numbers_that_lists_print_are_put_back() -> None:
    tables = list_tables((37, "\0、"), (37, "（\1）"))
    headings = [
        ("总体情况\r", IN_LIST),
        ("主动公开\r", IN_LIST + SECOND_LEVEL),
        ("依申请公开\r", IN_LIST + SECOND_LEVEL),
    ]

    text = text_of(word97(*headings, ("正文\r", b""), ("主动公开政府信息情况\r", IN_LIST), tables=tables))

    assert text == ("一、总体情况", "（一）主动公开", "（二）依申请公开", "正文", "二、主动公开政府信息情况")


def test_a_style_may_put_paragraphs_in_a_list() -> None:
    name, said = "标题".encode("utf-16-le"), b"\0\0" + IN_LIST
    style = struct.pack("<5H", 1, 0xFFF1, 2, 0, 0) + struct.pack("<H", 2) + name + b"\0\0"
    style += struct.pack("<H", len(said)) + said
    tables = {**list_tables((0, "\0.")), 0xA2: struct.pack("<HHHH", 4, 1, 10, len(style)) + style}

    assert text_of(word97(("属于国家秘密\r", b""), ("其他\r", b"\x0b\x46\0\0"), tables=tables)) == (
        "1.属于国家秘密",
        "其他",
    )


def test_a_list_may_begin_anew() -> None:
    tables = list_tables((0, "\0."), start=3)

    assert text_of(word97(("重复申请\r", IN_LIST), ("其他\r", IN_LIST), tables=tables)) == ("3.重复申请", "4.其他")


def test_a_list_that_is_not_there_prints_no_number() -> None:
    assert text_of(word97(("其他\r", IN_LIST))) == ("其他",)
    assert text_of(word97(("其他\r", IN_LIST), tables={0x2E2: b"\xff\xff", 0x2EA: b"\xff" * 9})) == ("其他",)


def test_text_boxes_come_before_the_body() -> None:
    assert text_of(word97(("正文\r", b""), box="演示县人民政府\r\r")) == ("演示县人民政府", "正文")


def test_a_table_inside_a_table_is_read_as_a_table_of_its_own() -> None:
    inner = [("规章\r", INNER + INNER_CELL), ("1\r", INNER + INNER_CELL), ("\r", INNER + INNER_ROW_END)]
    data = word97(("说明\r", b"\x16\x24\x01"), *inner, *row(["", "边栏"]))

    assert text_of(data) == ("说明", "规章\t1", "边栏")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (word97(("正文\r", b""))[:2000], "broken-file"),
        (compound({"WordDocument": b"\xec\xa5\xc1\x00"}), "broken-file"),
        (compound({"WordDocument": b"\xdc\xa5\x65\x00" + b"\0" * 600}), "unsupported-format"),
        (word97(("正文\r", b""), flags=0x300), "encrypted"),
        (compound({"EncryptedPackage": b"1"}), "encrypted"),
        (compound({"Contents": b"1"}), "unsupported-format"),
        (compound({"Workbook": b"\x09\x08\x04\x00\x00\x06\x05\x00\x2f\x00\x02\x00\x00\x00"}), "encrypted"),
        (workbook(number(0, 0, 1) + number(65535, 255, 2)), "no-report"),
        (workbook(record(0xFF) * 400_001), "sheet-too-large"),
        (compound({"Workbook": b"\x09\x08\xff\xff"}), "broken-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 3000, "broken-file"),
        (word97(("正文\r", b"")), "no-report"),
    ],
)
def test_a_hostile_file_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(GongkaiError) as refused:
        read_report(data, source="report.doc")

    assert refused.value.code == code
    assert refused.value.where.startswith("report.doc")


@pytest.mark.parametrize("name", ["county.doc", "county.xls"])
def test_a_file_without_its_library_names_what_to_install(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(module: str) -> None:
        raise ImportError(module)

    monkeypatch.setattr("gongkai.reports.optional.import_module", refuse)

    with pytest.raises(GongkaiError) as refused:
        read_report(FILES / name)

    assert refused.value.code == "missing-extra"
    assert not isinstance(refused.value, UnreadableSource)
    assert refused.value.hint is not None
    assert refused.value.hint.en == "Run: pip install 'gongkai[word,excel]'"
    assert refused.value.where == str(FILES / name)
