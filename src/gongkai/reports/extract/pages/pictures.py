"""Pictures of the pages of a source, for a person to compare with what was read."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from html import escape

from gongkai.reports.extract.formats import kind_of
from gongkai.reports.extract.pages.images import dpi_of, size_of
from gongkai.reports.extract.pages.ofd import ofd_pages
from gongkai.reports.extract.pages.page import Page
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
    if kind_of(data) == "OFD":
        return {page.number: _drawn(page) for page in ofd_pages(data, source=source) if page.number in pages}
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


def _drawn(page: Page) -> Picture:
    """The signs and rules of a page as they stand on it."""
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {page.width:.1f} {page.height:.1f}">']
    parts += [f'<path d="M{r.start:.1f} {r.at:.1f}H{r.end:.1f}"/>' for r in page.across]
    parts += [f'<path d="M{r.at:.1f} {r.start:.1f}V{r.end:.1f}"/>' for r in page.down]
    parts += [
        f'<text x="{s.left:.1f}" y="{s.base:.1f}" font-size="{s.height:.1f}">{escape(s.text)}</text>'
        for s in page.signs
        if s.text.isprintable()
    ]
    style = "<style>path{stroke:#000;stroke-width:.6}text{font-family:serif}</style></svg>"
    return Picture("image/svg+xml", "".join([*parts, style]).encode(), page.width, page.height)


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
