"""The Word document: the shape of the national form, the page of GB/T 9704, text kept as text."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from lxml import etree

from gongkai.errors import GongkaiError
from gongkai.reports.editions import EDITION_IDS
from gongkai.reports.model import Report
from gongkai.reports.render.word import report_to_docx
from tests.reports.builders import reports, seeded_report
from tests.reports.render.pages import HOSTILE, drawn_values, figure, hostile_report, with_fee

Element: TypeAlias = Any
Square = tuple[str, int, str]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

SEVEN = " 1" * 7
SPANS = {
    "t2": ["4", "1 1 1 1", "1 1 1 1", "1 1 1 1", "4", "1 3", "1 3", "4", "1 3", "1 3", "1 3", "4", "1 3", "1 3"],
    "t3": [
        *("3r 7", "3c 1r 5 1r", "3c 1c 1 1 1 1 1 1c", f"3{SEVEN}", f"3{SEVEN}"),
        *(f"1r 2{SEVEN}", f"1c 2{SEVEN}"),
        *(f"1c 1{'r' if i in (0, 8, 11, 16) else 'c'} 1{SEVEN}" for i in range(19)),
        *(f"1c 2{SEVEN}", f"3{SEVEN}"),
    ],
    "t4": ["5 10", "1r 1r 1r 1r 1r 5 5", "1c 1c 1c 1c 1c" + " 1" * 10, " ".join("1" * 15)],
}
"""Width of every cell; r where a cell merged downwards begins, c where it goes on."""


def part(document: bytes, name: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def squares(row: Element) -> Iterator[Square]:
    for cell in row.iterchildren(f"{W}tc"):
        span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
        down = "" if merge is None else "r" if merge.get(f"{W}val") == "restart" else "c"
        yield "".join(cell.itertext(f"{W}t")).strip(), 1 if span is None else int(span.get(f"{W}val")), down


def tables(document: Element) -> list[list[list[Square]]]:
    return [[list(squares(row)) for row in table.iter(f"{W}tr")] for table in document.iter(f"{W}tbl")]


def value_squares(document: Element) -> Iterator[str]:
    """The texts of value cells: those whose sides have no margin."""
    for cell in document.iter(f"{W}tc"):
        if cell.find(f"{W}tcPr/{W}tcMar") is not None:
            yield "".join(cell.itertext(f"{W}t"))


def is_label(text: str) -> bool:
    return not text.lstrip("+-").replace(".", "").isdigit()


@given(reports(*EDITION_IDS))
def test_every_figure_stands_in_its_cell(report: Report) -> None:
    document = part(report_to_docx(report), "document")

    assert [figure(text) for text in value_squares(document)] == [value for _, value in drawn_values(report)]


def test_tables_have_the_merges_of_the_form() -> None:
    shape = tables(part(report_to_docx(seeded_report(1)), "document"))

    assert [[" ".join(f"{span}{down}" for _, span, down in row) for row in table] for table in shape] == [
        *SPANS.values()
    ]


def test_tables_are_those_of_the_national_form(shared: Path) -> None:
    form = tables(part((shared / "corpus" / "national-form-2021.docx").read_bytes(), "document"))
    ours = tables(part(report_to_docx(seeded_report(1)), "document"))

    for printed, drawn in zip(form, ours, strict=True):
        for form_row, row in zip(printed, drawn, strict=True):
            assert [(span, down) for _, span, down in form_row] == [(span, down) for _, span, down in row]
            assert [text for text, _, _ in form_row if text] == [t for t, _, _ in row if t and is_label(t)]


def test_blank_cell_stays_empty() -> None:
    document = part(report_to_docx(with_fee(None)), "document")

    assert list(value_squares(document)).count("") == 1


def test_page_is_that_of_official_documents() -> None:
    document = part(report_to_docx(seeded_report(1)), "document")
    size, margins = document.find(f".//{W}pgSz"), document.find(f".//{W}pgMar")

    assert [size.get(f"{W}{side}") for side in ("w", "h")] == ["11906", "16838"]
    millimetres = [round(int(margins.get(f"{W}{side}")) / 56.7) for side in ("top", "left", "right", "bottom")]
    assert millimetres == [37, 28, 26, 35]


@pytest.mark.parametrize(
    ("style", "font", "half_points"),
    [
        ("Normal", "仿宋_GB2312", "32"),
        ("Title", "方正小标宋简体", "44"),
        ("Heading1", "黑体", "32"),
        ("Heading2", "楷体_GB2312", "32"),
        ("TableText", "宋体", "21"),
        ("Footer", "宋体", "28"),
    ],
)
def test_levels_have_their_fonts(style: str, font: str, half_points: str) -> None:
    styles = part(report_to_docx(seeded_report(1)), "styles")
    (run,) = styles.xpath(f"//w:style[@w:styleId='{style}']/w:rPr", namespaces={"w": W[1:-1]})

    assert run.find(f"{W}rFonts").get(f"{W}eastAsia") == font
    assert run.find(f"{W}sz").get(f"{W}val") == half_points


def test_rows_do_not_split_and_heads_repeat() -> None:
    document = part(report_to_docx(seeded_report(1, edition_id="2014")), "document")
    rows = list(document.iter(f"{W}tr"))

    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[:2]] == [True, False]


def test_page_numbers_stand_outside_on_both_sides() -> None:
    document = report_to_docx(seeded_report(1))
    sides = {}
    for name in ("footer1", "footer2"):
        footer = part(document, name)
        sides[footer.find(f".//{W}jc").get(f"{W}val")] = "".join(footer.itertext(f"{W}t"))

    assert sides == {"right": "— 1 —", "left": "— 1 —"}
    assert part(document, "settings").find(f"{W}evenAndOddHeaders") is not None


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_add_no_element(words: str) -> None:
    def outline(report: Report) -> list[str]:
        return [element.tag for element in part(report_to_docx(report), "document").iter()]

    assert outline(hostile_report(words)) == outline(hostile_report("甲"))


def test_same_report_gives_the_same_bytes_without_a_clock() -> None:
    first, second = (report_to_docx(seeded_report(1)) for _ in range(2))

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_missing_library_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)

    with pytest.raises(GongkaiError) as refused:
        report_to_docx(seeded_report(1))

    assert refused.value.code == "missing-extra"
    assert refused.value.hint is not None
    assert "gongkai[word]" in refused.value.hint.en
