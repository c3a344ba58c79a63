"""The first sheet of a workbook as it is stored, row after row: numbers unrounded, days as days, formulas told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from lxml import etree

from gongkai.reports.extract.excel_binary import MAX_VALUES, BinaryWorkbook
from gongkai.reports.extract.excel_numbers import MAX_SERIAL, looks_of
from gongkai.reports.extract.excel_parts import Book, plan_of, spot_of
from gongkai.reports.extract.excel_records import too_large
from gongkai.reports.extract.word_lists import tag_name
from gongkai.reports.extract.zipped import Archive

StoredValue = str | float | bool | date | time
"""A day with an hour is a datetime; a time of more than a day is a number."""

MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes of a sheet or of the texts of a workbook, unpacked; they are never held at once."""
MAX_ELEMENT = 4 * 1024 * 1024
"""Bytes of one row or one text, or of what stands before the first."""
MAX_TEXT = 32_767
"""Signs that a cell can hold."""
_UNPRINTED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class StoredRow:
    """What is stored in a row, by column; `number` as the sheet shows it."""

    number: int
    cells: dict[int, StoredValue] = field(default_factory=dict)
    has_formula: bool = False


def stored_rows(data: bytes, *, source: str, columns: int) -> Iterator[StoredRow]:
    """The rows of the first sheet of an XLSX or XLS that hold something, also hidden ones. They come as they are read.

    columns  how many a sheet may have; a cell to their right that is not blank ends in UnreadableSource
    raises   UnreadableSource; "sheet-too-large" and "archive-too-large" tell that there is too much of it
    """
    rows = _xlsx_rows(Archive(data, source=source)) if data.startswith(b"PK") else _xls_rows(data, source)
    for row in rows:
        if row.cells and max(row.cells) >= columns:
            raise too_large(source)
        if row.cells or row.has_formula:
            yield row


def _stored(value: float, code: str, *, is_1904: bool) -> StoredValue:
    """A number, or the day and hour that its format makes of it."""
    looks = looks_of(code)[0] if code else None
    if looks is None or not looks.is_date or not 0 <= value <= MAX_SERIAL:
        return value
    begin = date(1904, 1, 1) if is_1904 else date(1899, 12, 30)
    moment = datetime.combine(begin, time.min) + timedelta(days=int(value), milliseconds=round(value % 1 * 86_400_000))
    if looks.is_time:
        return moment.time() if value < 1 else value
    return moment if moment.time() != time.min else moment.date()


# ── XLS ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _xls_rows(data: bytes, source: str) -> Iterator[StoredRow]:
    workbook = BinaryWorkbook(data, source=source, most=MAX_VALUES)
    book, rows = workbook.book, dict[int, StoredRow]()
    place = next((place for place in book.sheets if place.is_worksheet), None)
    for cell in workbook.cells(place) if place else ():
        row = rows.setdefault(cell.row, StoredRow(cell.row + 1))
        row.has_formula |= cell.is_formula
        if isinstance(cell.value, float | int) and not isinstance(cell.value, bool):
            code = book.formats[cell.style] if cell.style < len(book.formats) else ""
            row.cells[cell.column] = _stored(float(cell.value), code, is_1904=book.is_1904)
        elif cell.value is not None and cell.value != "" and not cell.is_error:
            row.cells[cell.column] = cell.value
    yield from (rows[at] for at in sorted(rows))


# ── XLSX ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _xlsx_rows(archive: Archive) -> Iterator[StoredRow]:
    plan = plan_of(archive)
    sheet = next((sheet for sheet in plan.sheets if not sheet.is_hidden), None)
    if sheet is None:
        raise archive.broken()
    texts = [_words(item, archive) for item in _elements(archive, plan.texts, "si", "sst")] if plan.texts else []
    number = 0
    for row in _elements(archive, sheet.part, "row", "sheetData"):
        told, before = row.get("r", ""), number
        number = int(told) if told.isascii() and told.isdigit() and len(told) < 8 else number + 1
        if number <= before:
            raise archive.broken(sheet.part)
        yield _row(row, StoredRow(number), texts, plan.book, archive)


def _elements(archive: Archive, part: str, name: str, within: str) -> Iterator[etree._Element]:
    """The elements of one name, each gone when the next one comes; what stands behind them all is not read.

    raises  UnreadableSource, also for a document type and for an element without end
    """
    parser = etree.XMLPullParser(
        ("end",), tag=(f"{{*}}{name}", f"{{*}}{within}"), resolve_entities=False, no_network=True, remove_comments=True
    )
    waiting = 0
    try:
        for piece in archive.pieces(part, most=MAX_UNPACKED):
            parser.feed(piece)
            waiting += len(piece)
            for _, element in parser.read_events():
                if not isinstance(element, etree._Element):
                    continue
                if waiting and element.getroottree().docinfo.internalDTD is not None:
                    raise archive.broken(part)
                if tag_name(element.tag) == within:
                    return
                waiting = 0
                yield element
                _forget(element)
            if waiting > MAX_ELEMENT:
                raise too_large(archive.source)
    except etree.XMLSyntaxError as error:
        raise archive.broken(part) from error
    raise archive.broken(part)


def _forget(element: etree._Element) -> None:
    element.clear()
    above = element.getparent()
    if above is not None:
        del above[: above.index(element)]


def _row(element: etree._Element, row: StoredRow, texts: Sequence[str], book: Book, archive: Archive) -> StoredRow:
    column = -1
    for cell in element.iterchildren("{*}c"):
        spot = spot_of(cell.get("r", ""))
        column = spot[1] if spot else column + 1
        kind, text = cell.get("t", "n"), ""
        for child in cell:
            name = tag_name(child.tag)
            if name == "v":
                text = child.text or ""
            elif name == "is":
                text = _words(child, archive)
            elif name == "f":
                row.has_formula = True
        if text and kind == "s":
            at = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else len(texts)
            text = texts[at] if at < len(texts) else ""
        if text and kind != "e":
            row.cells[column] = _value(text, kind, cell.get("s", ""), book)
    return row


def _value(text: str, kind: str, style: str, book: Book) -> StoredValue:
    """What a cell of this kind holds; a number or day that is none stays a text."""
    if kind == "b":
        return text in ("1", "true")
    try:
        if kind == "d":
            moment = datetime.fromisoformat(text.rstrip("Z"))
            return moment if moment.time() != time.min else moment.date()
        if kind != "n":
            return _UNPRINTED.sub(_sign, text) if kind == "str" else text
        value = float(text)
    except ValueError:
        return text
    at = int(style) if style.isascii() and style.isdigit() and len(style) < 8 else 0
    return _stored(value, book.formats[at] if at < len(book.formats) else "", is_1904=book.is_1904)


def _words(item: etree._Element, archive: Archive) -> str:
    """A text with its runs, also those struck out; how characters are spoken is no part of it."""
    words: list[str] = []
    for part in item:
        name = tag_name(part.tag)
        if name == "t":
            words.append(part.text or "")
        elif name == "r":
            words += [child.text or "" for child in part if tag_name(child.tag) == "t"]
    return _printed("".join(words), archive)


def _sign(code: re.Match[str]) -> str:
    return chr(int(code[1], 16))


def _printed(text: str, archive: Archive) -> str:
    text = _UNPRINTED.sub(_sign, text)
    if len(text) > MAX_TEXT:
        raise too_large(archive.source)
    return text
