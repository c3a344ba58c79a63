"""The parts of a Word 97–2003 file: its text in pieces, and what is said of characters, paragraphs and table rows.

Names and places of fields are those of [MS-DOC]; every number read is held against the length of what it points into.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource
from gongkai.reports.extract.compound import Compound
from gongkai.reports.extract.doc_lists import lists_of_tables
from gongkai.reports.extract.word import sign_of
from gongkai.reports.extract.zipped import broken, encrypted

MAX_LETTERS = 2_000_000
MAX_PIECES = 100_000
MAX_CELLS = 64

WORD_97, WORD_95 = 0xA5EC, 0xA5DC
COMPRESSED = 1 << 30
TITLE = 62
VANISH, DELETED, STRIKE, DOUBLE_STRIKE, RAISED = 0x083C, 0x0800, 0x0837, 0x2A53, 0x2A48
SYMBOL, TABLE_SHAPE, DOWNWARD, HUGE, LARGE = 0x6A09, 0xD608, 0xD62B, 0x6646, 0x6645
IN_TABLE, ROW_END, DEPTH, INNER_CELL, INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
PAGE = 512
PARAGRAPHS, CHARACTERS, LISTS, OVERRIDES = 0x102, 0xFA, 0x2E2, 0x2EA
LIST, LIST_LEVEL = 0x460B, 0x260A
NO_STYLE, DEEPEST_STYLE = 0x0FFF, 12

_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text: its first letter, its length, and where its bytes begin; letters are one or two bytes wide."""

    start: int
    length: int
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class Shape:
    """The cells of a table row: their edges in twips, which go on from above, which from the left."""

    edges: tuple[int, ...] = ()
    down: frozenset[int] = frozenset()
    across: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is said of a paragraph. `depth` is 0 outside tables, 1 in a table, 2 in a table inside a table."""

    depth: int = 0
    ends_cell: bool = False
    ends_row: bool = False
    is_title: bool = False
    shape: Shape = field(default_factory=Shape)
    listed: tuple[str, int] = ("", 0)
    """The list that numbers it, and the level in it."""


@dataclass(frozen=True, slots=True)
class _Style:
    """A style: the number of the one it builds on, and the properties of its paragraphs."""

    is_title: bool = False
    based_on: int = NO_STYLE
    marks: Mapping[int, bytes] = field(default_factory=dict)


class WordFile:
    """A Word 97–2003 file taken apart. Raises UnreadableSource."""

    def __init__(self, files: Compound) -> None:
        self.source = files.source
        self._main = files.read("WordDocument")
        if len(self._main) < 0x200:
            raise broken(self.source)
        ident, version, flags = self._u16(0), self._u16(2), self._u16(0x0A)
        if ident == WORD_95 or (ident == WORD_97 and version < 0xC1):
            words = Text(
                "这是Word 95或更早的文件，不能读取。", "This is a file of Word 95 or before, which cannot be read."
            )
            hint = Text("请用Word打开，另存为DOCX。", "Open it in Word and save it as DOCX.")
            raise UnreadableSource("unsupported-format", words, where=self.source, hint=hint)
        if flags & 0x0100:
            raise encrypted(self.source)
        name = "1Table" if flags & 0x0200 else "0Table"
        if ident != WORD_97 or name not in files:
            raise broken(self.source)
        self._table = files.read(name)
        self._data = files.read("Data") if "Data" in files else b""
        self.lengths = struct.unpack_from("<8I", self._main, 0x4C)
        self.pieces = list(self._pieces())
        self._piece_starts = [piece.start for piece in self.pieces]
        self._styles = [*self._all_styles()]
        offset, size = struct.unpack_from("<II", self._main, OVERRIDES)
        self.lists = lists_of_tables(self._table, self._place_of(LISTS), (offset, size))
        self._known: dict[bytes, Paragraph] = {}
        self._paragraphs = sorted(self._runs(PARAGRAPHS))
        self._paragraph_starts = [start for start, _, _ in self._paragraphs]

    def _u16(self, at: int) -> int:
        return int.from_bytes(self._main[at : at + 2], "little")

    def _told(self, at: int) -> bytes:
        """The part of the table stream to which a pair of numbers at this place of the main stream points."""
        offset, size = struct.unpack_from("<II", self._main, at)
        return self._table[offset : offset + size]

    def _place_of(self, at: int) -> int:
        return int.from_bytes(self._main[at : at + 4], "little")

    # text

    def _pieces(self) -> Iterator[Piece]:
        told, at = self._told(0x1A2), 0
        while at + 3 <= len(told) and told[at] == 1:
            at += 3 + int.from_bytes(told[at + 1 : at + 3], "little")
        if at + 5 > len(told) or told[at] != 2:
            raise broken(self.source)
        size = int.from_bytes(told[at + 1 : at + 5], "little")
        plan = told[at + 5 : at + 5 + size]
        count = (len(plan) - 4) // 12
        if not 0 < count <= MAX_PIECES:
            raise broken(self.source)
        starts = struct.unpack_from(f"<{count + 1}I", plan)
        if starts[0] != 0 or starts[-1] > MAX_LETTERS or any(a >= b for a, b in pairwise(starts)):
            raise broken(self.source)
        for i, (start, end) in enumerate(pairwise(starts)):
            place = int.from_bytes(plan[4 * (count + 1) + 8 * i + 2 : 4 * (count + 1) + 8 * i + 6], "little")
            is_narrow = bool(place & COMPRESSED)
            offset = (place & (COMPRESSED - 1)) // 2 if is_narrow else place & (COMPRESSED - 1)
            yield Piece(start, end - start, offset, 1 if is_narrow else 2)

    def letters(self) -> list[str]:
        """Every letter of the file, notes and text boxes included; those that are not shown are NUL."""
        letters: list[str] = []
        for piece in self.pieces:
            data = self._main[piece.offset : piece.offset + piece.length * piece.width]
            if len(data) < piece.length * piece.width:
                raise broken(self.source)
            if piece.width == 1:
                letters += data.decode("cp1252", errors="replace")
            else:
                letters += map(chr, struct.unpack(f"<{piece.length}H", data))
        for start, end, sign in self._marked():
            shown = [sign, *["\0"] * (end - start - 1)] if sign else ["\0"] * (end - start)
            letters[start:end] = [
                old if old in "\r\a\f" else new for old, new in zip(letters[start:end], shown, strict=True)
            ]
        return letters

    def _marked(self) -> Iterator[tuple[int, int, str]]:
        """Letters from, to, and the sign that stands for them, "" for those not shown."""
        marked = []
        for start, end, said in self._runs(CHARACTERS):
            if (sign := _sign_for(said)) is not None:
                marked.append((start, end, sign))
        marked.sort()
        starts = [start for start, _, _ in marked]
        for piece in self.pieces:
            stop = piece.offset + piece.length * piece.width
            for i in range(max(0, bisect_right(starts, piece.offset) - 1), bisect_right(starts, stop - 1)):
                first, last, sign = marked[i]
                low, high = max(first, piece.offset), min(last, stop)
                if low < high:
                    at, to = ((place - piece.offset) // piece.width for place in (low, high))
                    yield piece.start + at, piece.start + to, sign

    # what is said of characters, paragraphs, rows

    def paragraph_at(self, letter: int) -> Paragraph:
        """What is said of the paragraph that ends with this letter."""
        piece = self.pieces[bisect_right(self._piece_starts, letter) - 1]
        place = piece.offset + (letter - piece.start) * piece.width
        at = bisect_right(self._paragraph_starts, place) - 1
        if at < 0 or place >= self._paragraphs[at][1]:
            return Paragraph()
        return self._paragraph(self._paragraphs[at][2])

    def _runs(self, at: int) -> Iterator[tuple[int, int, bytes]]:
        """First byte, last byte and properties of the runs whose pages are told at this place (FKP)."""
        told = self._told(at)
        count = (len(told) - 4) // 8
        is_paragraph = at == PARAGRAPHS
        for i in range(count):
            number = int.from_bytes(told[4 * (count + 1) + 4 * i :][:4], "little") & 0x3FFFFF
            page = self._main[number * PAGE : (number + 1) * PAGE]
            if len(page) < PAGE:
                continue
            runs = page[PAGE - 1]
            wide = 13 if is_paragraph else 1
            if 4 * (runs + 1) + wide * runs >= PAGE:
                continue
            edges = struct.unpack_from(f"<{runs + 1}I", page)
            for k, (start, end) in enumerate(pairwise(edges)):
                offset = 2 * page[4 * (runs + 1) + wide * k]
                if start < end:
                    yield start, end, _said(page, offset, is_paragraph=is_paragraph)

    def _paragraph(self, said: bytes) -> Paragraph:
        """The paragraph of a style number and properties."""
        if said not in self._known:
            listed = list(properties(said[2:]))
            for code, operand in tuple(listed):
                if code in {HUGE, LARGE}:
                    listed += properties(self._huge(int.from_bytes(operand, "little")))
            marks = dict(listed)
            style = int.from_bytes(said[:2], "little")
            depth = int.from_bytes(marks.get(DEPTH, b"")[:1], "little") or (1 if _is_on(marks, IN_TABLE) else 0)
            self._known[said] = Paragraph(
                depth,
                _is_on(marks, INNER_CELL),
                _is_on(marks, ROW_END) or _is_on(marks, INNER_ROW_END),
                style < len(self._styles) and self._styles[style].is_title,
                shape_of(marks.get(TABLE_SHAPE, b""), [operand for code, operand in listed if code == DOWNWARD]),
                self._listed(style, marks),
            )
        return self._known[said]

    def _huge(self, offset: int) -> bytes:
        size = int.from_bytes(self._data[offset : offset + 2], "little")
        return self._data[offset + 2 : offset + 2 + size]

    def _listed(self, style: int, marks: Mapping[int, bytes]) -> tuple[str, int]:
        """The list and the level that a paragraph names, or its style, or one that this style builds on."""
        own = [marks]
        named = style
        while style < len(self._styles) and len(own) < DEEPEST_STYLE:
            own.append(self._styles[style].marks)
            style = self._styles[style].based_on
        number = next((told[LIST] for told in own if LIST in told), b"\0\0")
        number_id = str(int.from_bytes(number, "little"))
        level = next((told[LIST_LEVEL][0] for told in own if LIST_LEVEL in told), None)
        if number == b"\0\0":
            return "", 0
        return number_id, self.lists.styled.get((number_id, str(named)), 0) if level is None else level

    def _all_styles(self) -> Iterator[_Style]:
        """The styles by their number."""
        told = self._told(0xA2)
        base = int.from_bytes(told[2 + 2 : 2 + 4], "little")
        at, number = 2 + int.from_bytes(told[:2], "little"), 0
        while at + 4 <= len(told) and number < 4096:
            size = int.from_bytes(told[at : at + 2], "little")
            yield _style_of(told[at + 2 : at + 2 + size], base)
            at, number = at + 2 + size, number + 1


def _style_of(told: bytes, base: int) -> _Style:
    """A style (STD): a fixed part, its name, then what it says of paragraphs."""
    is_title = len(told) > 1 and int.from_bytes(told[:2], "little") & 0x0FFF == TITLE
    if len(told) < 6:
        return _Style(is_title)
    kind, count = struct.unpack_from("<2H", told, 2)
    name = max(base, 10)
    at = name + 2 + 2 * int.from_bytes(told[name : name + 2], "little") + 2
    size = int.from_bytes(told[at : at + 2], "little")
    said = told[at + 4 : at + 2 + size] if kind & 0x0F == 1 and count & 0x0F and size > 2 else b""
    return _Style(is_title, kind >> 4, dict(properties(said)))


def _said(page: bytes, offset: int, *, is_paragraph: bool) -> bytes:
    """The properties at this place of a page: of a paragraph with the number of its style in front."""
    if not offset:
        return b""
    size = page[offset]
    if not is_paragraph:
        return page[offset + 1 : offset + 1 + size]
    if size:
        return page[offset + 1 : offset + 2 * size]
    return page[offset + 2 : offset + 2 + 2 * page[offset + 1]] if offset + 1 < PAGE else b""


def properties(said: bytes) -> Iterator[tuple[int, bytes]]:
    """Each property (SPRM) with its operand; what is cut off at the end is left out."""
    at = 0
    while at + 2 <= len(said):
        code = int.from_bytes(said[at : at + 2], "little")
        at += 2
        kind = code >> 13
        if code == TABLE_SHAPE:
            size = int.from_bytes(said[at : at + 2], "little") + 1
        elif kind == 6:
            size = 1 + (said[at] if at < len(said) else 0)
        else:
            size = _OPERANDS[kind]
        operand = said[at : at + size]
        if len(operand) < size:
            return
        yield code, operand
        at += size


def _is_on(marks: Mapping[int, bytes], code: int) -> bool:
    return marks.get(code, b"\0")[0] & 0x7F == 1


def _sign_for(said: bytes) -> str | None:
    """The sign that stands for a run: "" when it is not shown, None when it is shown as written."""
    sign = None
    for code, operand in properties(said):
        if code in {VANISH, DELETED, STRIKE, DOUBLE_STRIKE} and operand[0] & 0x7F == 1:
            return ""
        if code == RAISED and operand[0] in {1, 2}:
            return ""
        if code == SYMBOL:
            sign = sign_of(int.from_bytes(operand[2:4], "little"))
    return sign


def shape_of(operand: bytes, downward: Sequence[bytes] = ()) -> Shape:
    """The shape of a row from sprmTDefTable: number of cells, edges, and 20 bytes for each cell.

    downward  operands of sprmTVertMerge: cell, and 1 where it goes on from above
    """
    count = operand[2] if len(operand) > 2 else 0
    if not 0 < count <= MAX_CELLS or len(operand) < 3 + 2 * (count + 1):
        return Shape()
    edges = struct.unpack_from(f"<{count + 1}h", operand, 3)
    down, across = set(), set()
    for i in range(count):
        flags = int.from_bytes(operand[5 + 2 * count + 20 * i :][:2], "little")
        if flags & 0x20 and not flags & 0x40:
            down.add(i)
        if flags & 0x02 and not flags & 0x01:
            across.add(i)
    for told in downward:
        if len(told) > 2:
            down.symmetric_difference_update({told[1]} if (told[2] == 1) != (told[1] in down) else ())
    return Shape(edges, frozenset(down), frozenset(across))
