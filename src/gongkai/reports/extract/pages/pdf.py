"""PDF files: their signs and rule lines by pypdfium2."""

from __future__ import annotations

import ctypes
import math
import time
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource
from gongkai.reports.extract.apart import GaveUp, call_apart
from gongkai.reports.extract.pages.flow import document_of
from gongkai.reports.extract.pages.page import MAX_PAGES, MAX_SIGNS, Box, Page, Rule, Sign, within
from gongkai.reports.extract.pages.pdf_rules import Matrix, rules_of
from gongkai.reports.extract.source import Document
from gongkai.reports.extract.zipped import broken, encrypted
from gongkai.reports.optional import optional_module

MAX_SECONDS = 9.0
SCAN_DPI = 200.0
FEW_SIGNS = 12
MOSTLY = 0.2
PDF_FILES = Text("PDF文件", "PDF files")
PAGES, SIGNS = Text("页数", "pages"), Text("一页的字符", "signs on a page")
INVISIBLE = 3

Packed = tuple[Page, str, "array[float]", "array[float]", "array[float]"]
"""A page without its signs and rules, the texts of the signs, and numbers: five of each sign, three of each rule."""


def pdf_document(data: bytes, *, source: str = "") -> Document:
    """The lines and rows of a PDF file; pages that are only pictures are read by OCR.

    raises  UnreadableSource when it cannot be opened, is endless, or needs OCR that is not installed
    """
    _library(source)
    pages = [_unpacked(told) for told in _apart("packed_pages", source, data, source)]
    if not any(page.is_scan for page in pages):
        return document_of(pages, source=source)
    from gongkai.reports.extract.pages.scan import Scans, gray_picture

    scans = Scans(source)
    for page in pages:
        if page.is_scan:
            scans.add(
                page.number,
                gray_picture(_apart("drawn_page", source, data, page.number, source), source=source),
                SCAN_DPI,
            )
    return document_of([scans.pages.get(page.number, page) for page in pages], source=source, look=scans.look)


def _apart(name: str, source: str, *arguments: object) -> Any:
    """What a function of this room returns, called in a child process with limits."""
    try:
        return call_apart(f"{__name__}:{name}", *arguments)
    except GaveUp as error:
        raise _too_slow(source) from error


def packed_pages(data: bytes, source: str) -> list[Packed]:
    """The pages of a PDF file in a form that goes quickly from process to process."""
    return [
        (
            replace(page, signs=[], across=[], down=[]),
            "\0".join([sign.text for sign in page.signs]),
            array("d", [x for s in page.signs for x in (s.left, s.top, s.right, s.bottom, s.base)]),
            array("d", [x for rule in page.across for x in (rule.at, rule.start, rule.end)]),
            array("d", [x for rule in page.down for x in (rule.at, rule.start, rule.end)]),
        )
        for page in pdf_pages(data, source=source)
    ]


def _unpacked(packed: Packed) -> Page:
    page, texts, places, across, down = packed
    numbers = iter(places)
    each = zip(texts.split("\0") if places else (), *[numbers] * 5, strict=True)
    page.signs = [Sign(*told) for told in each]
    page.across, page.down = ([Rule(*told) for told in zip(*[iter(x)] * 3, strict=True)] for x in (across, down))
    return page


def drawn_page(data: bytes, number: int, source: str) -> tuple[int, int, bytes]:
    """A page drawn in shades of grey: width, height, bytes."""
    with PdfFile(_library(source), data, source) as file:
        return file.gray(number - 1, SCAN_DPI)


def _library(source: str) -> ModuleType:
    optional_module("pypdfium2", extra="pdf", form=PDF_FILES, where=source, is_read=True)  # sets the library up
    return optional_module("pypdfium2.raw", extra="pdf", form=PDF_FILES, where=source, is_read=True)


