"""Word 97–2003 files written by hand: the container, the text in pieces, the pages that tell of its runs."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
IN_TABLE, ROW_END = b"\x16\x24\x01", b"\x17\x24\x01"
INNER = b"\x49\x66\x02\x00\x00\x00"
INNER_CELL, INNER_ROW_END = b"\x4b\x24\x01", b"\x4c\x24\x01"
VANISH = b"\x3c\x08\x01"
TEXT_AT = 0x400

Paragraph = tuple[str, bytes]
"""Text with its last sign, and the properties of the paragraph."""


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams at its root."""
    padded = [data.ljust(8 * SECTOR, b"\0") for data in streams.values()]
    sizes = [-(-len(data) // SECTOR) for data in padded]
    folder = -(-(len(streams) + 1) // 4)
    starts = list(accumulate([folder, *sizes], initial=0))
    tables = 1
    while tables * 128 < tables + starts[-1]:
        tables += 1
    chains = [FAT] * tables
    for start, size in zip(starts, [folder, *sizes], strict=False):
        chains += [*range(tables + start + 1, tables + start + size), END]
    chains += [FREE] * (tables * 128 - len(chains))
    entries = _entry("Root Entry", 5, END, 0, child=1)
    for i, (name, data) in enumerate(zip(streams, padded, strict=True), 1):
        right = i + 1 if i < len(streams) else FREE
        entries += _entry(name, 2, tables + starts[i], len(data), right=right)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
    head = head.ljust(44, b"\0") + struct.pack("<9I", tables, tables, 0, 4096, END, 0, END, 0, 0)[:32]
    head += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    body = b"".join(data.ljust(size * SECTOR, b"\0") for data, size in zip(padded, sizes, strict=True))
    return head + struct.pack(f"<{len(chains)}I", *chains) + entries.ljust(folder * SECTOR, b"\0") + body


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE) -> bytes:
    written = f"{name}\0".encode("utf-16-le")
    entry = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written), kind, 1, FREE, right, child)
    return entry.ljust(116, b"\0") + struct.pack("<IQ", start, size)


def row_shape(edges: Sequence[int], flags: Sequence[int] = ()) -> bytes:
    """sprmTDefTable: the edges of the cells in twips and the merge flags of each cell."""
    count = len(edges) - 1
    told = struct.pack(f"<B{count + 1}h", count, *edges)
    told += b"".join(struct.pack("<H18x", flag) for flag in [*flags, *[0] * (count - len(flags))])
    return b"\x08\xd6" + struct.pack("<H", len(told) + 1) + told


def row(cells: Sequence[str], shape: bytes = b"") -> list[Paragraph]:
    """The paragraphs of a table row: one for each cell, one for its end."""
    return [*((f"{cell}\a", IN_TABLE) for cell in cells), ("\a", IN_TABLE + ROW_END + shape)]


def word97(
    *paragraphs: Paragraph,
    box: str = "",
    unseen: str = "",
    narrow: bool = False,
    title: bool = False,
    flags: int = 0x200,
    tables: Mapping[int, bytes] = MappingProxyType({}),
) -> bytes:
    """A Word file of these paragraphs.

    box     text of a text box, stored behind the body; `unseen` is the text of the body that is hidden
    narrow  letters of one byte; title: the first style of the file is that for titles
    """
    body = "".join(text for text, _ in paragraphs)
    text = body + box
    width = 1 if narrow else 2
    main = bytearray(TEXT_AT)
    main += text.encode("cp1252" if narrow else "utf-16-le", "surrogatepass")
    main += b"\0" * (-len(main) % SECTOR)
    ends = [TEXT_AT + width * n for n in accumulate((len(t) for t, _ in paragraphs), initial=0)]
    first_page = len(main) // SECTOR
    for i, (_, said) in enumerate(paragraphs):
        main += _page(ends[i : i + 2], b"\0\0" + said, is_paragraph=True)
    hidden = TEXT_AT + width * body.index(unseen) if unseen else 0
    main += _page([hidden, hidden + width * len(unseen)], VANISH if unseen else b"", is_paragraph=False)
    place = TEXT_AT * 2 | 1 << 30 if narrow else TEXT_AT
    plan = struct.pack("<2IHIH", 0, len(text), 0, place, 0)
    parts = {
        0x1A2: b"\x02" + struct.pack("<I", len(plan)) + plan,
        0x102: struct.pack(f"<{2 * len(paragraphs) + 1}I", *ends, *range(first_page, first_page + len(paragraphs))),
        0xFA: struct.pack("<3I", hidden, hidden + width * len(unseen), first_page + len(paragraphs)),
        0xA2: struct.pack("<HHHH", 2, 1, 2, 62) if title else b"\0\0",
        **tables,
    }
    lengths = (len(body), 0, 0, 0, 0, 0, len(box), 0)
    return _finished(main, parts, flags, lengths)


def list_tables(*levels: tuple[int, str], styles: Sequence[int] = (), start: int = 0) -> dict[int, bytes]:
    """One list, named 1 by paragraphs, with these levels: the code of the format of its numbers, and its pattern.

    styles  the styles that stand for the levels; `start` is where the first level begins anew, 0 for where it begins
    """
    styled = struct.pack("<9H", *styles, *[0x0FFF] * (9 - len(styles)))
    shape = struct.pack("<HII", 1, 77, 0) + styled + b"\0\0"
    for code, pattern in [*levels, *[(0xFF, "")] * (9 - len(levels))]:
        shape += struct.pack("<IBB", 1, code, 0).ljust(28, b"\0")
        shape += struct.pack("<H", len(pattern)) + pattern.encode("utf-16-le")
    named = struct.pack("<III4xB3xI", 1, 77, 0, bool(start), 0xFFFFFFFF)
    return {0x2E2: shape, 0x2EA: named + (struct.pack("<II", start, 0x10) if start else b"")}


def _finished(main: bytearray, parts: dict[int, bytes], flags: int, lengths: tuple[int, ...]) -> bytes:
    """The container, with every part of the table stream told at its place of the main stream."""
    table = b""
    for at, told in parts.items():
        struct.pack_into("<II", main, at, len(table), len(told))
        table += told
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 0x0A, flags)
    struct.pack_into("<8I", main, 0x4C, *lengths)
    return compound({"WordDocument": bytes(main), "1Table" if flags & 0x200 else "0Table": table})


def _page(edges: Sequence[int], said: bytes, *, is_paragraph: bool) -> bytes:
    """A page that tells of one run; what is said stands at its end."""
    page = bytearray(SECTOR)
    struct.pack_into("<2I", page, 0, *edges)
    if is_paragraph:
        said += b"\0" * (len(said) % 2)
        told = b"\0" + bytes([len(said) // 2]) + said
    else:
        told = bytes([len(said)]) + said
    at = (SECTOR - 1 - len(told)) & ~1
    page[at : at + len(told)] = told
    page[8] = at // 2
    page[SECTOR - 1] = 1
    return bytes(page)
