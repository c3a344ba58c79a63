"""Lists of a Word 97–2003 file: which numbers they print before paragraphs, by the tables of [MS-DOC]."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from gongkai.reports.extract.word_lists import LEVELS, LONGEST, Level, Lists

MAX_LISTS = 4096
MAX_LETTERS = 64
LIST, LEVEL, OVERRIDE = 28, 28, 16

_FORMS = (
    *("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "decimal", "decimal", "decimal", "decimal"),
    *("decimal", "ideographDigital", "japaneseCounting", "decimal", "decimal", "decimalFullWidth", "decimal"),
    *("chineseLegalSimplified", "japaneseCounting", "decimalEnclosedCircle", "decimalFullWidth", "decimal", "decimal"),
    *("decimalZero", "bullet", "decimal", "decimal", "decimalEnclosedFullstop", "decimalEnclosedParen"),
    *("decimalEnclosedCircleChinese", "ideographEnclosedCircle", "ideographTraditional", "ideographZodiac"),
    *("ideographZodiac", "taiwaneseCounting", "chineseLegalSimplified", "taiwaneseCountingThousand"),
    *("taiwaneseDigital", "chineseCounting", "chineseLegalSimplified", "chineseCountingThousand"),
)
"""The formats of numbers by their code (MSONFC), as DOCX names them."""
NO_NUMBER = 0xFF


def lists_of_tables(table: bytes, lists: int, overrides: tuple[int, int]) -> Lists:
    """The lists that a table stream tells.

    lists      where the list definitions begin (PlfLst); their levels follow them
    overrides  where the lists that paragraphs name begin (PlfLfo), and their length; none when it is 0
    """
    if not overrides[1] or lists + 2 > len(table):
        return Lists()
    shapes = dict(_shapes(table, lists))
    levels: dict[str, tuple[str, Mapping[int, Level], Mapping[int, int]]] = {}
    styled: dict[tuple[str, str], int] = {}
    for number, (shape, starts) in _overrides(table, overrides[0]):
        told, styles = shapes.get(shape, ({}, {}))
        levels[str(number)] = (str(shape), told, starts)
        styled |= {(str(number), style): level for style, level in styles.items()}
    return Lists(levels, styled)


def _shapes(table: bytes, at: int) -> Iterator[tuple[int, tuple[dict[int, Level], dict[str, int]]]]:
    """For each list definition its levels, and the levels that styles stand for."""
    count = min(int.from_bytes(table[at : at + 2], "little"), MAX_LISTS)
    place = at + 2 + LIST * count
    for i in range(count):
        told = table[at + 2 + LIST * i :][:LIST]
        if len(told) < LIST:
            return
        levels: dict[int, Level] = {}
        for number in range(1 if told[26] & 1 else LEVELS):
            level, place = _level(table, place)
            if level is None:
                break
            levels[number] = level
        styles = {str(style): n for n, style in enumerate(struct.unpack_from("<9H", told, 8)) if style != 0x0FFF}
        yield int.from_bytes(told[:4], "little"), (levels, styles)


def _level(table: bytes, at: int) -> tuple[Level | None, int]:
    """A level (LVL), and where the next one begins; None where the table ends."""
    head = table[at : at + LEVEL]
    if len(head) < LEVEL:
        return None, at
    place = at + LEVEL + head[24] + head[25]
    letters = int.from_bytes(table[place : place + 2], "little")
    text = table[place + 2 : place + 2 + 2 * letters]
    if len(text) < 2 * letters:
        return None, at
    pattern = "".join(
        f"%{ord(s) + 1}" if ord(s) < LEVELS else s for s in text.decode("utf-16-le", "replace")[:MAX_LETTERS]
    )
    code, flags = head[4], head[5]
    form = "none" if code == NO_NUMBER else _FORMS[code] if code < len(_FORMS) else "decimal"
    start = min(int.from_bytes(head[:4], "little"), 0x7FFF)
    restart = head[26] if flags & 0x08 else None
    return Level(start, form, pattern[:LONGEST], bool(flags & 0x04), restart), place + 2 + 2 * letters


def _overrides(table: bytes, at: int) -> Iterator[tuple[int, tuple[int, dict[int, int]]]]:
    """For each list that paragraphs name, counted from 1: its definition, and where levels begin anew."""
    count = min(int.from_bytes(table[at : at + 4], "little"), MAX_LISTS)
    place = at + 4 + OVERRIDE * count
    for i in range(count):
        told = table[at + 4 + OVERRIDE * i :][:OVERRIDE]
        if len(told) < OVERRIDE:
            return
        starts: dict[int, int] = {}
        place += 4
        for _ in range(told[12]):
            changed = table[place : place + 8]
            if len(changed) < 8:
                break
            start, flags = struct.unpack("<II", changed)
            place += 8
            if flags & 0x10 and flags & 0x0F < LEVELS:
                starts[flags & 0x0F] = min(start, 0x7FFF)
            if flags & 0x20:
                place = _level(table, place)[1]
        yield i + 1, (int.from_bytes(told[:4], "little"), starts)
