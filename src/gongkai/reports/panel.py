"""Many reports as tidy rows: one for each cell of each report, blanks included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.reports.model import Number, Place, Report


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One cell of one report.

    value    None for a blank, which is never 0
    place    "line 71", "page 3", "" when the source has no places
    doubt    0.0 = as printed and certain … 1.0 = nothing is known
    """

    source: str
    body: str
    division: str
    year: int | None
    edition: str
    cell: str
    value: Number | None
    printed: str
    place: str
    doubt: float


def to_panel(reports: Iterable[Report]) -> Iterator[PanelRow]:
    """The rows of each report in printed order, one report after the other; nothing is held in memory.

    Every cell of a report's own edition has a row, and each foreign cell that was printed.
    """
    for report in reports:
        for cell, content in report.all_cells():
            yield PanelRow(
                report.source,
                report.body,
                report.division,
                report.year,
                report.edition_id,
                cell,
                content.value,
                content.printed,
                place_words(content.place),
                content.doubt,
            )


def place_words(place: Place | None) -> str:
    """A place as one text for tables.

    >>> place_words(Place(line=71)), place_words(Place(page=3)), place_words(None)
    ('line 71', 'page 3', '')
    """
    if place is None:
        return ""
    words = [f"page {place.page}" if place.page else "", f"line {place.line}" if place.line else ""]
    return ", ".join(filter(None, words))
