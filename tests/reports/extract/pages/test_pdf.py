"""PDF files with text: every cell as printed, wherever and however the page sets it."""

from __future__ import annotations

import contextlib
import io
import json
import random
import zlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from gongkai.errors import GongkaiError, UnreadableSource
from gongkai.reports import check_report, read_report
from gongkai.reports.extract.pages import pdf
from tests.reports.builders import VARIANTS
from tests.reports.layouts import Written
from tests.reports.prints import typeset
from tests.reports.scans import file_of
from tests.reports.scoring import Score, faults, tally


@pytest.fixture(scope="module")
def made() -> tuple[Written, bytes]:
    return typeset(11)


@pytest.mark.parametrize("name", ["huaian-2024", "hongze-2023"])
def test_row_66_every_cell_of_a_published_pdf_is_right(shared: Path, name: str) -> None:
    answer = json.loads((shared / "corpus" / f"{name}.gold.json").read_text(encoding="utf-8"), parse_float=Decimal)
    report = read_report(shared / "corpus" / f"{name}.pdf")

    assert {c: report.value(c) for c, v in answer["cells"].items() if report.value(c) != v} == {}


@pytest.mark.parametrize(("name", "totals"), [("huaian-2024", []), ("hongze-2023", ["review", "after_review"])])
def test_row_66_errors_found_in_a_published_pdf_are_its_own(shared: Path, name: str, totals: list[str]) -> None:
    findings = check_report(read_report(shared / "corpus" / f"{name}.pdf"))

    assert [(f.rule, f.where[0]) for f in findings if f.is_error] == [("t4-sum", f"t4.{t}.total") for t in totals]


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("variant", ["", *VARIANTS])
def test_our_own_pdf_comes_back_whole(edition: str, variant: str) -> None:
    document, data = typeset(5, edition=edition, variant=variant)

    assert set(tally(document, read_report(data))) == {Score.RIGHT}


def test_every_cell_has_its_page_and_box(made: tuple[Written, bytes]) -> None:
    _, data = made
    report = read_report(data)

    for _, cell in report.all_cells():
        assert cell.place is not None
        assert cell.place.box is not None
        assert _text_in(data, cell.place.page, cell.place.box) == cell.printed


def _text_in(data: bytes, number: int, box: tuple[float, float, float, float]) -> str:
    page = pypdfium2.PdfDocument(data)[number - 1]
    height = page.get_height()
    left, top, right, bottom = box
    found: str = page.get_textpage().get_text_bounded(left, height - bottom, right, height - top)
    return found.strip()


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_shown_turned_is_read_as_shown(made: tuple[Written, bytes], quarters: int) -> None:
    document, data = made

    turned = _changed(data, lambda page: raw.FPDFPage_SetRotation(page, quarters))

    assert set(tally(document, read_report(turned))) == {Score.RIGHT}


@pytest.mark.parametrize("matrix", [(0, 1, -1, 0, 842, 0), (0, -1, 1, 0, 0, 595), (-1, 0, 0, -1, 595, 842)])
def test_a_page_set_sideways_is_read(made: tuple[Written, bytes], matrix: tuple[float, ...]) -> None:
    document, data = made

    def turn(page: object) -> None:
        raw.FPDFPage_TransFormWithClip(page, raw.FS_MATRIX(*matrix), None)
        if matrix[0] == 0:
            raw.FPDFPage_SetMediaBox(page, 0, 0, 842, 595)
            raw.FPDFPage_SetCropBox(page, 0, 0, 842, 595)

    turned = _changed(data, turn)
    report = read_report(turned)

    assert set(tally(document, report)) == {Score.RIGHT}
    place = report.cell("t3.received.total").place
    assert place is not None
    assert place.box is not None
    assert place.box[2] <= (842 if matrix[0] == 0 else 596)


