"""Made-up Word files for the tests: a notice as an office writes it."""

from __future__ import annotations

import io
import struct
import zlib

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


def png() -> bytes:
    """One white dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff"))
        + chunk(b"IEND", b"")
    )


def notice(
    title: str = "关于开展演示工作的通知", *, image: bytes | None = None, words: str = "请各单位认真执行。"
) -> bytes:
    """Title, headings, a list, a table, a deleted word, and a picture without a description."""
    written = Document()
    written.add_paragraph(title, style="Title")
    written.add_heading("一、总体要求", level=1)
    paragraph = written.add_paragraph(words)
    paragraph.add_run("务必").bold = True
    deleted = OxmlElement("w:del")
    deleted.set(qn("w:author"), "某人")
    run, gone = OxmlElement("w:r"), OxmlElement("w:delText")
    gone.text = "已删去的话"
    run.append(gone)
    deleted.append(run)
    paragraph._p.append(deleted)
    for words_of_item in ("第一项任务", "第二项任务"):
        written.add_paragraph(words_of_item, style="List Bullet")
    table = written.add_table(rows=2, cols=2)
    for place, words_of_cell in enumerate(("事项", "时限", "梳理目录", "三月底前")):
        table.cell(place // 2, place % 2).text = words_of_cell
    written.add_picture(io.BytesIO(image or png()))
    held = io.BytesIO()
    written.save(held)
    return held.getvalue()