def pdf_pages(data: bytes, *, source: str = "") -> list[Page]:
    """The pages of a PDF file, in order."""
    raw = _library(source)
    end = time.monotonic() + MAX_SECONDS
    with PdfFile(raw, data, source) as file:
        within(file.count, MAX_PAGES, PAGES, source)
        pages = []
        for index in range(file.count):
            if time.monotonic() > end:
                raise _too_slow(source)
            pages.append(file.page(index))
    return pages


class PdfFile:
    """An open PDF file."""

    def __init__(self, raw: ModuleType, data: bytes, source: str) -> None:
        self.raw: Any = raw
        self.source = source
        self._data = data
        self._document: Any = None
        self.count = 0

    def __enter__(self) -> PdfFile:
        raw = self.raw
        self._document = raw.FPDF_LoadMemDocument64(self._data, len(self._data), None)
        if not self._document:
            is_locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD
            raise encrypted(self.source) if is_locked else broken(self.source)
        self.count = raw.FPDF_GetPageCount(self._document)
        if self.count < 1:
            raise broken(self.source)
        return self

    def __exit__(self, *_: object) -> None:
        if self._document:
            self.raw.FPDF_CloseDocument(self._document)

    def page(self, index: int) -> Page:
        """The signs and rules of a page; a page that cannot be loaded is empty."""
        raw = self.raw
        handle = raw.FPDF_LoadPage(self._document, index)
        if not handle:
            return Page(index + 1, 0.0, 0.0)
        text = raw.FPDFText_LoadPage(handle)
        try:
            return _PageReader(raw, handle, text, self.source).page(index + 1)
        finally:
            if text:
                raw.FPDFText_ClosePage(text)
            raw.FPDF_ClosePage(handle)

    def gray(self, index: int, dpi: float) -> tuple[int, int, bytes]:
        """The page drawn in shades of grey: width, height, bytes."""
        raw = self.raw
        handle = raw.FPDF_LoadPage(self._document, index)
        if not handle:
            return 0, 0, b""
        scale = dpi / 72
        width = max(1, min(6000, math.ceil(raw.FPDF_GetPageWidthF(handle) * scale)))
        height = max(1, min(6000, math.ceil(raw.FPDF_GetPageHeightF(handle) * scale)))
        bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_Gray, None, 0)
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, width, height, 0, raw.FPDF_ANNOT | raw.FPDF_GRAYSCALE)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        drawn = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
        raw.FPDFBitmap_Destroy(bitmap)
        raw.FPDF_ClosePage(handle)
        if stride != width:
            drawn = b"".join(drawn[y * stride : y * stride + width] for y in range(height))
        return width, height, drawn