def _changed(data: bytes, change: Callable[[object], object]) -> bytes:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        change(page.raw)
        raw.FPDFPage_GenerateContent(page.raw)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_cut_off_file_is_refused_or_read_without_a_wrong_cell(made: tuple[Written, bytes]) -> None:
    document, data = made

    for share in (0.02, 0.3, 0.6, 0.9, 0.99):
        try:
            report = read_report(data[: int(len(data) * share)])
        except UnreadableSource as refused:
            assert refused.code in {"broken-file", "no-report"}  # noqa: PT017
        else:
            assert faults(document, report) == []


def test_a_locked_file_is_refused() -> None:
    with pytest.raises(UnreadableSource) as refused:
        read_report(_LOCKED, source="锁.pdf")

    assert (refused.value.code, refused.value.where) == ("encrypted", "锁.pdf")


def test_endless_pages_are_refused(made: tuple[Written, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)

    with pytest.raises(UnreadableSource) as refused:
        pdf.pdf_pages(made[1])

    assert refused.value.code == "too-long"


def test_a_file_that_takes_too_long_is_given_up(made: tuple[Written, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_SECONDS", -1.0)

    with pytest.raises(UnreadableSource) as refused:
        pdf.pdf_pages(made[1])

    assert refused.value.code == "too-slow"


def test_a_missing_library_is_named_with_its_extra(
    made: tuple[Written, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pypdfium2", None)

    with pytest.raises(Exception, match=r"missing-extra|PDF") as refused:
        read_report(made[1])

    assert "gongkai[pdf]" in str(refused.value.hint.en)  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_page_that_unpacks_without_end_is_given_up() -> None:
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(b"q " * (1 << 20)) for _ in range(50)) + packing.flush()

    with pytest.raises(UnreadableSource) as refused:
        read_report(_page_with(packed, [b"<</Type/Font>>"], b"/Filter/FlateDecode"), source="报告.pdf")

    assert (refused.value.code, refused.value.where) == ("too-slow", "报告.pdf")


_LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/O<" + b"28" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]/Size 5>>\n%%EOF"
)


READ_AS_A_PICTURE = frozenset({0, 9, 10})
"""Of these too little is left to read but what a look at the page gives."""


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=[pytest.mark.slow] * (seed in READ_AS_A_PICTURE)) for seed in range(12)]
)
def test_a_file_with_changed_bytes_is_refused_or_read_without_a_crash(made: tuple[Written, bytes], seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(made[1])
    for _ in range(rng.choice((1, 30, 400))):
        data[rng.randrange(len(data))] = rng.randrange(256)

    with contextlib.suppress(GongkaiError):
        read_report(bytes(data))


def _page_with(drawing: bytes, font: list[bytes], packing: bytes = b"") -> bytes:
    """A file of one page that draws this, with the font F."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    stream = b"<</Length %d%s>>stream\n%s\nendstream" % (len(drawing), packing, drawing)
    tree = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    return file_of([*tree, page, stream, *font])


def test_invisible_text_is_not_read() -> None:
    drawing = b"BT /F 12 Tf 100 700 Td (12) Tj 3 Tr 0 -20 Td (999) Tj 0 Tr 0 -20 Td (34) Tj ET"

    page = pdf.pdf_pages(_page_with(drawing, [b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]))[0]

    assert "".join(sign.text for sign in page.signs) == "1234"


def test_a_page_whose_font_tells_no_characters_goes_to_ocr() -> None:
    kind = b"/BaseFont/ABCDEF+Song"
    font = [
        b"<</Type/Font/Subtype/Type0" + kind + b"/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2" + kind + b"/FontDescriptor 7 0 R/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        b"<</Type/FontDescriptor/FontName/ABCDEF+Song/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800"
        b"/Descent -200/CapHeight 700/StemV 80>>",
    ]

    page = pdf.pdf_pages(_page_with(b"BT /F 12 Tf 100 700 Td <0A120B340C560D780E9A0F0102030411> Tj ET", font))[0]

    assert page.is_scan
