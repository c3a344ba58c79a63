"""PDF, OFD and picture files broken on purpose, always the same for one seed, and a few monsters."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from gongkai.reports.extract.pages.pdf import pdf_pages
from gongkai.reports.render import render_report
from tests.reports import mutations
from tests.reports.builders import seeded_report
from tests.reports.ofd_writer import ofd_of
from tests.reports.office_mutations import part_changed
from tests.reports.scans import file_of

KINDS = ("pdf", "pdf", "ofd", "ofd", "png")


@cache
def base_file(kind: str, seed: int) -> bytes:
    """One of four files of this kind; the picture is a small one without writing."""
    if kind == "png":
        return png(40, 40)
    written = render_report(seeded_report(seed % 4, edition_id="2021"), "pdf")
    return written if kind == "pdf" else ofd_of(pdf_pages(written))


def page_mutant(seed: int) -> bytes:
    """A file with a few faults: in its bytes, or in a part of an OFD."""
    rng = random.Random(f"pages/{seed}")
    kind = rng.choice(KINDS)
    data = base_file(kind, rng.randrange(4))
    if kind == "ofd" and rng.random() < 0.8:
        return part_changed(rng, data)
    for _ in range(rng.randint(1, 3)):
        data = rng.choice(mutations.MUTATIONS)(rng, data)[: 4 << 20]
    return data


def png(wide: int, high: int) -> bytes:
    """A white picture."""
    rows = zlib.compress(b"".join(b"\0" + b"\xff" * min(wide, 9999) for _ in range(min(high, 9999))))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    told = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


def drawn(content: bytes, times: int = 1, pages: int = 1) -> bytes:
    """A PDF file whose pages all draw this, so many times."""
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(content) for _ in range(times)) + packing.flush()
    kids = b" ".join([b"3 0 R"] * pages)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>"
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages)
    return file_of([b"<</Type/Catalog/Pages 2 0 R>>", tree, page, stream])


PAGE_MONSTERS: Mapping[str, Callable[[], bytes]] = MappingProxyType(
    {
        "pdf: a gigabyte of blanks": lambda: drawn(b" " * (1 << 20), 1000),
        "pdf: lines without end": lambda: drawn(b"0 0 m 9 9 l S\n" * 70_000, 300),
        "pdf: states without end": lambda: drawn(b"q " * (1 << 19), 100),
        "pdf: pages without end": lambda: drawn(b" ", 1, 200_000),
        "png: a hundred megapixels": lambda: png(10_000, 10_000),
    }
)
