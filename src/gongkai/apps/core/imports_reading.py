"""Read an import file: find its columns by their heads, understand each cell, and name every fault."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from math import inf
from typing import TypeVar

from gongkai.apps.core.attachments_kinds import FileKind, decoded, open_packed
from gongkai.apps.core.imports_templates import KIND_LABELS, Column, Fault, Row, Template, Value
from gongkai.bilingual import LANGUAGES, Text
from gongkai.errors import InvalidInput, UnreadableSource
from gongkai.reports.extract.excel_values import stored_rows
from gongkai.text.dates import parse_date
from gongkai.text.labels import canonical
from gongkai.text.numerals import fold_width

ROWS, COLUMNS, PLACES = 100_000, 200, 5_000_000
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
DAY_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
WHOLE = (1 << 63) - 1

Item = TypeVar("Item")
RawCell = object
RawRow = Sequence[RawCell]


@dataclass
class Reading:
    """Rows understood, faults, and the names of bodies that wait to be found."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    total: int = 0


def read_rows(data: bytes, kind: FileKind, template: Template, *, body_id: int, until: float = inf) -> Reading:
    """All rows of a file against a template. A row with a fault is not among the rows.

    until   time.monotonic() at which it is broken off
    raises  InvalidInput where the file as a whole cannot be used
    """
    sheet, formulas = _sheet(data, kind, until)
    if len(sheet) - 1 > ROWS:
        words = Text("一个文件最多 {most} 行。", "A file holds at most {most} rows.").format(most=ROWS)
        raise InvalidInput("import-too-many-rows", words, hint=Text("请分成几个文件。", "Split it into several files."))
    places = _places(sheet[0] if sheet else [], template)
    reading = Reading()
    bodies = _bodies(in_time(sheet[1:], until), places, template, body_id)
    for number, cells in enumerate(in_time(sheet[1:], until), start=2):
        if not any(_is_filled(cell) for cell in cells):
            continue
        reading.total += 1
        if number in formulas:
            reading.faults.append(_formula(number, None))
            continue
        values, faults = _understood(cells, places, number, bodies)
        if faults:
            reading.faults.extend(faults)
        else:
            reading.rows.append(Row(number, values))
    return reading


def in_time(items: Iterable[Item], until: float) -> Iterator[Item]:
    """Items as they come, as long as there is time. Raises InvalidInput."""
    for item in items:
        if time.monotonic() > until:
            words = Text("检查用时过长，请分成几个文件。", "The check takes too long; split it into several files.")
            raise InvalidInput("import-takes-too-long", words)
        yield item


def _sheet(data: bytes, kind: FileKind, until: float) -> tuple[list[RawRow], frozenset[int]]:
    """The raw cells of the first sheet that is shown, and the numbers of rows that hold formulas."""
    if kind.name == "text":
        return _csv_rows(data), frozenset()
    if kind.name not in ("xlsx", "xls"):
        words = Text("导入文件应为 XLSX 或 CSV。", "An import file is XLSX or CSV.")
        raise InvalidInput("import-kind", words)
    if kind.name == "xlsx":
        open_packed(data).close()
    try:
        return _workbook_rows(data, until)
    except UnreadableSource as error:
        if error.code in ("sheet-too-large", "archive-too-large", "too-large"):
            raise _too_large() from error
        words = Text("表格打不开。", "The workbook cannot be opened.")
        raise InvalidInput("import-unreadable", words) from error


def _workbook_rows(data: bytes, until: float) -> tuple[list[RawRow], frozenset[int]]:
    rows: list[RawRow] = []
    formulas: set[int] = set()
    places = 0
    for row in in_time(stored_rows(data, source="", columns=COLUMNS), until):
        width = max(row.cells, default=-1) + 1
        places += width
        if row.number > 2 * ROWS or places > PLACES:
            raise _too_large()
        if row.has_formula:
            formulas.add(row.number)
        rows += [()] * (row.number - len(rows))
        rows[row.number - 1] = [row.cells.get(column, "") for column in range(width)]
    return rows, frozenset(formulas)


def _too_large() -> InvalidInput:
    return InvalidInput("import-too-wide", Text("表格过大。", "The sheet is too large."))


def _csv_rows(data: bytes) -> list[RawRow]:
    text = decoded(data) or ""
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), strict=True), ROWS + 2))
    except csv.Error as error:
        words = Text("CSV 的引号或分隔不对。", "The quotes or separators of the CSV file are wrong.")
        raise InvalidInput("import-unreadable", words) from error


def _places(head: RawRow, template: Template) -> dict[int, Column]:
    """Which column of the template stands at which place of the sheet. Raises InvalidInput."""
    known = {canonical(name): column for column in template.columns for name in _names(column)}
    places: dict[int, Column] = {}
    for at, cell in enumerate(head):
        if not _is_filled(cell):
            continue
        column = known.get(canonical(str(cell)))
        if column is None:
            words = Text("表头“{head}”不在模板中。", "The head “{head}” is not in the template.").format(
                head=str(cell)[:60]
            )
            raise InvalidInput("import-unknown-column", words, hint=_see_template())
        if column in places.values():
            words = Text("表头“{head}”出现两次。", "The head “{head}” stands there twice.").format(head=column.label)
            raise InvalidInput("import-column-twice", words)
        places[at] = column
    missing = [column for column in template.columns if column.is_required and column not in places.values()]
    if missing:
        zh, en = "、".join(c.label.zh for c in missing), ", ".join(c.label.en for c in missing)
        words = Text("缺少栏目：{names}。", "Columns are missing: {names}.").format(names=Text(zh, en))
        raise InvalidInput("import-column-missing", words, hint=_see_template())
    return places


