"""Rows whose words are printed but whose figures were not found: their cells are withheld, not called blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gongkai.reports.extract.resolved import UNTOLD, Resolved
from gongkai.reports.extract.source import Line
from gongkai.reports.model import Cell
from gongkai.reports.schema import Block, CellId, Edition, Row, Table
from gongkai.text.labels import canonical, without_numbering

ENOUGH = 2
"""So many characters make a label that cannot stand there by chance."""
_DIGITS = re.compile(r"\d+")


def unread_cells(
    form: Edition, tables: Mapping[str, Resolved], regions: Mapping[str, Sequence[Line]]
) -> dict[CellId, Cell]:
    """The cells that nothing was read for although the document seems to print them, withheld."""
    found: dict[CellId, Cell] = {}
    for table in form.tables:
        read = tables.get(table.id)
        missing = list(_missing(table, read))
        if not missing:
            continue
        said = _words("".join(cell for line in regions.get(table.id, ()) for cell in line.cells))
        if read is None:
            reason = "missing-table"
        else:
            is_seen = read.unknown > 0 or any(_is_said(row, said) for _, row in missing)
            missing, reason = missing if is_seen else [], "missing-row"
        for block, row in missing:
            cells = (CellId(f"{table.id}.{row.id}.{column.id}") for column in block.columns)
            found.update(dict.fromkeys(cells, Cell(None, "", None, UNTOLD, reason)))
    return found


def _missing(table: Table, read: Resolved | None) -> Iterator[tuple[Block, Row]]:
    """The rows of the form that were not read, and for which no row of another edition stands."""
    for block in table.blocks:
        printed = set(read.rows) if read is not None else set()
        replaced = {row.outcome for row in block.foreign_rows if row.id in printed and row.outcome}
        yield from ((block, row) for row in block.rows if row.id not in printed and row.outcome not in replaced)


def _is_said(row: Row, said: str) -> bool:
    return any(len(words) > ENOUGH and words in said for words in map(_words, (row.label, *row.printed_as)))


def _words(text: str) -> str:
    return _DIGITS.sub("", without_numbering(canonical(text)))
