"""What is seen of a table before anything is decided: value cells behind labels, heads, words."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.reports.extract.values import Value
from gongkai.reports.model import Place


@dataclass(slots=True)
class Piece:
    """One value cell as printed, with the line and, where the source knows them, its grid column, page and box."""

    printed: str
    value: Value
    line: int
    column: int = -1
    is_weak: bool = False
    paged: Place | None = None

    @property
    def place(self) -> Place:
        return self.paged or Place(self.line)


@dataclass(slots=True)
class Observed:
    """Value cells that follow one label.

    row      id of the row, None when no label or several labels came before the cells
    is_own   the label stands in the same line as the cells
    match    how the label was recognised; `printed` is its text
    is_merged  a value cell of the row spans into the next one
    is_stuck   its last figure is printed without a gap before the number of the next label
    offset   how much of the table's words (Table.said) comes before the first cell
    words    the last words before the cells that are no label by themselves
    """

    row: str | None
    pieces: list[Piece]
    line: int
    printed: str = ""
    expected: str = ""
    match: str = "exact"
    is_own: bool = False
    is_subtotal: bool = False
    is_merged: bool = False
    is_stuck: bool = False
    table: int = 0
    offset: int = 0
    words: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether every cell prints bare digits, few enough to be one count, all in one line."""
        line = self.line
        return not self.is_merged and all(0 < len(p.value.digits) < 10 and p.line == line for p in self.pieces)

    @property
    def numbers(self) -> int:
        return sum(1 for p in self.pieces if p.value.kind == "number")


@dataclass(slots=True)
class Table:
    """What was observed of one table.

    heads       grid columns of the column ids, by table of the document
    head_order  column ids in the order in which their heads are printed
    head_lines  the same for each line that prints heads
    head_units  the unit a column's head names
    labels      rows whose label is printed, with figures or without
    misprints   (line, printed, expected, alias or misprint) of labels
    lines       numbers of the lines that belong to the table
    said        all words of the table in printed order, canonical, without its figures
    """

    rows: list[Observed] = field(default_factory=list)
    heads: dict[int, dict[str, int]] = field(default_factory=dict)
    head_order: list[str] = field(default_factory=list)
    head_lines: list[list[str]] = field(default_factory=list)
    head_units: dict[str, str] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    misprints: list[tuple[int, str, str, str]] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    said: str = ""