def _names(column: Column) -> Iterator[str]:
    yield column.key
    for language in LANGUAGES:
        yield column.label.in_language(language)


def _see_template() -> Text:
    return Text("请用模板的第一行作表头。", "Use the first row of the template as the head.")


def _bodies(
    rows: Iterable[RawRow], places: Mapping[int, Column], template: Template, body_id: int
) -> Mapping[str, int]:
    """Every body the file names, found at one time."""
    at = [place for place, column in places.items() if column.kind == "body"]
    names = {_text(row[place]) for row in rows for place in at if place < len(row)} - {""}
    return template.find_bodies(names, body_id) if names else {}


def _understood(
    cells: RawRow, places: Mapping[int, Column], number: int, bodies: Mapping[str, int]
) -> tuple[dict[str, Value], list[Fault]]:
    values: dict[str, Value] = {}
    faults: list[Fault] = []
    for at, column in places.items():
        raw = cells[at] if at < len(cells) else ""
        try:
            values[column.key] = _value(raw, column, bodies)
        except NotUnderstood as fault:
            faults.append(Fault(number, column.label, fault.message, fault.hint))
        else:
            if column.is_required and values[column.key] is None:
                faults.append(Fault(number, column.label, Text("必填，不能空。", "It is required and blank.")))
    if any(_is_filled(cell) for at, cell in enumerate(cells) if at not in places):
        faults.append(
            Fault(number, None, Text("表头以外的列有内容。", "There is something outside the headed columns."))
        )
    return values, faults


class NotUnderstood(Exception):
    """A cell that is not what its column asks for."""

    def __init__(self, message: Text, hint: Text | None = None) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def _value(raw: RawCell, column: Column, bodies: Mapping[str, int]) -> Value:
    if not _is_filled(raw):
        return None
    if column.kind == "date":
        return _day(raw)
    if column.kind in ("integer", "decimal"):
        return _number(raw, column)
    text = _text(raw)
    if column.kind == "choice":
        return _choice(text, column)
    if column.kind == "body":
        if text not in bodies:
            hint = Text("请写系统中的全称，或先登记该单位。", "Write its full name, or enter the body first.")
            raise NotUnderstood(
                Text("没有“{name}”这一单位。", "There is no body “{name}”.").format(name=text[:60]), hint
            )
        return bodies[text]
    if len(text) > column.most:
        words = Text("最多 {most} 个字，现有 {now} 个。", "At most {most} characters; there are {now}.")
        raise NotUnderstood(words.format(most=column.most, now=len(text)))
    if text.startswith(("=", "＝")):
        raise NotUnderstood(_formula(0, None).message, _formula(0, None).hint)
    return text


def _formula(number: int, column: Text | None) -> Fault:
    hint = Text("请复制后用“选择性粘贴—数值”替换公式。", "Copy, then paste values only in place of formulas.")
    return Fault(number, column, Text("含有公式，不能导入。", "It holds a formula and cannot be imported."), hint)


def _day(raw: RawCell) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = fold_width(_text(raw)).split(" 00:00")[0].replace(".", "-").replace("/", "-")
    digits = DAY_DIGITS.fullmatch(text)
    found = parse_date("-".join(digits.groups()) if digits else text)
    if found is None:
        raise NotUnderstood(Text("不是日期。", "It is not a date."), KIND_LABELS["date"])
    return found


def _number(raw: RawCell, column: Column) -> int | Decimal:
    text = f"{raw!r}" if isinstance(raw, float) else fold_width(_text(raw)).replace(",", "").replace("，", "")
    if not NUMBER.fullmatch(text):
        raise NotUnderstood(Text("不是数字。", "It is not a number."), KIND_LABELS[column.kind])
    number = Decimal(text)
    if column.kind == "decimal":
        return number
    if number != number.to_integral_value() or abs(number) > WHOLE:
        raise NotUnderstood(Text("应为整数。", "A whole number is expected."))
    return int(number)


def _choice(text: str, column: Column) -> str:
    known = _known_choices(tuple(column.choices.items()))
    if (value := known.get(canonical(text))) is not None:
        return value
    zh, en = "、".join(c.zh for c in column.choices.values()), ", ".join(c.en for c in column.choices.values())
    words = Text("“{text}”不在可选值中。", "“{text}” is none of the choices.").format(text=text[:60])
    raise NotUnderstood(words, Text("可选：{all}。", "Choose from: {all}.").format(all=Text(zh, en)))


@lru_cache(maxsize=64)
def _known_choices(choices: tuple[tuple[str, Text], ...]) -> Mapping[str, str]:
    """Values by everything they may be called."""
    called = ((name, value) for value, label in choices for name in (value, label.zh, label.en))
    return {canonical(name): value for name, value in called}


def _is_filled(cell: RawCell) -> bool:
    return cell is not None and str(cell).strip() != ""


def _text(cell: RawCell) -> str:
    """What a cell prints, without the spaces around it and without characters that cannot be stored."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return CONTROL.sub("", str(cell)).strip()
