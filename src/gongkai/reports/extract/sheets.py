"""Sheets of a workbook as lines and rows: which cells make a table, which are paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource
from gongkai.reports.extract.collected import Collector, Square
from gongkai.reports.extract.parts import heading_of
from gongkai.text.dates import parse_date
from gongkai.text.labels import canonical, numbering

Spot = tuple[int, int]
"""Row and column, from 0."""

MAX_SQUARES = 400_000
MAX_COVERED = 400_000
MAX_LETTERS = 8_000_000
LONG_TEXT = 30


@dataclass(slots=True)
class Sheet:
    """One sheet: the texts that are shown, by their place, and the cells merged over several places.

    spans     rows and columns that a merged cell takes, by its first place
    ruled     rows with a blank cell that has a border
    left_out  how many cells with a text stand in hidden rows and columns
    """

    name: str
    texts: dict[Spot, str] = field(default_factory=dict)
    spans: dict[Spot, Spot] = field(default_factory=dict)
    ruled: set[int] = field(default_factory=set)
    is_hidden: bool = False
    left_out: int = 0
    size: int = 0

    def put(self, row: int, column: int, text: str) -> None:
        if text.strip():
            self.texts[row, column] = text
            self.size += len(text)


@dataclass(slots=True)
class _Row:
    """The shown cells of a row by column; `covered` are columns taken by a cell that began above."""

    at: int
    texts: dict[int, str]
    covered: dict[int, int]


def collect_sheet(sheet: Sheet, collector: Collector, *, source: str) -> None:
    rows = _rows_of(sheet, source)
    region: list[_Row] = []
    for row in rows:
        if not row.texts and not row.covered:
            _end_region(region, sheet, collector)
        elif _is_prose(row):
            _end_region(region, sheet, collector)
            for text in row.texts.values():
                for line in text.splitlines():
                    collector.paragraph(line)
        else:
            region.append(row)
    _end_region(region, sheet, collector)


def _rows_of(sheet: Sheet, source: str) -> list[_Row]:
    """The rows from the first to the last that shows something; one blank row stands for several."""
    if len(sheet.texts) > MAX_SQUARES or sheet.size > MAX_LETTERS:
        raise _too_large(source, sheet.name)
    found: dict[int, _Row] = {}
    for (row, column), text in sorted(sheet.texts.items()):
        found.setdefault(row, _Row(row, {}, {})).texts[column] = text
    _cover(sheet, found, source)
    rows: list[_Row] = []
    for row in sorted(found):
        if rows and row > rows[-1].at + 1:
            rows.append(_Row(row - 1, {}, {}))
        rows.append(found[row])
    return rows


def _cover(sheet: Sheet, rows: Mapping[int, _Row], source: str) -> None:
    """Mark what merged cells take in rows that show something; nothing else is printed there."""
    covered, last_column = 0, max((column for _, column in sheet.texts), default=0)
    for (row, column), (high, wide) in sheet.spans.items():
        below = range(row + 1, row + high) if high < len(rows) else (at for at in rows if row < at < row + high)
        right = range(column + 1, min(column + wide, last_column + 1))
        for at in below:
            if at in rows:
                rows[at].covered[column] = wide
                covered += 1
                for place in right:
                    rows[at].texts.pop(place, None)
                rows[at].texts.pop(column, None)
        if row in rows:
            for place in right:
                rows[row].texts.pop(place, None)
        covered += len(right) + high.bit_length()
        if covered > MAX_COVERED:
            raise _too_large(source, sheet.name)


def _is_prose(row: _Row) -> bool:
    """Whether a row shows one text only, and that is running text or the heading of a section."""
    if len(row.texts) != 1 or row.covered:
        return False
    text = next(iter(row.texts.values()))
    return heading_of(text.strip()) is not None or (len(text) > LONG_TEXT and "。" in text)


def _end_region(region: list[_Row], sheet: Sheet, collector: Collector) -> None:
    """The rows between the first and the last that show several cells are a table; the others are paragraphs."""
    several = [i for i, row in enumerate(region) if len(row.texts) + len(row.covered) > 1]
    first, last = (several[0], several[-1]) if several else (len(region), len(region))
    while last + 1 < len(region) and _is_row_without_figures(region[last + 1], region[first:], sheet):
        last += 1
    if several and first and _is_head(region[first - 1], sheet):
        first -= 1
    for row in region[:first]:
        _paragraphs(row, collector)
    if several:
        collector.table(list(_squares(region[first : last + 1], sheet)))
        for row in region[last + 1 :]:
            _paragraphs(row, collector)
    region.clear()


def _is_head(row: _Row, sheet: Sheet) -> bool:
    """Whether a row of one text begins the table below: a cell merged over several columns and not a title."""
    spot = next(((row.at, column) for column in row.texts), (row.at, 0))
    return sheet.spans.get(spot, (1, 1))[1] > 1 and len(row.texts) == 1 and len(row.texts[spot[1]]) < LONG_TEXT


def _is_row_without_figures(row: _Row, table: Sequence[_Row], sheet: Sheet) -> bool:
    """Whether a lone text behind a table is a label in its first column: in a frame, or numbered and no date."""
    column, text = next(iter(row.texts.items()), (0, ""))
    if len(row.texts) != 1 or column != min(min(above.texts, default=column) for above in table):
        return False
    is_numbered = bool(numbering(canonical(text))) and parse_date(text) is None
    return row.at in sheet.ruled or is_numbered


def _paragraphs(row: _Row, collector: Collector) -> None:
    for text in row.texts.values():
        for line in text.splitlines():
            collector.paragraph(line)


def _squares(rows: Sequence[_Row], sheet: Sheet) -> Iterator[list[Square]]:
    """The cells of a table, blank ones too, from its first to its last column."""
    spans = sheet.spans
    first = min(min([*row.texts, *row.covered]) for row in rows if row.texts or row.covered)
    last = max(
        max(
            [column + spans.get((row.at, column), (1, 1))[1] - 1 for column in row.texts if len(row.texts) > 1]
            + [column + wide - 1 for column, wide in row.covered.items()]
            + [first]
        )
        for row in rows
    )
    last = min(last, first + 1000)
    for row in rows:
        squares: list[Square] = []
        column = first
        while column <= last:
            if column in row.covered:
                squares.append(Square(column - first, "", continues=True))
                column += row.covered[column]
            else:
                squares.append(Square(column - first, row.texts.get(column, "")))
                column += spans.get((row.at, column), (1, 1))[1]
        yield squares


def _too_large(source: str, sheet: str) -> UnreadableSource:
    return UnreadableSource(
        "sheet-too-large",
        Text("工作表太大。", "The sheet is too large."),
        where=f"{source}: {sheet}",
    )
