"""What files say, whatever kind they are, and where they hold what nobody can read."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from gongkai.apps.core.file_texts import texts_in
from tests.apps.core.test_unseen import TEXT, document, packed, page
from tests.apps.scans import scan_file
from tests.reports.office97_files import word97


def workbook() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, ("姓名", "手机"))
        sheet.write_row(1, 0, ("张某", 13800138000))
    return held.getvalue()


def said(data: bytes) -> str:
    return "\n".join(text for text in texts_in(data) if text is not None)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (workbook(), "张某\t13800138000"),
        (packed("list.xlsx", workbook()), "张某\t13800138000"),
        (document("<w:p><w:r><w:t>正文</w:t></w:r></w:p>"), "正文"),
        (word97(("正文\r", b"")), "正文"),
        (page(TEXT), "13800138000"),
        ("通知,13800138000".encode("gb18030"), "13800138000"),
    ],
)
def test_texts_of_every_kind_of_file_are_read(data: bytes, words: str) -> None:
    assert words in said(data)
    assert None not in list(texts_in(data))


@pytest.mark.parametrize("data", [scan_file().read(), page("0 0 0 rg 40 95 200 30 re f"), packed("OFD.xml", b"<OFD/>")])
def test_what_nobody_can_read_is_told(data: bytes) -> None:
    assert None in list(texts_in(data))
