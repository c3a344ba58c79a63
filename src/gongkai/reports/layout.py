"""How the national form draws a table: rows of cells with their spans, for every renderer and screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gongkai.reports.schema import Block, CellId, Column, Row, Table, cell_id

Kind = Literal["head", "label", "value"]


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell of the drawing; a value cell names the cell id whose figure it shows."""

    text: str
    kind: Kind
    rowspan: int = 1
    colspan: int = 1
    cell: CellId | None = None


DrawnRow = tuple[DrawnCell, ...]


def drawn_table(table: Table, *, foreign: frozenset[str] = frozenset()) -> tuple[DrawnRow, ...]:
    """The rows of one table as the form prints them, heads included.

    foreign  ids of foreign rows to draw instead of the edition's own rows of the same group
    """
    if table.is_one_row:
        return tuple(_one_row(table))
    if any(block.over for block in table.blocks):
        return tuple(row for block in table.blocks for row in _grouped(table, block, foreign))
    width = 1 + max(len(block.columns) for block in table.blocks)
    return tuple(row for block in table.blocks for row in _stacked(table, block, width))


def width_of(rows: tuple[DrawnRow, ...]) -> int:
    """The number of grid columns of a drawing."""
    return sum(cell.colspan for cell in rows[0])


def _stacked(table: Table, block: Block, width: int) -> Iterator[DrawnRow]:
    """Table 2: a head over the full width, a line of column labels, the rows; the last column takes the rest."""
    if block.head:
        yield (DrawnCell(block.head, "head", colspan=width),)
    last = width - len(block.columns)
    heads = (DrawnCell(c.label, "head", colspan=_span(c, block, last)) for c in block.columns)
    yield (DrawnCell(block.corner, "head"), *heads)
    for row in block.rows:
        values = (
            DrawnCell("", "value", colspan=_span(c, block, last), cell=cell_id(table, row, c)) for c in block.columns
        )
        yield (DrawnCell(row.label, "label"), *values)


def _span(column: Column, block: Block, last: int) -> int:
    return last if column is block.columns[-1] else 1


def _grouped(table: Table, block: Block, foreign: frozenset[str]) -> Iterator[DrawnRow]:
    """Table 3: three head rows, row labels in three grid columns with their groups merged."""
    rows = _printed_rows(block, foreign)
    depth = 1 + max(len(row.under) for row in rows)
    group = next(c.under for c in block.columns if c.under)
    inner = [c for c in block.columns if c.under]
    yield (
        DrawnCell(block.corner, "head", rowspan=3, colspan=depth),
        DrawnCell(block.over, "head", colspan=len(block.columns)),
    )
    yield tuple(
        DrawnCell(group, "head", colspan=len(inner)) if c is inner[0] else DrawnCell(c.label, "head", rowspan=2)
        for c in block.columns
        if c is inner[0] or not c.under
    )
    yield tuple(DrawnCell(c.label, "head") for c in inner)
    for i, row in enumerate(rows):
        labels = tuple(_opened_groups(rows, i))
        leaf = DrawnCell(row.label, "label", colspan=depth - len(row.under))
        values = (DrawnCell("", "value", cell=cell_id(table, row, c)) for c in block.columns)
        yield (*labels, leaf, *values)


def _printed_rows(block: Block, foreign: frozenset[str]) -> list[Row]:
    """The rows to draw: foreign rows that are asked for stand in for the edition's rows of the same outcome."""
    instead = [row for row in block.foreign_rows if row.id in foreign]
    replaced = {row.outcome for row in instead}
    rows: list[Row] = []
    for row in block.rows:
        if row.outcome not in replaced or not row.outcome:
            rows.append(row)
        elif instead:
            rows.extend(instead)
            instead = []
    return rows


def _opened_groups(rows: list[Row], at: int) -> Iterator[DrawnCell]:
    """The group labels that begin in this row, each spanning the rows that share it."""
    row = rows[at]
    for level in range(len(row.under)):
        path = row.under[: level + 1]
        if at and rows[at - 1].under[: level + 1] == path:
            continue
        height = 0
        while at + height < len(rows) and rows[at + height].under[: level + 1] == path:
            height += 1
        yield DrawnCell(path[level], "label", rowspan=height)


def _one_row(table: Table) -> Iterator[DrawnRow]:
    """Table 4: all rows side by side in one line of figures under three head rows."""
    block = table.blocks[0]
    wide = len(block.columns)
    alone = [row for row in block.rows if not row.under]
    paired = [row for row in block.rows if row.under]
    yield (
        *(DrawnCell(row.label, "head", colspan=wide) for row in alone),
        DrawnCell(paired[0].under[0], "head", colspan=wide * len(paired)),
    )
    yield (
        *(DrawnCell(c.label, "head", rowspan=2) for _ in alone for c in block.columns),
        *(DrawnCell(row.label, "head", colspan=wide) for row in paired),
    )
    yield tuple(DrawnCell(c.label, "head") for _ in paired for c in block.columns)
    yield tuple(DrawnCell("", "value", cell=cell_id(table, row, c)) for row in block.rows for c in block.columns)
