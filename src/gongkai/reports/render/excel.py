"""A report as a workbook: a sheet for every table as the form draws it, then tidy sheets for machines."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from math import ceil
from typing import Any, TypeAlias

from gongkai.bilingual import Language, Text
from gongkai.reports.findings import Finding
from gongkai.reports.model import Number, Place, Report
from gongkai.reports.optional import optional_module
from gongkai.reports.render.drawing import (
    LAST_NARROW,
    Box,
    Drawing,
    clean,
    figure_text,
    one_line,
    parts_of,
    signature_of,
    title_of,
)
from gongkai.reports.workbook import CELL_HEADS, CELLS, FINDING_HEADS, FINDINGS, SECTION_HEADS, SECTIONS

# the library declares no types
Workbook: TypeAlias = Any
Worksheet: TypeAlias = Any
Format: TypeAlias = Any

LONGEST_TEXT = 32_000  # a cell of a workbook holds 32,767
LONGEST_NAME = 31
LINE_HEIGHT, TALLEST_ROW = 16, 400
RESERVED_NAME = "history"  # no sheet may bear it
MOST_DIGITS = 15  # a number of a workbook holds no more
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
LABELS = (7, 10, 38)

PAGE = Text("第{page}页", "page {page}")
LINE = Text("第{line}行", "line {line}")

Value = str | Number | float | None


def report_to_xlsx(report: Report, findings: Sequence[Finding] = (), *, language: Language = "zh") -> bytes:
    """The workbook; the same report gives the same bytes. Text is never taken for a formula, an address or a number.

    language  of sheet names, heads and messages
    raises    InvalidInput ("missing-extra") without xlsxwriter
    """
    xlsxwriter = optional_module("xlsxwriter", extra="excel", form=Text("Excel工作簿", "Excel workbooks"))
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook: Workbook = xlsxwriter.Workbook(written, options)
    dated = datetime(report.dated.year, report.dated.month, report.dated.day, tzinfo=UTC) if report.dated else NO_DATE
    workbook.set_properties({"title": title_of(report)[:255], "author": one_line(report.body)[:255], "created": dated})
    looks = _looks(workbook)
    for part in parts_of(report):
        for drawing in part.tables:
            _add_table(workbook, looks, drawing, part.heading or report.edition.label.in_language(language))
    add = _Sheets(workbook, looks, language)
    add.sheet(CELLS, CELL_HEADS, (36, 72, 26, 14, 10, 20, 18, 10, 20), _cell_rows(report, language))
    add.sheet(SECTIONS, SECTION_HEADS, (8, 28, 100), _section_rows(report))
    add.sheet(FINDINGS, FINDING_HEADS, (18, 10, 30, 60, 30, 40, 16), _finding_rows(findings, language))
    workbook.close()
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats of a workbook; `figures` makes one for a number of decimals."""

    workbook: Workbook
    title: Format
    head: Format
    label: Format
    bold: Format
    wrapped: Format

    def figure(self, box: Box) -> Format:
        places = -int(box.number.as_tuple().exponent) if isinstance(box.number, Decimal) else 0
        digits = "0." + "0" * places if places > 0 else "0"
        pattern = f"+{digits};-{digits};0" if box.text.startswith("+") else digits
        style = {"border": 1, "align": "center", "valign": "vcenter", "num_format": pattern}
        if box.content.doubt:
            style |= {"underline": 1, "font_color": "#7A4A00"}
        return self.workbook.add_format(style)


def _looks(workbook: Workbook) -> _Looks:
    middle = {"valign": "vcenter", "text_wrap": True}
    return _Looks(
        workbook,
        title=workbook.add_format({**middle, "bold": True, "font_size": 14, "align": "center"}),
        head=workbook.add_format({**middle, "bold": True, "border": 1, "align": "center", "bg_color": "#EEF2F8"}),
        label=workbook.add_format({**middle, "border": 1}),
        bold=workbook.add_format({"bold": True, "bottom": 1}),
        wrapped=workbook.add_format({"text_wrap": True, "valign": "top"}),
    )


def _add_table(workbook: Workbook, looks: _Looks, drawing: Drawing, heading: str) -> None:
    """One table with its merges; the heading stands in the first row."""
    sheet = workbook.add_worksheet(_sheet_name(workbook, heading))
    sheet.merge_range(0, 0, 0, drawing.width - 1, "", looks.title)
    sheet.write_string(0, 0, heading[:LONGEST_TEXT], looks.title)
    sheet.set_row(0, 30)
    widths = _widths(drawing)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for i, row in enumerate(drawing.rows):
        alone = [box for box in row if box.rowspan == 1]
        lines = (_lines(box.text, sum(widths[box.column : box.column + box.colspan])) for box in alone)
        sheet.set_row(i + 1, LINE_HEIGHT * max(lines, default=1))
        for box in row:
            _write_box(sheet, looks, box)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if drawing.head_rows:
        sheet.repeat_rows(1, drawing.head_rows)
        sheet.freeze_panes(drawing.head_rows + 1, drawing.label_columns)


