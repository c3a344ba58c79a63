"""Workbooks (XLSX, ODS, XLS) as lines and rows: visible sheets, merged cells, numbers as they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.reports.extract.collected import Collector
from gongkai.reports.extract.excel_binary import xls_sheets
from gongkai.reports.extract.excel_parts import xlsx_sheets
from gongkai.reports.extract.opendocument import ods_sheets
from gongkai.reports.extract.sheets import Sheet, collect_sheet
from gongkai.reports.extract.source import Document
from gongkai.reports.extract.zipped import Archive
from gongkai.reports.findings import Finding, finding
from gongkai.reports.workbook import CELL_HEADS, FINDING_HEADS, SECTION_HEADS, has_heads


def xlsx_document(data: bytes, *, source: str) -> Document:
    """The lines and rows of an XLSX. Raises UnreadableSource."""
    return _document(list(xlsx_sheets(Archive(data, source=source))), source)


def ods_document(data: bytes, *, source: str) -> Document:
    """The lines and rows of an ODS. Raises UnreadableSource."""
    return _document(list(ods_sheets(Archive(data, source=source))), source)


def xls_document(data: bytes, *, source: str) -> Document:
    """The lines and rows of an XLS. Raises UnreadableSource, InvalidInput when the library is missing."""
    return _document(list(xls_sheets(data, source=source)), source)


def _document(sheets: Sequence[Sheet], source: str) -> Document:
    """The visible sheets one after the other; a workbook of our own in the order of the report."""
    collector = Collector(source)
    shown = [sheet for sheet in sheets if not sheet.is_hidden]
    told = next((sheet for sheet in shown if has_heads(_first_row(sheet), SECTION_HEADS)), None)
    tables = [
        s for s in shown if not any(has_heads(_first_row(s), h) for h in (CELL_HEADS, SECTION_HEADS, FINDING_HEADS))
    ]
    if told is not None:
        _collect_told(told, tables, collector, source)
    else:
        for sheet in tables:
            collect_sheet(sheet, collector, source=source)
    document = collector.document()
    document.findings += _passed_over(sheets)
    return document


def _first_row(sheet: Sheet) -> tuple[str, ...]:
    return tuple(sheet.texts[spot] for spot in sorted(spot for spot in sheet.texts if spot[0] == 0))


def _passed_over(sheets: Sequence[Sheet]) -> Iterator[Finding]:
    for sheet in sheets:
        where = (f"sheet {sheet.name}",)
        if sheet.is_hidden:
            yield finding("hidden-sheet", where, name=sheet.name)
        elif sheet.left_out:
            yield finding("hidden-rows", where, name=sheet.name, count=sheet.left_out)


def _collect_told(told: Sheet, tables: Sequence[Sheet], collector: Collector, source: str) -> None:
    """The running text from its sheet, each table under the heading that its own sheet bears."""
    left = list(tables)
    current = ""
    rows = sorted({row for row, _ in told.texts if row > 0})
    for row in rows:
        number, title, text = (told.texts.get((row, column), "") for column in range(3))
        if number and title != current:
            left = _collect_tables(current, left, collector, source)
            current = title
            collector.paragraph(title)
        elif not number and text and current:
            left, current = _collect_tables(current, left, collector, source), ""
            _collect_rest(left, collector, source)
            left = []
        for words in (title,) if not number else ():
            collector.paragraph(words)
        for words in text.splitlines():
            collector.paragraph(words)
    _collect_rest(_collect_tables(current, left, collector, source), collector, source)


def _collect_tables(heading: str, left: Sequence[Sheet], collector: Collector, source: str) -> list[Sheet]:
    """Collect the tables under this heading; what is left over comes back."""
    for sheet in left:
        if heading and sheet.texts.get((0, 0), "") == heading:
            collect_sheet(_without_heading(sheet), collector, source=source)
    return [sheet for sheet in left if not heading or sheet.texts.get((0, 0), "") != heading]


def _collect_rest(sheets: Sequence[Sheet], collector: Collector, source: str) -> None:
    for sheet in sheets:
        collect_sheet(sheet, collector, source=source)


def _without_heading(sheet: Sheet) -> Sheet:
    texts = {spot: text for spot, text in sheet.texts.items() if spot[0] > 0}
    return replace(sheet, texts=texts, spans={spot: span for spot, span in sheet.spans.items() if spot[0] > 0})
