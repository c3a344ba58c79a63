"""Tables as files: XLSX and CSV of exactly what a list shows, with nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal

import xlsxwriter
from django.db import transaction

from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor

Cell = str | int | Decimal | date | datetime | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ILLEGAL = dict.fromkeys([code for code in range(32) if code not in (9, 10, 13)] + [0xFFFE, 0xFFFF])


def safe_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe stands before what would begin one.

    >>> safe_cell("=1+1"), safe_cell("通知")
    ("'=1+1", '通知')
    """
    text = text.translate(ILLEGAL)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def to_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, zone: tzinfo = UTC) -> bytes:
    """UTF-8 with the mark that spreadsheets need to see Chinese; times in `zone`."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow([safe_cell(head) for head in heads])
    for row in rows:
        writer.writerow([_printed(cell, zone) for cell in row])
    return held.getvalue().encode("utf-8-sig")


def to_workbook(heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str, zone: tzinfo = UTC) -> bytes:
    """One sheet with a frozen head; numbers and days are real ones, all text is written as text."""
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(held, options) as book:
        page = book.add_worksheet(_sheet_name(sheet))
        head = book.add_format({"bold": True, "border": 1})
        day, time = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        page.freeze_panes(1, 0)
        for at, label in enumerate(heads):
            page.set_column(at, at, 22)
            page.write_string(0, at, label, head)
        for line, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                if isinstance(cell, datetime):
                    page.write_datetime(line, at, cell.astimezone(zone).replace(tzinfo=None), time)
                elif isinstance(cell, date):
                    page.write_datetime(line, at, datetime(cell.year, cell.month, cell.day, tzinfo=None), day)  # noqa: DTZ001
                elif isinstance(cell, int | Decimal):
                    page.write_number(line, at, float(cell))
                elif cell:
                    page.write_string(line, at, str(cell).translate(ILLEGAL)[:32_767])
    return held.getvalue()


def _printed(cell: Cell, zone: tzinfo) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return safe_cell(cell) if isinstance(cell, str) else str(cell)


def _sheet_name(name: str) -> str:
    """A name a workbook allows: without some signs, of 31 characters of the basic plane."""
    kept = "".join(c for c in name.translate(ILLEGAL) if c not in "[]:*?/\\'" and ord(c) < 0x10000)[:31]
    return kept or "1"


@transaction.atomic
def record_export(list_name: str, *, rows: int, form: str, by: Actor, at: datetime, body_id: int | None) -> None:
    """Remember that somebody took a list out of the system."""
    facts: dict[str, audit.Fact] = {"list": list_name, "rows": rows, "form": form}
    audit.record("core.export_list", by=by, at=at, body_id=body_id, facts=facts)
