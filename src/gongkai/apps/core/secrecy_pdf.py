"""Texts in PDF files: each page with its top and foot, turned watermarks, properties, and files attached to it."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.apps.core.attachments_kinds import damaged
from gongkai.apps.core.secrecy import ALONE, Passage, folded
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.reports.extract.apart import GaveUp, call_apart

TOP, FOOT = 0.85, 0.08
"""Shares of the height of a page, from below: above the first and below the second are its edges."""

XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def pdf_passages(data: bytes) -> Iterator[Passage]:
    """Raises InvalidInput for a file that is locked, damaged, or takes too long."""
    for text, place in _apart("found_passages", data):
        yield Passage(text, place)
    for packet in XMP.findall(data):
        yield Passage(TAG.sub("\n", packet.decode("utf-8", "replace")), "edge")


def pdf_attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files attached to a PDF file. Raises InvalidInput as above."""
    yield from _apart("found_attachments", data)


def _apart(name: str, data: bytes) -> Any:
    """What a function of this room returns, called in a child process with limits."""
    try:
        return call_apart(f"{__name__}:{name}", data)
    except GaveUp as error:
        words = Text(
            "文件内容过多或结构异常，无法检查，不能接收。", "The file takes too long to be checked and is not taken."
        )
        hint = Text("请重新导出这份PDF，或分成几个文件。", "Export the PDF anew, or split it into several files.")
        raise InvalidInput("file-cannot-be-checked", words, hint=hint) from error


def pdf_texts(data: bytes) -> list[str | None]:
    """The text of each page with its remarks; None for one that shows something and holds no text. Raises as above."""
    found: list[str | None] = _apart("found_texts", data)
    return found


def found_texts(data: bytes) -> list[str | None]:
    """The same, in this very process."""
    with _opened(data) as document:
        return [_page_text(document[number]) for number in range(len(document))]


def _page_text(page: pypdfium2.PdfPage) -> str | None:
    text = page.get_textpage().get_text_bounded()
    if not text.strip() and any(True for _ in page.get_objects(max_depth=1)):
        return None
    return "\n".join((text, *remarks_on(page)))


def found_passages(data: bytes) -> list[tuple[str, Literal["body", "edge"]]]:
    """The texts of a PDF file that may hold a mark, and where they stand."""
    return [(passage.text, passage.place) for passage in _passages(data) if "密" in passage.text]


def _passages(data: bytes) -> Iterator[Passage]:
    with _opened(data) as document:
        for value in document.get_metadata_dict(skip_empty=True).values():
            yield Passage(value, "edge")
        for number in range(len(document)):
            page = document[number]
            try:
                yield from _page_passages(page)
            finally:
                page.close()


def found_attachments(data: bytes) -> list[tuple[str, bytes]]:
    """Name and content of the files attached to a PDF file."""
    with _opened(data) as document:
        attached = [document.get_attachment(number) for number in range(document.count_attachments())]
        return [(file.get_name(), bytes(file.get_data())) for file in attached]


def remarks_on(page: pypdfium2.PdfPage) -> Iterator[str]:
    """What stands in the remarks, stamps and fields laid over a page."""
    for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        remark = pdfium.FPDFPage_GetAnnot(page.raw, number)
        try:
            words = _said(remark, b"Contents") or _said(remark, b"V")
        finally:
            pdfium.FPDFPage_CloseAnnot(remark)
        if words.strip():
            yield words


def _said(remark: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(remark, key, None, 0)
    held = ctypes.create_string_buffer(size)
    place = ctypes.cast(held, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFAnnot_GetStringValue(remark, key, place, size)
    return held.raw[:size].decode("utf-16-le", "replace").rstrip("\0")


def _page_passages(page: pypdfium2.PdfPage) -> Iterator[Passage]:
    height = page.get_height()
    text_page = page.get_textpage()
    try:
        whole = text_page.get_text_bounded()
        yield Passage(whole)
        if "密" not in folded(whole):
            return
        yield Passage(text_page.get_text_bounded(bottom=height * TOP), "edge")
        yield Passage(text_page.get_text_bounded(top=height * FOOT), "edge")
        yield from _turned(text_page)
    finally:
        text_page.close()


def _turned(text_page: pypdfium2.PdfTextPage) -> Iterator[Passage]:
    """Lines that are not upright: what is printed across a page is a watermark."""
    whole = text_page.get_text_range()
    start = 0
    for line in whole.splitlines(keepends=True):
        if ALONE.fullmatch(folded(line.strip())):
            at = start + len(line) - len(line.lstrip())
            if pdfium.FPDFText_GetCharAngle(text_page.raw, at) > 0.05:
                yield Passage(line, "edge")
        start += len(line)


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            words = Text(
                "文件加了密码，无法检查，不能接收。", "The file is locked with a password and cannot be checked."
            )
            raise InvalidInput("file-locked", words) from error
        raise damaged() from error
    try:
        yield document
    finally:
        document.close()
