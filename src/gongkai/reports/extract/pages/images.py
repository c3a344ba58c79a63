"""Pictures of pages: PNG, JPEG and TIFF files, read by OCR."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource
from gongkai.reports.extract.pages.flow import document_of
from gongkai.reports.extract.pages.scan import MAX_SCANS, Scans
from gongkai.reports.extract.pages.straight import imaging
from gongkai.reports.extract.source import Document
from gongkai.reports.extract.zipped import broken

MAX_DOTS = 40_000_000
A4_HEIGHT = 11.69
LEAST, USUAL, MOST = 150.0, 200.0, 260.0


def image_document(data: bytes, *, source: str = "") -> Document:
    """The lines and rows of a picture of a report.

    raises  UnreadableSource when it is damaged or has too many dots; InvalidInput when OCR is not installed
    """
    cv2, _ = imaging(source)
    size = size_of(data)
    if size is None:
        raise broken(source)
    if size[0] * size[1] > MAX_DOTS:
        raise _too_large(source)
    scans = Scans(source)
    for number, gray in enumerate(pictures(data, source=source), 1):
        dpi = dpi_of(gray.shape[1], gray.shape[0])
        scans.add(number, *_at_usual_size(cv2, gray, dpi))
    return document_of(list(scans.pages.values()), source=source, look=scans.look)


def pictures(data: bytes, *, source: str) -> Iterator[Any]:
    """The pages one after the other: of a TIFF no more than one is unpacked at a time. Raises UnreadableSource."""
    cv2, np = imaging(source)
    buffer = np.frombuffer(data, np.uint8)
    is_tiff = data[:4] in {b"II*\x00", b"MM\x00*"}
    for number in range(MAX_SCANS + 1 if is_tiff else 1):
        try:
            if is_tiff:
                found = cv2.imdecodemulti(buffer, cv2.IMREAD_GRAYSCALE, range=(number, number + 1))[1]
            else:
                found = [cv2.imdecode(buffer, cv2.IMREAD_GRAYSCALE)]
        except cv2.error as error:
            raise broken(source) from error
        if not len(found) or found[0] is None:
            if number == 0:
                raise broken(source)
            return
        yield found[0]


def gray_of(data: bytes, *, source: str, width: float) -> tuple[Any, float]:
    """A picture that fills a page of this width in points: its shades of grey, and its resolution."""
    cv2, _ = imaging(source)
    size = size_of(data)
    if size is None:
        raise broken(source)
    if size[0] * size[1] > MAX_DOTS:
        raise _too_large(source)
    gray = next(pictures(data, source=source))
    return _at_usual_size(cv2, gray, gray.shape[1] / (width / 72))


def dpi_of(width: int, height: int) -> float:
    """Dots an inch, if the picture shows a page of A4."""
    return max(width, height) / A4_HEIGHT


def _at_usual_size(cv2: Any, gray: Any, dpi: float) -> tuple[Any, float]:
    """The picture in a resolution at which writing is recognised well, and that resolution."""
    if LEAST <= dpi <= MOST:
        return gray, dpi
    factor = min(3.0, USUAL / dpi)
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(gray, None, fx=factor, fy=factor, interpolation=way), dpi * factor


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height that the head of the file states, before anything is unpacked; None when it states none."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        wide, high = struct.unpack(">II", data[16:24])
        return wide, high
    if data.startswith(b"\xff\xd8"):
        return _jpeg_size(data)
    if data[:4] in {b"II*\x00", b"MM\x00*"}:
        return _tiff_size(data)
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if kind in {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + max(2, length) if kind != 0xFF else 1
    return None


def _tiff_size(data: bytes) -> tuple[int, int] | None:
    """The largest sides of all pages."""
    order: Any = "little" if data[:2] == b"II" else "big"
    at, sides, pages = int.from_bytes(data[4:8], order), [0, 0], 0
    while at and at + 2 <= len(data) and pages <= MAX_SCANS:
        count = int.from_bytes(data[at : at + 2], order)
        for i in range(min(count, 200)):
            entry = data[at + 2 + 12 * i : at + 14 + 12 * i]
            tag, kind = int.from_bytes(entry[:2], order), int.from_bytes(entry[2:4], order)
            if tag in {256, 257}:
                value = int.from_bytes(entry[8:10] if kind == 3 else entry[8:12], order)
                sides[tag - 256] = max(sides[tag - 256], value)
        at = int.from_bytes(data[at + 2 + 12 * count : at + 6 + 12 * count], order)
        pages += 1
    return (sides[0], sides[1]) if all(sides) else None


def _too_large(source: str) -> UnreadableSource:
    most = MAX_DOTS // 1_000_000
    return UnreadableSource(
        "image-too-large",
        Text(f"图片超过{most}百万像素。", f"The image has more than {most} megapixels."),
        where=source,
        hint=Text("请按200至300 dpi重新扫描。", "Scan it again at 200 to 300 dpi."),
    )
