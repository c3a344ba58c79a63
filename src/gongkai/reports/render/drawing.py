"""A report laid out for drawing: title, parts with their paragraphs and filled tables, signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from gongkai.reports.layout import DrawnRow, Kind, drawn_table, width_of
from gongkai.reports.model import BLANK, Cell, Number, Report, Section
from gongkai.reports.schema import CellId, CellSpec, Table

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
SECOND_LEVEL = re.compile("[（(][一二三四五六七八九十]+[）)]")
LONGEST_HEADING = 30
LAST_NARROW = 0x2E7F  # Latin letters and digits are half as wide as what comes after
LABEL_SHARES = (0.065, 0.11, 0.325)  # the label columns of the grouped table
ALONE_SHARE = 0.82  # the labels of a table with a single column of figures
TITLE_LENGTH = 20  # characters of 22 points fill a line
LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a drawing at its place in the grid. `text` is what it shows: a label, a figure, or "" for a blank."""

    row: int
    column: int
    text: str
    kind: Kind
    rowspan: int = 1
    colspan: int = 1
    cell: CellId | None = None
    content: Cell = BLANK

    @property
    def number(self) -> Number | None:
        return self.content.value


@dataclass(frozen=True)
class Drawing:
    """One national table, filled."""

    table: Table
    rows: tuple[tuple[Box, ...], ...]
    width: int

    @cached_property
    def head_rows(self) -> int:
        """How many rows at the top are its head; 0 for a table that has further heads below."""
        is_head = [all(box.kind == "head" for box in row) for row in self.rows]
        top = is_head.index(False) if False in is_head else len(is_head)
        return 0 if any(is_head[top:]) else top

    @cached_property
    def label_columns(self) -> int:
        """How many grid columns at the left hold labels."""
        return max((box.column + box.colspan for row in self.rows for box in row if box.kind == "label"), default=0)

    @cached_property
    def squares(self) -> list[list[Box]]:
        """Every square of the grid, row by row, with the box that covers it."""
        covered: dict[tuple[int, int], Box] = {}
        for row in self.rows:
            for box in row:
                for i in range(box.rowspan):
                    covered |= {(box.row + i, box.column + j): box for j in range(box.colspan)}
        return [[covered[i, j] for j in range(self.width)] for i in range(len(self.rows))]


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is drawn: heading ("" for none), running text, tables."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Drawing, ...] = ()


def title_of(report: Report) -> str:
    """The title; what stands in for a lacking one is the issuing body or the name of the form."""
    return one_line(report.title) or one_line(report.body) or report.edition.label.zh


def title_lines(report: Report) -> tuple[str, ...]:
    """The title in the lines it is set in: one too long for a line breaks after the name of the body."""
    title, body = title_of(report), one_line(report.body)
    if len(title) > TITLE_LENGTH and body and title.startswith(body) and title != body:
        return (body, title.removeprefix(body).strip())
    return (title,)


def parts_of(report: Report) -> tuple[Part, ...]:
    """The sections of the form in order with the tables they hold, then what the report has beside them.

    A section that the report lacks is left out unless it holds a table.
    """
    return tuple(_parts(report))


def signature_of(report: Report) -> tuple[str, ...]:
    """Who signed and the date, in the form of official documents; a line that the report lacks is left out."""
    dated = report.dated
    day = f"{dated.year}年{dated.month}月{dated.day}日" if dated else one_line(report.dated_printed)
    return tuple(line for line in (one_line(report.signed), day) if line)


