"""A report from its JSON: strict, and every refusal names the place."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar, cast

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, UnreadableSource
from gongkai.reports.editions import edition
from gongkai.reports.findings import SEVERITIES, Finding, Severity
from gongkai.reports.model import BLANK, Cell, Figure, Number, Place, Report, Section, Status
from gongkai.reports.schema import CellId, Edition
from gongkai.reports.serial.writing import CONFIDENCE_DECIMALS

T = TypeVar("T")

# A figure of a report has at most this many digits before and after the point
MOST_DIGITS = 18
LONGEST_LIST = 100_000
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_json(source: bytes, *, where: str) -> Report:
    """The report of one JSON text. Raises UnreadableSource when it is no JSON, InvalidInput when it is no report."""
    try:
        values = json.loads(source.decode("utf-8-sig"), parse_float=Decimal, object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise UnreadableSource(
            "invalid-json",
            Text("不是完整、有效的JSON文本（UTF-8）。", "This is not complete, valid JSON in UTF-8."),
            where=where,
        ) from error
    return report_from_json(values)


def report_from_json(values: object) -> Report:
    """The report that an object of `report_to_json` tells.

    values  an object as parsed; floats are taken by their shortest decimal form
    raises  InvalidInput with the place ("cells.t3.received.total") for a wrong shape or an unknown key or cell,
            UnknownEdition for an unknown format
    """
    entry = _Entry(values, "")
    form = edition(_edition_id(entry))
    findings = [*entry.children("findings", _finding)]
    report = Report(
        form.id,
        _cells(entry, form),
        source=entry.text("source"),
        title=entry.text("title"),
        body=entry.text("body"),
        signed=entry.text("signed"),
        division=entry.text("division"),
        year=entry.whole("year", None),
        dated=entry.day("dated"),
        dated_printed=entry.text("dated_printed"),
        period=_period(entry),
        sections=tuple(entry.children("sections", _section)),
        figures=tuple(entry.children("figures", _figure)),
        observations=tuple(finding for finding, is_observed in findings if is_observed),
        status=cast(Status, entry.one_of("status", ("complete", "partial"))),
    )
    entry.finish()
    return report


class _Entry:
    """A JSON object that knows its place; what it is asked for it gives in the right type or refuses."""

    def __init__(self, values: object, where: str) -> None:
        if not isinstance(values, Mapping) or not all(isinstance(key, str) for key in values):
            raise _wrong(where, "应为JSON对象。", "A JSON object is expected here.")
        self.where = where
        self._left = dict(values)

    def place(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def take(self, key: str, default: object = None) -> object:
        return self._left.pop(key, default)

    def text(self, key: str) -> str:
        """A text; "" when it is null or absent."""
        value = self.take(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise _wrong(self.place(key), "应为文字。", "A text is expected here.")
        return value

    def one_of(self, key: str, known: tuple[str, ...]) -> str:
        value = self.text(key) or known[0]
        if value not in known:
            raise _wrong(
                self.place(key), f"应为{'、'.join(known)}之一。", f"One of {', '.join(known)} is expected here."
            )
        return value

    def whole(self, key: str, default: T) -> int | T:
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**9:
            raise _wrong(self.place(key), "应为不小于0的整数。", "A whole number, 0 or more, is expected here.")
        return value

    def flag(self, key: str) -> bool:
        value = self.take(key, False)
        if not isinstance(value, bool):
            raise _wrong(self.place(key), "应为true或false。", "true or false is expected here.")
        return value

    def number(self, key: str) -> Number | None:
        return _number(self.take(key), self.place(key))

    def day(self, key: str) -> date | None:
        value = self.take(key)
        return None if value is None else _day(value, self.place(key))

    def list_of(self, key: str) -> list[object]:
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > LONGEST_LIST:
            raise _wrong(self.place(key), "应为列表。", "A list is expected here.")
        return value

    def children(self, key: str, build: Callable[[_Entry], T]) -> Iterator[T]:
        for i, value in enumerate(self.list_of(key)):
            child = _Entry(value, f"{self.place(key)}[{i}]")
            yield build(child)
            child.finish()

    def child(self, key: str) -> _Entry:
        value = self.take(key)
        return _Entry({} if value is None else value, self.place(key))

    def names(self) -> tuple[str, ...]:
        return tuple(self._left)

    def finish(self) -> None:
        for key in self._left:
            raise _wrong(self.place(key), "不认识的键。", "This key is unknown.")


def _wrong(where: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput("invalid-report-json", Text(zh, en), where=where)


def _edition_id(entry: _Entry) -> str:
    """`format` and `edition` are one value; either may be left out."""
    printed, same = entry.text("format"), entry.text("edition")
    if printed and same and printed != same:
        raise _wrong("edition", "与format不同。", "This differs from `format`.")
    if not printed and not same:
        raise _wrong("format", "没有说明报告格式的版本。", "The edition of the format is missing.")
    return printed or same


def _cells(entry: _Entry, form: Edition) -> Mapping[CellId, Cell]:
    """Every cell of the edition, and those foreign ones that the object names; a missing one is blank."""
    parts = {key: entry.child(key) for key in ("cells", "provenance", "confidence", "reasons")}
    if not parts["cells"].names():
        raise _wrong("cells", "没有单元格。", "There are no cells.")
    named = {key for part in parts.values() for key in part.names()}
    for part in parts.values():
        for key in part.names():
            if form.spec(CellId(key)) is None:
                raise _wrong(part.place(key), f"{form.id}年版没有这个单元格。", f"Edition {form.id} has no such cell.")
    known = [*form.cells, *(cell for cell in form.foreign_cells if cell in named)]
    return {cell: _cell(cell, parts) for cell in known}


def _cell(cell: CellId, parts: Mapping[str, _Entry]) -> Cell:
    content = replace(
        _printed(parts["provenance"].take(cell), parts["provenance"].place(cell)),
        value=parts["cells"].number(cell),
        doubt=_doubt(parts["confidence"], cell),
        reason=parts["reasons"].text(cell),
    )
    return BLANK if content == BLANK else content


def _printed(values: object, where: str) -> Cell:
    if values is None:
        return BLANK
    entry = _Entry(values, where)
    line, page = entry.whole("line", None), entry.whole("page", 0)
    box = _box(entry)
    has_place = line is not None or page or box is not None
    place = Place(line or 0, page, box) if has_place else None
    cell = Cell(printed=entry.text("text"), place=place, unit=entry.text("unit"))
    entry.finish()
    return cell


def _box(entry: _Entry) -> tuple[float, float, float, float] | None:
    sides = entry.list_of("box")
    if not sides:
        return None
    where = entry.place("box")
    numbers = [_number(side, where) for side in sides]
    if len(numbers) != 4 or None in numbers:
        raise _wrong(where, "应为左、上、右、下四个数。", "Four numbers are expected here: left, top, right, bottom.")
    left, top, right, bottom = (float(number or 0) for number in numbers)
    return left, top, right, bottom


def _doubt(entry: _Entry, cell: CellId) -> float:
    confidence = entry.number(cell)
    if confidence is None:
        return 0.0
    if not 0 <= confidence <= 1:
        raise _wrong(entry.place(cell), "应在0与1之间。", "A number between 0 and 1 is expected here.")
    return round(1 - float(confidence), CONFIDENCE_DECIMALS)


def _number(value: object, where: str) -> Number | None:
    """An int, or a Decimal that is not whole; refuses what no report can print."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _wrong(where, "应为数字或null。", "A number or null is expected here.")
    if isinstance(value, float):
        value = Decimal(repr(value)) if math.isfinite(value) else Decimal("NaN")
    if isinstance(value, int):
        is_sane = abs(value) < 10**MOST_DIGITS
    else:
        exponent = value.as_tuple().exponent
        is_sane = isinstance(exponent, int) and exponent >= -MOST_DIGITS and value.adjusted() < MOST_DIGITS
    if not is_sane:
        raise _wrong(where, "数字太大、太细或不是数。", "The number is too large, too fine, or no number.")
    return int(value) if value == int(value) else value


