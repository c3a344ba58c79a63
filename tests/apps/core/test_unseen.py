"""What a file holds that nobody sees: hidden parts, remarks, changes, names, places, text under black boxes."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
import xlsxwriter

from gongkai.apps.core.unseen import unseen_in
from tests.apps.core.compound import word_97

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def workbook(*, is_hiding: bool) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        shown, other = book.add_worksheet("公开"), book.add_worksheet("底稿")
        shown.write(0, 0, "演示")
        if is_hiding:
            other.hide()
            shown.set_row(3, None, None, {"hidden": True})
            shown.set_column(2, 2, None, None, {"hidden": True})
            shown.write_comment(0, 0, "请核")
            book.set_properties({"author": "王某某"})
    return held.getvalue()


def document(body: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return held.getvalue()


def photo(*, is_placed: bool) -> bytes:
    entries = [(0x8825, 4, 1, 26)] if is_placed else [(0x0112, 3, 1, 1)]
    block = b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", 1) + struct.pack("<HHII", *entries[0])
    block += struct.pack("<I", 0) + struct.pack("<H", 1) + struct.pack("<HHII", 1, 2, 2, 78)
    exif = b"Exif\x00\x00" + block
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xd9"


def page(drawn: str) -> bytes:
    """A PDF file of one page with these drawing orders."""
    parts = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
    )
    text, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(text))
        text += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(text)}\n%%EOF"
    return (text + end).encode()


TEXT = "BT /F 20 Tf 50 100 Td (13800138000) Tj ET"


def kinds(data: bytes) -> set[str]:
    return {one.kind for one in unseen_in(data)}


def test_hidden_parts_remarks_and_names_of_a_workbook_are_told() -> None:
    assert kinds(workbook(is_hiding=True)) == {"hidden_sheet", "hidden_rows", "hidden_columns", "comments", "author"}
    assert kinds(workbook(is_hiding=False)) == set()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<w:p><w:r><w:t>正文</w:t></w:r></w:p>", set()),
        ("<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>", {"tracked_changes"}),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>", {"hidden_text"}),
    ],
)
def test_changes_and_hidden_text_of_a_document_are_told(body: str, found: set[str]) -> None:
    assert kinds(document(body)) == found


def packed(name: str, data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, data)
    return held.getvalue()


def test_files_in_a_packed_file_are_looked_into() -> None:
    assert "hidden_sheet" in kinds(packed("list.xlsx", workbook(is_hiding=True)))
    assert kinds(packed("list.xlsx", workbook(is_hiding=False))) == set()


def test_kinds_whose_hidden_parts_nobody_can_tell_are_named() -> None:
    assert kinds(packed("OFD.xml", b"<OFD/>")) == {"unchecked_file"}
    assert kinds(word_97("演示")) == {"unchecked_file"}


def test_remark_on_a_page_is_told() -> None:
    remark = b"/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(ask)>>]"

    assert kinds(page(TEXT).replace(b"/Parent 2 0 R", b"/Parent 2 0 R" + remark)) == {"comments"}


def test_place_of_a_photo_is_told() -> None:
    assert kinds(photo(is_placed=True)) == {"place_of_photo"}
    assert kinds(photo(is_placed=False)) == set()


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        (f"{TEXT} 0 0 0 rg 40 95 200 30 re f", {"covered_text"}),
        (TEXT, set()),
        (f"0.9 0.9 0.9 rg 40 95 200 30 re f 0 0 0 rg {TEXT}", set()),
        (f"0 0 0 rg 40 95 200 30 re f 1 1 1 rg {TEXT} 0 0 0 rg BT /F 9 Tf 50 20 Td (x) Tj ET", set()),
    ],
)
def test_text_under_a_black_box_is_told(drawn: str, found: set[str]) -> None:
    assert kinds(page(drawn)) == found