class _PageReader:
    def __init__(self, raw: Any, handle: Any, text: Any, source: str) -> None:
        self._raw, self._handle, self._text, self._source = raw, handle, text, source
        self._undecoded = 0

    def page(self, number: int) -> Page:
        raw, handle = self._raw, self._handle
        matrix, width, height = _to_shown(raw, handle)
        found = rules_of(raw, handle, matrix, self._source)
        count = raw.FPDFText_CountChars(self._text) if self._text else 0
        within(count, MAX_SIGNS, SIGNS, self._source)
        turn = self._turn(count, raw.FPDFPage_GetRotation(handle)) if count else 0
        if turn:
            matrix, width, height = _turned(matrix, turn, width, height)
            found.turn(turn, (height, width) if turn % 2 else (width, height))
        signs = [s for s in self._signs(count, matrix, found.has_invisible) if _is_on_page(s, width, height)]
        page = Page(number, width, height, signs, found.across, found.down, turn)
        seen = sum(1 for sign in signs if not sign.text.isspace())
        is_undecoded = self._undecoded > MOSTLY * max(seen, FEW_SIGNS)
        page.is_scan = is_undecoded or (seen < FEW_SIGNS and found.pictured > MOSTLY * width * height)
        return page

    def _turn(self, count: int, rotation: int) -> int:
        """Quarter turns that set most of the text upright, asked of some characters only."""
        raw = self._raw
        seen: Counter[int] = Counter()
        for index in range(0, count, max(1, count // 40)):
            angle = raw.FPDFText_GetCharAngle(self._text, index)
            if angle >= 0:
                seen[round(angle / (math.pi / 2)) % 4] += 1
        if not seen:
            return 0
        (most, hits), total = seen.most_common(1)[0], seen.total()
        turned = -(most + rotation) % 4
        return turned if hits * 2 > total else 0

    def _signs(self, count: int, matrix: Matrix, has_invisible: bool) -> Iterator[Sign]:
        """Every visible character with its box; spaces are left out, as gaps tell them."""
        raw, text = self._raw, self._text
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        x, y = ctypes.c_double(), ctypes.c_double()
        refs = [ctypes.byref(v) for v in (left, right, bottom, top)]
        at_x, at_y = ctypes.byref(x), ctypes.byref(y)
        unicode, boxed, origin = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharBox, raw.FPDFText_GetCharOrigin
        a, b, c, d, e, f = matrix
        high = ""
        for index in range(count):
            code = unicode(text, index)
            if code in _SPACES:
                continue
            if has_invisible and self._is_invisible(index):
                continue
            if 0xD800 <= code < 0xDC00:
                high = chr(code)
                continue
            letter = _joined(high, code)
            high = ""
            if code < 32 or code == 0xFFFD or 0xE000 <= code < 0xF900 or raw.FPDFText_HasUnicodeMapError(text, index):
                self._undecoded += 1
                if code < 32:
                    continue
            if not boxed(text, index, *refs) or not origin(text, index, at_x, at_y):
                continue
            x0, x1 = a * left.value + c * top.value + e, a * right.value + c * bottom.value + e
            y0, y1 = b * left.value + d * top.value + f, b * right.value + d * bottom.value + f
            base = b * x.value + d * y.value + f
            yield Sign(letter, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), base)

    def _is_invisible(self, index: int) -> bool:
        raw = self._raw
        written = raw.FPDFText_GetTextObject(self._text, index)
        return bool(written) and raw.FPDFTextObj_GetTextRenderMode(written) == INVISIBLE


_SPACES = frozenset({0x20, 0x0D, 0x0A, 0x09, 0xA0, 0x3000, 0x2002, 0x2003, 0x2009, 0x200B, 0xFEFF, 0xAD, 0x02, 0xFFFE})


def _joined(high: str, code: int) -> str:
    if high and 0xDC00 <= code < 0xE000:
        return (high + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16")
    return "\ufffd" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def _is_on_page(sign: Sign, width: float, height: float) -> bool:
    return -2 <= sign.middle <= width + 2 and -2 <= (sign.top + sign.bottom) / 2 <= height + 2


def _to_shown(raw: Any, handle: Any) -> tuple[Matrix, float, float]:
    """From the page's own coordinates to points from the upper left of the page as shown, and its size."""
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(handle, ctypes.byref(rect))
    left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
    if left > right:
        left, right = right, left
    if bottom > top:
        bottom, top = top, bottom
    rotation = raw.FPDFPage_GetRotation(handle)
    width, height = right - left, top - bottom
    if rotation == 1:
        return (0, 1, 1, 0, -bottom, -left), height, width
    if rotation == 2:
        return (-1, 0, 0, 1, right, -bottom), width, height
    if rotation == 3:
        return (0, -1, -1, 0, top, right), height, width
    return (1, 0, 0, -1, -left, top), width, height


def _turned(matrix: Matrix, turn: int, width: float, height: float) -> tuple[Matrix, float, float]:
    """The mapping and the size of the page turned clockwise by so many quarters."""
    for _ in range(turn):
        a, b, c, d, e, f = matrix
        matrix = (-b, a, -d, c, height - f, e)
        width, height = height, width
    return matrix, width, height


def _too_slow(source: str) -> UnreadableSource:
    return UnreadableSource(
        "too-slow",
        Text("读取用时过长，已停止。", "Reading took too long and was stopped."),
        where=source,
    )


__all__ = ["Box", "PdfFile", "Rule", "pdf_document", "pdf_pages"]
