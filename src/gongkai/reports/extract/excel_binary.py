"""The sheets of an XLS workbook (97–2003, WPS), by python-calamine."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource
from gongkai.reports.extract.compound import Compound
from gongkai.reports.extract.excel_numbers import shown_number
from gongkai.reports.extract.sheets import Sheet
from gongkai.reports.extract.zipped import broken, encrypted
from gongkai.reports.optional import optional_module

MAX_RECORDS = 400_000
MAX_AREA = 2_000_000
FILE_PASS, BEGIN = 0x2F, 0x809
CELLS = frozenset({0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x0406})
"""Records that begin with a row and a column."""


def xls_sheets(data: bytes, *, source: str) -> Iterator[Sheet]:
    """Every worksheet in order, hidden ones without their content.

    raises  UnreadableSource, InvalidInput ("missing-extra") without python-calamine
    """
    calamine: Any = optional_module(
        "python_calamine",
        extra="excel",
        form=Text("Excel 97–2003工作簿", "Excel 97–2003 workbooks"),
        where=source,
        is_read=True,
    )
    _look_over(data, source)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for told in book.sheets_metadata:
                if told.typ != calamine.SheetTypeEnum.WorkSheet:
                    continue
                sheet = Sheet(told.name, is_hidden=told.visible != calamine.SheetVisibleEnum.Visible)
                if not sheet.is_hidden:
                    _fill(sheet, book.get_sheet_by_name(told.name))
                yield sheet
    except calamine.PasswordError as error:
        raise encrypted(source) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise broken(source) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise broken(source) from error


def _fill(sheet: Sheet, read: Any) -> None:
    if read.start is None:
        return
    top, left = read.start
    for row, values in enumerate(read.to_python(skip_empty_area=True), top):
        for column, value in enumerate(values, left):
            if value != "":
                sheet.put(row, column, _shown(value))
    for (row, column), (last_row, last_column) in read.merged_cell_ranges or ():
        sheet.spans[row, column] = (last_row - row + 1, last_column - column + 1)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return shown_number(repr(value), "")
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def _look_over(data: bytes, source: str) -> None:
    """Refuse a workbook that is locked, or whose cells would fill more room than any sheet of people has.

    The library lays out every place between the first cell and the last one.
    """
    with Compound(data, source=source) as files:
        name = next((name for name in ("Workbook", "Book") if name in files), "")
        stream = files.read(name) if name else b""
    at, rows, columns, count = 0, [0, 0], [0, 0], 0
    is_first = True
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        count += 1
        if kind == FILE_PASS:
            raise encrypted(source)
        if kind == BEGIN:
            is_first = True
        if kind in CELLS and size >= 4:
            row, column = struct.unpack_from("<HH", stream, at + 4) if at + 8 <= len(stream) else (0, 0)
            rows = [row, row] if is_first else [min(rows[0], row), max(rows[1], row)]
            columns = [column, column] if is_first else [min(columns[0], column), max(columns[1], column)]
            if kind in {0x00BD, 0x00BE}:
                columns[1] = max(columns[1], column + size // 2)
            is_first = False
        if count > MAX_RECORDS or (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > MAX_AREA:
            raise UnreadableSource("sheet-too-large", Text("工作表太大。", "The sheet is too large."), where=source)
        at += 4 + size
