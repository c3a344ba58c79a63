"""Rows and tables of the form that were not found: their cells are withheld, not called blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.reports.extract.resolved import UNTOLD, Resolved
from gongkai.reports.model import Cell
from gongkai.reports.schema import Block, CellId, Edition, Row, Table


def unread_cells(form: Edition, tables: Mapping[str, Resolved]) -> dict[CellId, Cell]:
    """The cells that nothing was read for, withheld: whether they were printed cannot be told."""
    found: dict[CellId, Cell] = {}
    for table in form.tables:
        read = tables.get(table.id)
        reason = "missing-table" if read is None else "missing-row"
        for block, row in _missing(table, read):
            cells = (CellId(f"{table.id}.{row.id}.{column.id}") for column in block.columns)
            found.update(dict.fromkeys(cells, Cell(None, "", None, UNTOLD, reason)))
    return found


def _missing(table: Table, read: Resolved | None) -> Iterator[tuple[Block, Row]]:
    """The rows of the form that were not read, and for which no row of another edition stands."""
    for block in table.blocks:
        printed = set(read.rows) if read is not None else set()
        replaced = {row.outcome for row in block.foreign_rows if row.id in printed and row.outcome}
        yield from ((block, row) for row in block.rows if row.id not in printed and row.outcome not in replaced)
