"""What resolving a table gives: its cells, its rows on the way there, and what was noticed."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.reports.extract.observed import Observed
from gongkai.reports.extract.readings import Reading
from gongkai.reports.model import Cell
from gongkai.reports.schema import CellId

UNTOLD, INFERRED, READ_BY_SUMS, MISLABELLED = 0.6, 0.3, 0.2, 0.1
"""Doubts: the figure cannot be told; its row was inferred; its column was chosen by sums; its label is misprinted."""


@dataclass(slots=True)
class Resolved:
    """Cells of one table, and what was noticed on the way.

    shifted    rows found by order and not by their label
    run_on     rows whose figures were printed without separator
    ragged     rows with another number of cells than columns; `unplaced` those with figures nobody can place
    extra      (line, cells found, cells expected) of rows that are too long
    heads      ids of the column heads that were found, of `columns` (0 where blocks have heads of their own)
    misprints  (line, printed, expected, alias or misprint) of labels
    repeated   rows printed more than once with other figures
    unknown    how many rows with figures belong to no row of the form
    head_moved the columns stand in another order than the form's
    """

    cells: dict[CellId, Cell] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    shifted: list[int] = field(default_factory=list)
    run_on: list[int] = field(default_factory=list)
    ragged: list[tuple[str, int]] = field(default_factory=list)
    unplaced: list[tuple[str, int]] = field(default_factory=list)
    extra: list[tuple[int, int, int]] = field(default_factory=list)
    head_moved: list[int] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    misprints: list[tuple[int, str, str, str]] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    columns: int = 0
    unknown: int = 0


@dataclass(slots=True)
class ReadRow:
    """An observed row with its id and the readings that are left; the doubt lies on every cell of it."""

    id: str
    observed: Observed
    options: list[Reading]
    doubt: float = 0.0
    reason: str = ""

    def contest(self, doubt: float, reason: str) -> None:
        """Lay at least this doubt on every cell of the row."""
        if doubt > self.doubt:
            self.doubt, self.reason = doubt, reason