def _day(value: object, where: str) -> date:
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise _wrong(where, "应为YYYY-MM-DD形式的日期。", "A date in the form YYYY-MM-DD is expected here.")


def _period(entry: _Entry) -> tuple[date, date] | None:
    days = entry.list_of("period")
    if not days:
        return None
    if len(days) != 2:
        raise _wrong("period", "应为起止两个日期。", "Two dates are expected here: first and last day.")
    return _day(days[0], "period[0]"), _day(days[1], "period[1]")


def _section(entry: _Entry) -> Section:
    return Section(
        entry.whole("number", 0),
        entry.text("title"),
        entry.whole("first_line", 0),
        entry.whole("last_line", 0),
        entry.text("text"),
    )


def _figure(entry: _Entry) -> Figure:
    value = entry.number("value")
    if value is None:
        raise _wrong(entry.place("value"), "缺少数字。", "The number is missing.")
    return Figure(
        entry.text("measure"),
        value,
        entry.text("unit"),
        entry.flag("approx"),
        entry.flag("implied"),
        entry.whole("line", 0),
        entry.text("text"),
    )


def _finding(entry: _Entry) -> tuple[Finding, bool]:
    """A finding, and whether the reader itself made it."""
    where = tuple(str(place) for place in entry.list_of("where"))
    message, message_en = entry.text("message"), entry.text("message_en")
    hint, hint_en = entry.text("hint"), entry.text("hint_en")
    finding = Finding(
        entry.text("rule"),
        cast(Severity, entry.one_of("severity", SEVERITIES)),
        where,
        Text(message, message_en or message),
        entry.text("evidence"),
        Text(hint, hint_en or hint) if hint else None,
        entry.text("cite"),
    )
    return finding, entry.flag("observed")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; a key that stands twice is refused, since only one of its values could be kept."""
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a key stands twice")
    return values
