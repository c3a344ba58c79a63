"""What lies under a black box in a PDF file, and remarks on its pages: not seen at once, and anybody can copy it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.apps.core.attachments_kinds import damaged
from gongkai.apps.core.secrecy_pdf import remarks_on
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.reports.extract.apart import GaveUp, call_apart

Box = tuple[float, float, float, float]
DARK, MOST_SHINING_THROUGH, LEAST_SIDE, MOST_PAGES = 64, 200, 4.0, 500


def unseen_pages(data: bytes) -> dict[str, list[int]]:
    """Numbers of pages, from 1, with text under a dark filled box ("covered_text") and with remarks ("comments").

    Read in a child process with limits.

    raises  InvalidInput for a file that is locked, damaged, or takes too long
    """
    try:
        found: dict[str, list[int]] = call_apart(f"{__name__}:found_unseen", data)
    except GaveUp as error:
        words = Text("文件结构异常，无法检查。", "The file cannot be checked.")
        raise InvalidInput("file-cannot-be-checked", words) from error
    return found


def found_unseen(data: bytes) -> dict[str, list[int]]:
    """The same, in this very process."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise damaged() from error
    try:
        pages = range(min(len(pdf), MOST_PAGES))
        return {
            "covered_text": [number + 1 for number in pages if _is_covered(pdf[number])],
            "comments": [number + 1 for number in pages if any(remarks_on(pdf[number]))],
        }
    finally:
        pdf.close()


def _is_covered(page: Any) -> bool:
    boxes = list(_dark_boxes(page))
    if not boxes:
        return False
    text = page.get_textpage()
    for at in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(at)
        middle, height = (left + right) / 2, (bottom + top) / 2
        is_under = right > left and any(b[0] <= middle <= b[2] and b[1] <= height <= b[3] for b in boxes)
        if is_under and _is_dark_sign(text, at):
            return True
    return False


def _dark_boxes(page: Any) -> Iterator[Box]:
    """Filled shapes of a dark colour that are large enough to hide a sign."""
    for one in page.get_objects():
        if one.type != pdfium.FPDF_PAGEOBJ_PATH or not _is_dark_shape(one):
            continue
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(one.raw, ctypes.byref(mode), ctypes.byref(stroke))
        left, bottom, right, top = one.get_bounds()
        if mode.value and right - left >= LEAST_SIDE and top - bottom >= LEAST_SIDE:
            yield left, bottom, right, top


def _is_dark_sign(text: Any, at: int) -> bool:
    """Light signs on a dark band are seen."""
    colour = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFText_GetFillColor(text.raw, at, *(ctypes.byref(part) for part in colour))
    return _is_dark(colour)


def _is_dark_shape(one: Any) -> bool:
    colour = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(one.raw, *(ctypes.byref(part) for part in colour))
    return _is_dark(colour)


def _is_dark(colour: list[ctypes.c_uint]) -> bool:
    red, green, blue, opacity = (part.value for part in colour)
    return max(red, green, blue) <= DARK and opacity > MOST_SHINING_THROUGH
