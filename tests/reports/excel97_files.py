"""Excel 97–2003 workbooks written by hand: the records of a workbook in a compound file."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from tests.reports.office97_files import compound

GLOBALS, WORKSHEET = 5, 0x10
END = struct.pack("<HH", 0x0A, 0)


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def begin(kind: int, version: int = 0x600) -> bytes:
    return record(0x809, struct.pack("<HHHHII", version, kind, 0, 1997, 0, 0))


def text(words: str, size: str = "H", runs: Sequence[tuple[int, int]] = ()) -> bytes:
    """A text with its length; `runs` are fonts within it."""
    head = struct.pack(f"<{size}B", len(words), 9 if runs else 1) + (struct.pack("<H", len(runs)) if runs else b"")
    return head + words.encode("utf-16-le") + b"".join(struct.pack("<HH", *run) for run in runs)


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def label(row: int, column: int, words: str, style: int = 0) -> bytes:
    return record(0x204, struct.pack("<HHH", row, column, style) + text(words))


def shared(row: int, column: int, at: int) -> bytes:
    return record(0xFD, struct.pack("<HHHI", row, column, 0, at))


def texts(*told: bytes) -> bytes:
    """The texts that `shared` names by number."""
    return record(0xFC, struct.pack("<II", len(told), len(told)) + b"".join(told))


def font(*, struck: bool = False, raised: bool = False) -> bytes:
    return record(0x31, struct.pack("<HHHHH6s", 200, 8 * struck, 0, 400, int(raised), b"") + text("Arial", "B"))


def style(font: int = 0, code: int = 0, border: int = 0) -> bytes:
    return record(0xE0, struct.pack("<HH6xH8x", font, code, border))


def workbook(*sheets: bytes, shared: bytes = b"", hidden: Sequence[int] = (), version: int = 0x600) -> bytes:
    """A workbook with these sheets, named 1, 2 …; `shared` are the records of fonts, styles and texts."""
    size = len(begin(GLOBALS)) + len(shared) + sum(len(record(0x85, b"\0" * 6 + text("1", "B"))) for _ in sheets)
    at, listed = size + len(END), b""
    bodies = [begin(WORKSHEET, version) + sheet + END for sheet in sheets]
    for i, body in enumerate(bodies):
        listed += record(0x85, struct.pack("<IBB", at, int(i in hidden), 0) + text(str(i + 1), "B"))
        at += len(body)
    return compound({"Workbook": begin(GLOBALS, version) + listed + shared + END + b"".join(bodies)})