def clean(text: str) -> str:
    """Text that every form can hold: line ends as \\n, no control characters; half a character becomes U+FFFD."""
    return NO_CHARACTER.sub("\ufffd", CONTROL.sub("", LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a running text, without the blanks around them."""
    lines = (line.replace("\t", " ").strip() for line in clean(text).split("\n"))
    return tuple(line for line in lines if line)


def second_level(paragraph: str) -> tuple[str, str]:
    """What stands in Kai, and the rest. A level （一） stands in Kai, be it a heading or the first sentence."""
    if not SECOND_LEVEL.match(paragraph):
        return "", paragraph
    first, stop, rest = paragraph.partition("。")
    return (first + stop, rest) if len(first) <= LONGEST_HEADING else ("", paragraph)


def signature_insets(lines: tuple[str, ...]) -> list[float]:
    """How many characters from the right edge the lines end: the date four, the name so that it is centred on it."""
    widths = [sum(1.0 if ord(letter) > LAST_NARROW else 0.5 for letter in line) for line in lines]
    return [max(0.0, 4 + (widths[-1] - width) / 2) for width in widths]


def table_widths(drawing: Drawing) -> list[float]:
    """The grid columns as shares of the whole width, in the proportions of the form."""
    fixed: tuple[float, ...] = ()
    if drawing.label_columns == len(LABEL_SHARES):
        fixed = LABEL_SHARES
    elif drawing.width == 2:
        fixed = (ALONE_SHARE,)
    left = drawing.width - len(fixed)
    return [*fixed, *([(1 - sum(fixed)) / left] * left)]


def figure_text(value: Number | None, spec: CellSpec | None) -> str:
    """A figure as the form prints it: digits only, a sign where the column asks for one; "" for a blank."""
    if value is None:
        return ""
    digits = format(value, "f") if isinstance(value, Decimal) else str(value)
    return f"+{digits}" if spec is not None and spec.column.signed and value > 0 else digits


def _parts(report: Report) -> Iterator[Part]:
    left = list(report.edition.tables)
    drawn: list[Section] = []
    for spec in report.edition.sections:
        section = report.section(spec.number)
        tables = [table for table in left if table.section == spec.number]
        left = [table for table in left if table not in tables]
        if section is not None:
            drawn.append(section)
        elif not tables:
            continue
        yield Part(
            (one_line(section.title) if section is not None else "") or spec.title,
            paragraphs_of(section.text) if section is not None else (),
            tuple(_drawing(report, table) for table in tables),
        )
    for section in report.sections:
        if not any(section is other for other in drawn):
            yield Part(one_line(section.title), paragraphs_of(section.text))
    for table in left:
        yield Part("", (), (_drawing(report, table),))


def _drawing(report: Report, table: Table) -> Drawing:
    rows = drawn_table(table, foreign=_foreign_rows(report, table))
    return Drawing(table, tuple(_placed(report, rows)), width_of(rows))


def _foreign_rows(report: Report, table: Table) -> frozenset[str]:
    """Rows of another edition that the report prints where the rows of its own edition are all blank."""
    found: set[str] = set()
    for block in table.blocks:
        for row in block.foreign_rows:
            own = [r for r in block.rows if r.outcome == row.outcome]
            printed = any(f"{table.id}.{row.id}.{c.id}" in report.cells for c in block.columns)
            blank = all(report.value(f"{table.id}.{r.id}.{c.id}") is None for r in own for c in block.columns)
            if printed and blank:
                found.add(row.id)
    return frozenset(found)


def _placed(report: Report, rows: tuple[DrawnRow, ...]) -> Iterator[tuple[Box, ...]]:
    taken: set[tuple[int, int]] = set()
    for i, row in enumerate(rows):
        boxes, column = [], 0
        for cell in row:
            while (i, column) in taken:
                column += 1
            content = report.cell(cell.cell) if cell.cell is not None else BLANK
            spec = report.edition.spec(cell.cell) if cell.cell is not None else None
            text = cell.text if cell.kind != "value" else figure_text(content.value, spec)
            boxes.append(Box(i, column, text, cell.kind, cell.rowspan, cell.colspan, cell.cell, content))
            taken |= {(i + a, column + b) for a in range(cell.rowspan) for b in range(cell.colspan)}
            column += cell.colspan
        yield tuple(boxes)
