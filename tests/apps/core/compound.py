"""Builds small compound (OLE) files, the container of .doc and .xls, for tests."""

from __future__ import annotations

import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, NO_MINI = 512, 4096


def compound(streams: dict[str, bytes]) -> bytes:
    """At most three streams; each is padded beyond the size below which it would go into the small store."""
    padded = {name: data.ljust(max(NO_MINI, -(-len(data) // SECTOR) * SECTOR), b"\0") for name, data in streams.items()}
    table, entries, content = [FAT, END], [_entry("Root Entry", 5, END, 0, child=1)], b""
    for at, (name, data) in enumerate(padded.items(), start=1):
        start, sectors = len(table), len(data) // SECTOR
        table += [*range(start + 1, start + sectors), END]
        entries.append(_entry(name, 2, start, len(data), right=at + 1 if at < len(padded) else FREE))
        content += data
    assert len(table) <= 128
    assert len(entries) <= 4
    fat = struct.pack("<128I", *table, *[FREE] * (128 - len(table)))
    return _head() + fat + b"".join(entries).ljust(SECTOR, b"\0") + content


def word_97(text: str, header: str = "") -> bytes:
    """The main stream of a Word file: the fields that say where its text lies, and the text in UTF-16."""
    first = 0x200
    info = bytearray(first)
    struct.pack_into("<H", info, 0, 0xA5EC)
    struct.pack_into("<I", info, 0x18, first)
    struct.pack_into("<III", info, 0x4C, len(text), 0, len(header))
    return bytes(info) + (text + header).encode("utf-16-le")


def _head() -> bytes:
    fields = struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, NO_MINI, END, 0, END, 0, 0)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + fields + struct.pack("<108I", *[FREE] * 108)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE) -> bytes:
    coded = name.encode("utf-16-le") + b"\0\0"
    places = struct.pack("<HBBIII", len(coded), kind, 1, FREE, right, child)
    return coded.ljust(64, b"\0") + places + bytes(36) + struct.pack("<IQ", start, size)
