"""The sheets of an XLS workbook, from its records: what is hidden is left out, numbers look as they do on the sheet."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.reports.extract.excel_numbers import shown_number
from gongkai.reports.extract.excel_records import (
    BROKEN,
    MAX_RECORDS,
    Book,
    Records,
    SheetPlace,
    long_text,
    read_book,
)
from gongkai.reports.extract.sheets import Sheet
from gongkai.reports.extract.zipped import broken

Value = str | float | bool
"""Of a cell, as stored; a day is a number."""

NUMBER, RK, RKS, BLANK, BLANKS = 0x203, 0x27E, 0xBD, 0x201, 0xBE
LABEL, LABEL_NUMBER, RICH_LABEL, TRUTH, FORMULA, RESULT = 0x204, 0xFD, 0xD6, 0x205, 0x06, 0x207
MAX_MERGES = 100_000
MAX_VALUES = 2_000_000
"""Records, cells and texts of a workbook that is no report."""
CELLS = frozenset({NUMBER, RK, RKS, BLANK, BLANKS, LABEL, LABEL_NUMBER, RICH_LABEL, TRUTH, FORMULA})
COLUMNS, ROW, MERGES = 0x7D, 0x208, 0xE5

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@dataclass(slots=True)
class BinaryCell:
    """A cell with its value as stored; None for one that is blank and has a style.

    runs  fonts within its text
    """

    row: int
    column: int
    style: int
    value: Value | None
    runs: bytes = b""
    is_formula: bool = False
    is_error: bool = False


def xls_sheets(data: bytes, *, source: str) -> Iterator[Sheet]:
    """Every worksheet in order, hidden ones without their content.

    raises  UnreadableSource, InvalidInput ("missing-extra") without olefile
    """
    workbook = BinaryWorkbook(data, source=source)
    for place in workbook.book.sheets:
        if not place.is_worksheet:
            continue
        sheet = Sheet(place.name, is_hidden=place.is_hidden)
        if not sheet.is_hidden:
            workbook.fill(sheet, place)
        yield sheet


class BinaryWorkbook:
    """An XLS workbook; `book` lists its sheets. Raises UnreadableSource, InvalidInput without olefile."""

    def __init__(self, data: bytes, *, source: str, most: int = MAX_RECORDS) -> None:
        self._records = Records(data, source=source, most=most)
        self.book: Book = read_book(self._records)
        self.source = source

    def cells(self, place: SheetPlace) -> Iterator[BinaryCell]:
        """Every cell of a sheet as it is stored, hidden ones too. Raises UnreadableSource."""
        for told in self._told(place):
            if isinstance(told, BinaryCell):
                yield told

    def fill(self, sheet: Sheet, place: SheetPlace) -> None:
        """Put the cells that are shown into the sheet; what is hidden is counted. Raises UnreadableSource."""
        rows, columns, book = set[int](), set[int](), self.book
        cells: list[BinaryCell] = []
        for told in self._told(place):
            if isinstance(told, BinaryCell):
                cells.append(told)
                continue
            kind, content = told
            if kind == ROW and content[12] & 0x20:
                rows.add(struct.unpack_from("<H", content)[0])
            elif kind == COLUMNS and content[8] & 1:
                first, last = struct.unpack_from("<HH", content)
                columns.update(range(first, min(last, 255) + 1))
            elif kind == MERGES:
                _take_merges(sheet, content)
        for cell in cells:
            text = _shown(cell, book)
            if text and (cell.row in rows or cell.column in columns):
                sheet.left_out += 1
            elif text:
                sheet.put(cell.row, cell.column, text)
            elif cell.style in book.ruled:
                sheet.ruled.add(cell.row)

    def _told(self, place: SheetPlace) -> Iterator[BinaryCell | tuple[int, bytes]]:
        """The cells of a sheet, and the records that tell of rows, columns and merges."""
        try:
            yield from self._taken_apart(place)
        except BROKEN as error:
            raise broken(f"{self.source}: {place.name}") from error

    def _taken_apart(self, place: SheetPlace) -> Iterator[BinaryCell | tuple[int, bytes]]:
        waiting: BinaryCell | None = None
        for kind, contents in self._records.read(place.at):
            if kind == RESULT and waiting is not None:
                waiting.value = long_text(contents, 0, self.book)[0]
            elif kind in (ROW, COLUMNS, MERGES):
                yield kind, contents[0]
            elif kind in CELLS:
                if waiting is not None:
                    yield waiting
                    waiting = None
                if kind == FORMULA:
                    waiting = _formula(contents[0])
                else:
                    self._records.count(len(contents[0]) // 2 if kind in (RKS, BLANKS) else 0)
                    yield from _cells(kind, contents, self.book)
        if waiting is not None:
            yield waiting


def _formula(content: bytes) -> BinaryCell:
    """A formula with what it last gave; a text it gave follows in a record of its own."""
    row, column, style, kind, truth, mark = struct.unpack_from("<HHHBxBxxxH", content)
    value: Value = ""
    if mark != 0xFFFF:
        value = _number(content, 6)
    elif kind in (1, 2):
        value = bool(truth) if kind == 1 else _ERRORS.get(truth, "")
    return BinaryCell(row, column, style, value, is_formula=True, is_error=mark == 0xFFFF and kind == 2)


def _cells(kind: int, contents: Sequence[bytes], book: Book) -> Iterator[BinaryCell]:
    """The cells of a record: several numbers or blanks stand in one."""
    content = contents[0]
    row, column, style = struct.unpack_from("<HHH", content)
    if kind == LABEL_NUMBER:
        (number,) = struct.unpack_from("<I", content, 6)
        yield BinaryCell(row, column, style, book.texts[number], book.runs.get(number, b""))
    elif kind in (LABEL, RICH_LABEL):
        yield BinaryCell(row, column, style, *long_text(contents, 6, book))
    elif kind == NUMBER:
        yield BinaryCell(row, column, style, _number(content, 6))
    elif kind == RK:
        yield BinaryCell(row, column, style, _short_number(content, 6))
    elif kind == TRUTH:
        value = _ERRORS.get(content[6], "") if content[7] else bool(content[6])
        yield BinaryCell(row, column, style, value, is_error=bool(content[7]))
    elif kind == BLANK:
        yield BinaryCell(row, column, style, None)
    else:
        step = 6 if kind == RKS else 2
        for at, place in enumerate(range(4, len(content) - 2, step)):
            (style,) = struct.unpack_from("<H", content, place)
            yield BinaryCell(row, column + at, style, _short_number(content, place + 2) if kind == RKS else None)


def _number(content: bytes, at: int) -> float:
    value: float = struct.unpack_from("<d", content, at)[0]
    return value


def _short_number(content: bytes, at: int) -> float:
    """A number in four bytes: the upper half of a long one or a whole one, and perhaps a hundredth of it."""
    (told,) = struct.unpack_from("<i", content, at)
    value: float = told >> 2 if told & 2 else struct.unpack("<d", struct.pack("<4xI", told & 0xFFFFFFFC))[0]
    return value / 100 if told & 1 else value


def _take_merges(sheet: Sheet, content: bytes) -> None:
    (count,) = struct.unpack_from("<H", content)
    for at in range(2, 2 + 8 * count, 8):
        top, bottom, left, right = struct.unpack_from("<4H", content, at)
        if top <= bottom and left <= right and len(sheet.spans) < MAX_MERGES:
            sheet.spans[top, left] = (bottom - top + 1, right - left + 1)


def _shown(cell: BinaryCell, book: Book) -> str:
    if cell.style in book.struck or cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return _without_unseen(cell.value, cell.runs, book) if cell.runs else cell.value
    if isinstance(cell.value, bool):
        return str(cell.value).upper()
    code = book.formats[cell.style] if cell.style < len(book.formats) else ""
    return shown_number(repr(cell.value), code, is_1904=book.is_1904)


def _without_unseen(text: str, runs: bytes, book: Book) -> str:
    """The text without what is struck out or raised in it."""
    places = [*struct.iter_unpack("<HH", runs), (len(text), 0)]
    kept = text[: places[0][0]]
    for (start, number), (end, _) in pairwise(places):
        font = book.font(number)
        if not (font.is_struck or font.is_raised):
            kept += text[start:end]
    return kept
