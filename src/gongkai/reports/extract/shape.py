"""The shape of a table's full rows, and what it tells of rows that are shorter: cells in front, cells left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.reports.extract.lexicon import Lexicon, Sum
from gongkai.reports.extract.observed import Observed

Grid = set[tuple[int, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the full rows of a table tell of the others.

    fillers  how many empty cells stand between label and figures, at the least
    is_cut   no row ends in an empty cell: those behind the last figure may be left out
    grid     the grid columns of the figures, by table of the document
    """

    fillers: int
    is_cut: bool
    grid: Grid


def shape_of(observed: Sequence[Observed], placed: Sequence[Observed], lexicon: Lexicon) -> Shape:
    is_cut = all(row.pieces[-1].printed for row in placed)
    return Shape(_fillers(placed, lexicon), is_cut, _full_rows(observed, lexicon))


def lacks_total(observed: Observed, sums: Sequence[Sum]) -> bool:
    """Whether a row of figures ends in a blank where its total belongs: it may have slipped to the left.

    A row of zeros only where each cell has a line of its own. None on a page, where the cell is a place that was seen
    to be empty.
    """
    last = observed.pieces[-1]
    in_lines = len({p.line for p in observed.pieces}) > 1
    has_lost = (p.value.number or p.value.kind == "words" or (in_lines and p.printed) for p in observed.pieces)
    return bool(sums) and not last.printed and last.paged is None and any(has_lost)


def _fillers(rows: Sequence[Observed], lexicon: Lexicon) -> int:
    """How many empty cells full rows of the table have between their label and their figures, at the least."""
    found = set()
    for row in rows:
        empty, width = lead(row), lexicon.width(row.row or "")
        if empty and len(row.pieces) >= empty + width and all(p.printed for p in row.pieces[empty : empty + width]):
            found.add(empty)
    return min(found, default=0)


def lead(row: Observed) -> int:
    """How many empty cells stand in front of the first figure."""
    return next((i for i, piece in enumerate(row.pieces) if piece.printed), len(row.pieces))


def _full_rows(rows: Sequence[Observed], lexicon: Lexicon) -> Grid:
    """Grid columns in which rows with a figure in every column have their figures, by table of the document."""
    return {
        (row.table, tuple(p.column for p in row.pieces))
        for row in rows
        if len(row.pieces) == lexicon.width(row.row or "") == row.numbers and row.pieces[0].column >= 0
    }


def fills_grid(observed: Observed, grid: Grid, sums: Sequence[Sum]) -> bool:
    """Whether the row's cells, blank or not, stand in the very columns of the full rows.

    Not where the total is blank and all others are printed: the row may have slipped to the left.
    """
    pieces = observed.pieces
    if (observed.table, tuple(p.column for p in pieces)) not in grid:
        return False
    numbers = [p.value.number for p in pieces if p.value.number is not None]
    return not (sums and not pieces[-1].printed and len(numbers) == len(pieces) - 1 and any(numbers))


def is_long(observed: Observed, width: int) -> bool:
    """Whether a row prints more cells than the form has columns, from figure to figure."""
    ends = (observed.pieces[0], observed.pieces[-1])
    return len(observed.pieces) > width and all(p.value.number is not None for p in ends)
