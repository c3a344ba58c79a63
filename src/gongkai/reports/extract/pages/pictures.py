"""Pictures of the pages of a source, for a person to compare with what was read."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection
from dataclasses import dataclass

from gongkai.reports.extract.pages.images import dpi_of, size_of
from gongkai.reports.extract.pages.pdf import PDF_FILES, PdfFile
from gongkai.reports.extract.pages.straight import imaging
from gongkai.reports.optional import optional_module

DPI = 110


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a page, and the size of the page in points."""

    kind: str
    data: bytes
    width: float
    height: float


def pictures_of(data: bytes, pages: Collection[int], *, source: str = "") -> dict[int, Picture]:
    """The pictures of these pages by number; none where the source has no pages that can be drawn."""
    if size_of(data) is not None:
        return {1: _image(data, source)} if 1 in pages else {}
    if b"%PDF-" not in data[:1024]:
        return {}
    optional_module("pypdfium2", extra="pdf", form=PDF_FILES, where=source, is_read=True)
    raw = optional_module("pypdfium2.raw", extra="pdf", form=PDF_FILES, where=source, is_read=True)
    pictures = {}
    with PdfFile(raw, data, source) as file:
        for number in sorted(pages):
            if 1 <= number <= file.count:
                width, height, drawn = file.gray(number - 1, DPI)
                size = (width * 72 / DPI, height * 72 / DPI)
                pictures[number] = Picture("image/png", png_of(width, height, drawn), *size)
    return pictures


def _image(data: bytes, source: str) -> Picture:
    """The picture itself; one that browsers do not show is drawn anew."""
    width, height = size_of(data) or (1, 1)
    scale = 72 / dpi_of(width, height)
    if data.startswith((b"II", b"MM")):
        cv2, np = imaging(source)
        gray = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
        return Picture("image/png", cv2.imencode(".png", gray)[1].tobytes(), width * scale, height * scale)
    kind = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
    return Picture(kind, data, width * scale, height * scale)


def png_of(width: int, height: int, gray: bytes) -> bytes:
    """Shades of grey as a PNG file."""
    rows = b"".join(b"\x00" + gray[y * width : (y + 1) * width] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 6)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
