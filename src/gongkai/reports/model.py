"""An annual report as a value: what the source says, where it says it, and how sure the reading is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from gongkai.reports.editions import edition
from gongkai.reports.findings import Finding
from gongkai.reports.schema import CellId, Edition

Number = int | Decimal

Status = Literal["complete", "partial"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the source something stands.

    line  1-based line of the text form; 0 when the source has no lines
    page  1-based page, 0 when the source has no pages
    box   left, top, right, bottom in points from the page's upper left corner
    """

    line: int = 0
    page: int = 0
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as read.

    value    the number; None when blank, absent or not to be told. A blank is never 0.
    printed  the text of the cell as it stands in the source
    doubt    0.0 = as printed and certain … 1.0 = nothing is known
    reason   why there is doubt: a layout rule id ("ragged-row", "glued-cells" …), "" without doubt
    unit     the unit printed in the cell itself, "" when it prints none
    """

    value: Number | None = None
    printed: str = ""
    place: Place | None = None
    doubt: float = 0.0
    reason: str = ""
    unit: str = ""

    def doubted(self, doubt: float, reason: str) -> Cell:
        """The same cell with at least this doubt."""
        return self if doubt <= self.doubt else replace(self, doubt=doubt, reason=reason)


BLANK = Cell()


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections. Lines are 1-based in the text form, heading and last non-blank line included.

    text  the running text below the heading, one paragraph a line, tables left out
    """

    number: int
    title: str
    first_line: int = 0
    last_line: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the running text under the name of its measure.

    approx   the text says 余, 约, 近 or the like
    implied  the text states a none in words
    """

    measure: str
    value: Number
    unit: str
    approx: bool = False
    implied: bool = False
    line: int = 0
    text: str = ""


@dataclass(frozen=True)
class Report:
    """One annual report, read from a source or composed.

    cells         every cell of the edition (a missing one is blank), and printed rows of another edition
    observations  what the reader found in the layout; the checker's findings are not in here
    lines         the text form, for checks of the running text
    """

    edition_id: str
    cells: Mapping[CellId, Cell]
    source: str = ""
    title: str = ""
    body: str = ""
    signed: str = ""
    division: str = ""
    year: int | None = None
    dated: date | None = None
    dated_printed: str = ""
    period: tuple[date, date] | None = None
    sections: tuple[Section, ...] = ()
    figures: tuple[Figure, ...] = ()
    observations: tuple[Finding, ...] = field(default=(), repr=False)
    lines: tuple[str, ...] = field(default=(), repr=False)
    status: Status = "complete"

    @cached_property
    def edition(self) -> Edition:
        return edition(self.edition_id)

    def cell(self, cell: str) -> Cell:
        return self.cells.get(CellId(cell), BLANK)

    def value(self, cell: str) -> Number | None:
        """The number in a cell, None when it is blank, absent or not to be told."""
        return self.cell(cell).value

    def section(self, number: int) -> Section | None:
        return next((s for s in self.sections if s.number == number), None)

    def figures_of(self, measure: str) -> Iterator[Figure]:
        return (figure for figure in self.figures if figure.measure == measure)

    def all_cells(self) -> Iterator[tuple[CellId, Cell]]:
        """Every cell of the edition in printed order, then the foreign ones that were printed."""
        for cell in self.edition.cells:
            yield cell, self.cell(cell)
        for cell in self.edition.foreign_cells:
            if cell in self.cells:
                yield cell, self.cells[cell]