def _write_box(sheet: Worksheet, looks: _Looks, box: Box) -> None:
    row, column = box.row + 1, box.column
    look = looks.figure(box) if box.kind == "value" else looks.head if box.kind == "head" else looks.label
    if box.rowspan > 1 or box.colspan > 1:
        sheet.merge_range(row, column, row + box.rowspan - 1, column + box.colspan - 1, "", look)
    _write(sheet, row, column, box.number if box.kind == "value" else box.text, look)


def _write(sheet: Worksheet, row: int, column: int, value: Value, look: Format | None = None) -> None:
    """A number as number, unless a workbook would round it; a text as text; a blank as blank."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, clean(value)[:LONGEST_TEXT], look)
    elif isinstance(value, float) or len(Decimal(value).normalize().as_tuple().digits) <= MOST_DIGITS:
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_string(row, column, figure_text(value, None), look)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column; a Chinese character is as wide as two digits."""
    return max(1, ceil(sum(2 if ord(letter) > LAST_NARROW else 1 for letter in text) / (width - 1)))


def _widths(drawing: Drawing) -> list[int]:
    if drawing.label_columns == len(LABELS):
        return [*LABELS, *([10] * (drawing.width - len(LABELS)))]
    if drawing.table.is_one_row:
        return [8] * drawing.width
    return [60, 14] if drawing.width == 2 else [22] * drawing.width


def _sheet_name(workbook: Workbook, heading: str) -> str:
    """The heading without what a sheet name may not hold; a second one of that name gets a number."""
    name = "".join(letter for letter in heading if letter not in "[]:*?/\\'")[:LONGEST_NAME] or "1"
    taken = {RESERVED_NAME} | {sheet.get_name().lower() for sheet in workbook.worksheets()}
    number = 2
    unique = name
    while unique.lower() in taken:
        unique = f"{name[: LONGEST_NAME - 4]} {number}"
        number += 1
    return unique


@dataclass(frozen=True, slots=True)
class _Sheets:
    """Adds plain sheets: one line of heads, one entry a line."""

    workbook: Workbook
    looks: _Looks
    language: Language

    def sheet(self, name: Text, heads: Sequence[Text], widths: Sequence[int], rows: Iterable[Sequence[Value]]) -> None:
        sheet: Any = self.workbook.add_worksheet(_sheet_name(self.workbook, name.in_language(self.language)))
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(column, column, width, self.looks.wrapped)
            sheet.write_string(0, column, head.in_language(self.language), self.looks.bold)
        sheet.freeze_panes(1, 0)
        last = 0
        for last, values in enumerate(rows, start=1):
            for column, value in enumerate(values):
                _write(sheet, last, column, value, self.looks.wrapped)
            lines = (
                _lines(value, width) for value, width in zip(values, widths, strict=True) if isinstance(value, str)
            )
            sheet.set_row(last, min(TALLEST_ROW, LINE_HEIGHT * max(lines, default=1)))
        sheet.autofilter(0, 0, last, len(heads) - 1)


def _cell_rows(report: Report, language: Language) -> Iterator[Sequence[Value]]:
    for cell, content in report.all_cells():
        spec = report.edition.spec(cell)
        labels = (spec.row.label, spec.column.label, spec.unit) if spec is not None else ("", "", "")
        doubt = content.doubt or None
        place = _place(content.place, language)
        yield cell, labels[0], labels[1], content.value, labels[2], content.printed, place, doubt, content.reason


def _place(place: Place | None, language: Language) -> str:
    if place is None:
        return ""
    words = [PAGE.format(page=place.page)] if place.page else []
    words += [LINE.format(line=place.line)] if place.line else []
    return " ".join(word.in_language(language) for word in words)


def _section_rows(report: Report) -> Iterator[Sequence[Value]]:
    """The title, a line for every paragraph, the signature; a paragraph longer than a cell goes on in the next line."""
    yield None, title_of(report), None
    for section in report.sections:
        for paragraph in clean(section.text).split("\n"):
            for start in range(0, max(1, len(paragraph)), LONGEST_TEXT):
                yield section.number, one_line(section.title), paragraph[start : start + LONGEST_TEXT]
    for line in signature_of(report):
        yield None, None, line


def _finding_rows(findings: Sequence[Finding], language: Language) -> Iterator[Sequence[Value]]:
    for finding in findings:
        message = finding.message.in_language(language)
        hint = finding.hint.in_language(language) if finding.hint is not None else ""
        where = "; ".join(finding.where)
        yield finding.rule, finding.severity, where, message, finding.evidence, hint, finding.cite
