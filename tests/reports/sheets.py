"""A report on its way to a document: drawn tables that noise can spoil, and what a reader must still find."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from gongkai.reports.layout import Kind, drawn_table
from gongkai.reports.model import Number, Report
from gongkai.reports.schema import CellId, Table

SuitsAs = Literal["row", "tables", "rows"]


@dataclass
class Box:
    """A cell of a drawn table; a value box names the cell whose figure it shows."""

    text: str
    kind: Kind
    rowspan: int = 1
    colspan: int = 1
    cell: CellId | None = None


@dataclass(frozen=True)
class Slot:
    """One place of the grid: a box of its own, or covered by a box to the left or above."""

    box: Box
    covered: Literal["", "across", "down"] = ""

    @property
    def text(self) -> str:
        return "" if self.covered else self.box.text


Grid = list[list[Box]]
GridEdit = Callable[[str, Grid], Grid]


@dataclass
class Sheet:
    """A report, the text of its cells, and the changes that noise asks for.

    expected  what each cell must be read as; None where the document shows nothing
    undecided cells whose figure the document does not tell: None or doubt is the right answer
    zeros     cells of rows that print nothing but zeros, too few or too many
    misshapen last cells of the rows that a noise has put out of shape
    breaks    per table the rows before which it is broken into two tables
    between   lines printed at a break
    tables_last  all tables stand behind the date
    """

    report: Report
    rng: random.Random
    shown: dict[CellId, str] = field(default_factory=dict)
    expected: dict[CellId, Number | None] = field(default_factory=dict)
    undecided: set[CellId] = field(default_factory=set)
    zeros: set[CellId] = field(default_factory=set)
    misshapen: set[CellId] = field(default_factory=set)
    absent_rows: set[str] = field(default_factory=set)
    suits_as: SuitsAs = "row"
    grid_edits: list[GridEdit] = field(default_factory=list)
    text_edits: list[Callable[[str], str]] = field(default_factory=list)
    breaks: dict[str, list[int]] = field(default_factory=dict)
    between: tuple[str, ...] = ("",)
    carry: Literal["blank", "repeat", "cut"] = "blank"
    repeats_head: bool = False
    tables_last: bool = False

    def rows_of(self, table_id: str) -> Iterator[list[CellId]]:
        """The cells of each printed row, as a reader meets them; Table 4 in one line is one row."""
        for grid in self.draw(table_id):
            for boxes in grid:
                cells = [box.cell for box in boxes if box.cell]
                if cells:
                    yield cells

    def tables_of(self, section: int) -> list[str]:
        """The tables printed in a section; section 0 is what stands behind the date."""
        tables = self.report.edition.tables
        return [t.id for t in tables if (0 if self.tables_last else t.section) == section]

    def draw(self, table_id: str) -> list[Grid]:
        """The grids of a table: one, or several when it is printed in parts."""
        table = self._without_absent(self.report.edition.table(table_id))
        if table.is_one_row and self.suits_as != "row":
            grids = _suits_in_rows(table) if self.suits_as == "rows" else _suits_apart(table)
        else:
            foreign = frozenset(
                row.id
                for block in table.blocks
                for row in block.foreign_rows
                if any(cell.startswith(f"{table_id}.{row.id}.") for cell in self._foreign_shown())
            )
            grids = [[[_box(cell) for cell in row] for row in drawn_table(table, foreign=foreign)]]
        for grid in grids:
            for box in (box for row in grid for box in row if box.cell):
                assert box.cell is not None
                box.text = self.shown[box.cell]
        for edit in self.grid_edits:
            grids = [edit(table_id, grid) for grid in grids]
        if len(grids) == 1:
            grids = self._broken(table_id, grids[0])
        return grids

    def _foreign_shown(self) -> list[CellId]:
        return [cell for cell in self.report.edition.foreign_cells if cell in self.shown]

    def _without_absent(self, table: Table) -> Table:
        blocks = tuple(
            replace(b, rows=tuple(r for r in b.rows if f"{table.id}.{r.id}" not in self.absent_rows))
            for b in table.blocks
        )
        return replace(table, blocks=tuple(b for b in blocks if b.rows))

    def _broken(self, table_id: str, grid: Grid) -> list[Grid]:
        heads = next((i for i, row in enumerate(grid) if any(box.cell for box in row)), 0)
        grids: list[Grid] = []
        for at in sorted(self.breaks.get(table_id, ()), reverse=True):
            if heads < at < len(grid):
                grid, rest = split_grid(grid, at, carry=self.carry)
                top = [[replace(box) for box in row] for row in grid[:heads]] if self.repeats_head else []
                grids.insert(0, top + rest)
        return [grid, *grids]


def sheet_of(report: Report, rng: random.Random) -> Sheet:
    """A clean sheet: each cell shows its figure, and shows it well."""
    sheet = Sheet(report, rng)
    for cell, content in report.all_cells():
        sheet.expected[cell] = content.value
        spec = report.edition.spec(cell)
        sheet.shown[cell] = printed(content.value, signed=bool(spec and spec.column.signed))
    return sheet


def printed(value: Number | None, *, signed: bool = False) -> str:
    if value is None:
        return ""
    return f"{value:+}" if signed and value else f"{value}"


def spread(grid: Grid) -> list[list[Slot]]:
    """Every place of the grid, row by row, spans filled with covered slots."""
    taken: dict[tuple[int, int], Slot] = {}
    for i, row in enumerate(grid):
        j = 0
        for box in row:
            while (i, j) in taken:
                j += 1
            for down in range(box.rowspan):
                for across in range(box.colspan):
                    covered: Literal["", "across", "down"] = "down" if down else ("across" if across else "")
                    taken[i + down, j + across] = Slot(box, covered)
    width = 1 + max((j for _, j in taken), default=0)
    blank = Slot(Box("", "label"))
    return [[taken.get((i, j), blank) for j in range(width)] for i in range(len(grid))]


def split_grid(grid: Grid, at: int, *, carry: Literal["blank", "repeat", "cut"] = "blank") -> tuple[Grid, Grid]:
    """Two grids, the second from row `at`; a label that spans the break goes on blank, repeated or cut in two."""
    above = [[replace(box) for box in row] for row in grid[:at]]
    below: Grid = [[replace(box) for box in row] for row in grid[at:]]
    opened: list[Box] = []
    for i, row in enumerate(above):
        for box in row:
            over = i + box.rowspan - at
            if over <= 0:
                continue
            box.rowspan -= over
            text = {"blank": "", "repeat": box.text, "cut": box.text[len(box.text) // 2 :]}[carry]
            if carry == "cut":
                box.text = box.text[: len(box.text) // 2]
            opened.append(Box(text, box.kind, over, box.colspan))
    below[0] = opened + below[0]
    return above, below


def _box(cell: object) -> Box:
    return Box(cell.text, cell.kind, cell.rowspan, cell.colspan, cell.cell)  # type: ignore[attr-defined]


def _suits_in_rows(table: Table) -> list[Grid]:
    """Table 4 with a row for each kind of case."""
    block = table.blocks[0]
    grid = [[Box("", "head", colspan=2), *(Box(c.label, "head") for c in block.columns)]]
    paired = [row for row in block.rows if row.under]
    for row in block.rows:
        labels = [Box(row.label, "label", colspan=2)]
        if row.under:
            labels = [Box(row.under[0], "label", rowspan=len(paired))] if row is paired[0] else []
            labels.append(Box(row.label, "label"))
        values = [Box("", "value", cell=CellId(f"{table.id}.{row.id}.{c.id}")) for c in block.columns]
        grid.append([*labels, *values])
    return [grid]


def _suits_apart(table: Table) -> list[Grid]:
    """Table 4 as three tables, each under its own head."""
    block = table.blocks[0]
    return [
        [
            [Box("".join((*row.under, row.label)), "head", colspan=len(block.columns))],
            [Box(c.label, "head") for c in block.columns],
            [Box("", "value", cell=CellId(f"{table.id}.{row.id}.{c.id}")) for c in block.columns],
        ]
        for row in block.rows
    ]
