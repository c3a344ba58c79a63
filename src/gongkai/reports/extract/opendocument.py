"""The sheets of an ODS workbook: the text of each cell stands in it as it is shown."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource
from gongkai.reports.extract.sheets import MAX_SQUARES, Sheet
from gongkai.reports.extract.word_lists import tag_name
from gongkai.reports.extract.zipped import Archive

MIME = "application/vnd.oasis.opendocument.spreadsheet"

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


def ods_sheets(archive: Archive) -> Iterator[Sheet]:
    """Every sheet in order, hidden ones without their content. Raises UnreadableSource for text documents."""
    root = archive.xml("content.xml")
    book = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    if book is None:
        raise UnreadableSource(
            "unsupported-format",
            Text("OpenDocument文件只读取表格（ODS）。", "Of OpenDocument files only spreadsheets (ODS) are read."),
            where=archive.source,
            hint=Text("请另存为DOCX。", "Save it as DOCX."),
        )
    unseen = _unseen_styles(root)
    for table in book.iterchildren(f"{_TABLE}table"):
        sheet = Sheet(table.get(f"{_TABLE}name", ""), is_hidden=table.get(f"{_TABLE}style-name", "") in unseen)
        if not sheet.is_hidden:
            _fill(sheet, table, archive)
        yield sheet


def _unseen_styles(root: etree._Element) -> set[str]:
    return {
        style.get(f"{_STYLE}name", "")
        for style in root.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style")
        if any(look.get(f"{_TABLE}display") == "false" for look in style.iterchildren(f"{_STYLE}table-properties"))
    }


def _fill(sheet: Sheet, table: etree._Element, archive: Archive) -> None:
    at = 0
    for row in table.iter(f"{_TABLE}table-row"):
        times = _whole(row.get(f"{_TABLE}number-rows-repeated"))
        cells = list(_cells(row))
        if any(text for _, _, text, _ in cells):
            if row.get(f"{_TABLE}visibility", "visible") != "visible":
                sheet.left_out += sum(1 for _, _, text, _ in cells if text)
            else:
                _put_rows(sheet, range(at, at + times), cells, archive)
        at += times


Cells = list[tuple[int, int, str, tuple[int, int]]]


def _put_rows(sheet: Sheet, rows: range, cells: Cells, archive: Archive) -> None:
    """A row as often as it is repeated; (first column, how often, text, span) for each of its cells."""
    filled = sum(times for _, times, text, _ in cells if text)
    if len(sheet.texts) + filled * len(rows) > MAX_SQUARES:
        raise archive.too_large("content.xml")
    for row in rows:
        for column, times, text, span in cells:
            for place in range(column, column + times if text else column):
                sheet.put(row, place, text)
            if span != (1, 1) and len(rows) == 1:
                sheet.spans[row, column] = span


def _cells(row: etree._Element) -> Iterator[tuple[int, int, str, tuple[int, int]]]:
    column = 0
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        times = _whole(cell.get(f"{_TABLE}number-columns-repeated"))
        if cell.tag == f"{_TABLE}table-cell":
            text = "\n".join("".join(_words(p)) for p in cell.iterchildren(f"{_TEXT}p"))
            high, wide = (_whole(cell.get(f"{_TABLE}number-{side}-spanned")) for side in ("rows", "columns"))
            yield column, times, text, (high, wide)
        column += times


def _words(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph; spaces and tabs stand in it as elements, remarks are left out."""
    yield element.text or ""
    for part in element:
        name = tag_name(part.tag)
        if name == "s":
            yield " "
        elif name in {"tab", "line-break"}:
            yield "\n"
        elif name and name not in {"annotation", "note", "ruby-text"}:
            yield from _words(part)
        yield part.tail or ""


def _whole(text: str | None) -> int:
    """A count of columns or rows; a missing or strange one is 1."""
    return min(int(text), 2_000_000) or 1 if text and text.isascii() and text.isdigit() and len(text) < 9 else 1
