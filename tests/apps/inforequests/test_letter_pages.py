"""Letters as printed: the geometry of GB/T 9704 read back from the PDF, and the same words in Word."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pdfplumber
import pytest

from gongkai.apps.inforequests.letters.page import LetterPage, printed_number
from gongkai.apps.inforequests.letters.pdf import Posting, envelope_to_pdf, letter_to_pdf, slip_to_pdf
from gongkai.apps.inforequests.letters.word import letter_to_docx
from gongkai.errors import InvalidInput

MM = 72 / 25.4
LONG = "经审查，所申请的信息属于行政机关内部工作方案的讨论记录，尚未形成最终决定，依照有关规定不予公开。"
PAGE = LetterPage(
    "示范县教育局",
    "政府信息公开申请答复书",
    printed_number("示教公开", 2026, 7),
    "演示申请人",
    (LONG * 3, "如对本文书不服，可以申请行政复议。"),
    date(2026, 3, 4),
    annexes=("招生计划表",),
    note="联系电话：010-00000000",
)
POSTING = Posting(
    "示范县教育局",
    "示范县人民路1号",
    "000000",
    "010-00000000",
    "演示申请人",
    "示范县演示街2号 123456",
    "",
    "示教公开〔2026〕7号",
)


@pytest.fixture(scope="module")
def printed() -> Any:
    with pdfplumber.open(io.BytesIO(letter_to_pdf(PAGE))) as document:
        yield document.pages


def lines_of(page: Any) -> list[dict[str, Any]]:
    return list(page.extract_text_lines(x_tolerance=1))


def test_the_page_is_a4_with_the_margins_of_the_standard(printed: Any) -> None:
    page = printed[0]

    chars = [char for char in page.chars if char["size"] == pytest.approx(16)]
    assert (page.width / MM, page.height / MM) == (pytest.approx(210, abs=0.2), pytest.approx(297, abs=0.2))
    assert min(char["x0"] for char in chars) == pytest.approx(28 * MM, abs=1)
    assert max(char["x1"] for char in chars) <= (210 - 26) * MM + 1


def test_the_red_head_stands_35_mm_below_the_type_area(printed: Any) -> None:
    red = [char for char in printed[0].chars if char["non_stroking_color"] not in ((0,), (0, 0, 0), 0)]

    assert "".join(char["text"] for char in red) == PAGE.issuer
    assert min(char["top"] for char in red) == pytest.approx((37 + 35) * MM, abs=12)


def test_the_red_line_is_as_wide_as_the_type_area(printed: Any) -> None:
    line = max(printed[0].lines + printed[0].rects, key=lambda one: one["width"])
    number = next(one for one in lines_of(printed[0]) if "〔" in one["text"])

    assert line["width"] == pytest.approx(156 * MM, abs=1)
    assert (line["top"] - number["bottom"]) / MM == pytest.approx(4, abs=1)


def test_a_full_line_has_28_characters_at_28_95_points(printed: Any) -> None:
    found = lines_of(printed[0])
    full = [one for one in found if one["text"].strip() and one["text"] in (LONG * 3) and len(one["text"]) > 26]

    assert {len(one["text"]) for one in full} <= {27, 28, 29}
    assert full[1]["top"] - full[0]["top"] == pytest.approx(28.95, abs=0.1)


def test_number_and_date_are_printed_without_zeros(printed: Any) -> None:
    text = "".join(page.extract_text() for page in printed).replace(" ", "")

    assert "示教公开〔2026〕7号" in text
    assert "2026年3月4日" in text
    assert "附件：招生计划表" in text


def test_pages_are_numbered_between_dashes(printed: Any) -> None:
    assert "— 1 —" in printed[0].extract_text()
    assert "— 2 —" in printed[1].extract_text()


def test_the_date_ends_four_characters_from_the_edge(printed: Any) -> None:
    dated = next(one for page in printed for one in lines_of(page) if one["text"].replace(" ", "") == "2026年3月4日")

    assert dated["x1"] == pytest.approx((210 - 26) * MM - 4 * 16, abs=3)


def test_without_a_red_head_the_title_names_the_body() -> None:
    with pdfplumber.open(io.BytesIO(letter_to_pdf(replace(PAGE, red_head=False)))) as document:
        lines = [one["text"] for one in lines_of(document.pages[0])]

    assert lines[:2] == [PAGE.issuer, PAGE.title]


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert letter_to_pdf(PAGE) == letter_to_pdf(PAGE)
    assert letter_to_docx(PAGE) == letter_to_docx(PAGE)


def test_the_word_file_says_the_same_in_the_same_order() -> None:
    document = docx.Document(io.BytesIO(letter_to_docx(PAGE)))

    said = [paragraph.text for paragraph in document.paragraphs]
    assert said == [
        PAGE.issuer,
        PAGE.number,
        PAGE.title,
        f"{PAGE.addressee}：",
        *PAGE.paragraphs,
        "附件：招生计划表",
        PAGE.issuer,
        "2026年3月4日",
        f"（{PAGE.note}）",
    ]
    section = document.sections[0]
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)


def test_markup_that_somebody_typed_is_text() -> None:
    page = replace(PAGE, paragraphs=("#pagebreak() *不是* <b>标记</b>",))

    with pdfplumber.open(io.BytesIO(letter_to_pdf(page))) as document:
        assert "#pagebreak()" in document.pages[0].extract_text()
    assert any("<b>标记</b>" in one.text for one in docx.Document(io.BytesIO(letter_to_docx(page))).paragraphs)


def test_a_character_that_no_font_has_is_named() -> None:
    with pytest.raises(InvalidInput) as refused:
        letter_to_pdf(replace(PAGE, addressee="演示\U0010fffd"))

    assert refused.value.code == "letter-glyph"


def test_the_envelope_measures_220_by_110_mm() -> None:
    with pdfplumber.open(io.BytesIO(envelope_to_pdf(POSTING))) as document:
        page = document.pages[0]
        text = page.extract_text()

    assert (round(page.width / MM), round(page.height / MM)) == (220, 110)
    assert "示范县演示街 2 号" in text or "示范县演示街2号" in text.replace(" ", "")
    assert "1 2 3 4 5 6" in text


def test_the_slip_says_that_the_body_pays() -> None:
    with pdfplumber.open(io.BytesIO(slip_to_pdf(POSTING))) as document:
        text = document.pages[0].extract_text()

    assert "由寄件机关支付" in text
    assert "7号" in text.replace(" ", "")
