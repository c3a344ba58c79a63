"""How well a document was read: each cell falls into one of eight classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from gongkai.reports.model import Cell, Report
from gongkai.reports.schema import CellId
from tests.reports.layouts import Written


class Score(StrEnum):
    """OVERLOOKED to SILENT are faults of a reader; RIGHT to MISTAKEN a matter of skill; OPEN is the right answer.

    OPEN        doubted or withheld where the document does not tell the figure (`Written.undecided`, `Written.zeros`)
    WITHHELD    blank with a doubt, where the document shows a figure
    OVERLOOKED  blank without a doubt, where the document shows a figure
    SILENT      another value than the document's, and no doubt
    GUESSED     the right value without doubt where the document does not tell it
    """

    RIGHT = "right"
    DOUBTED = "right, doubted"
    WITHHELD = "withheld"
    MISTAKEN = "wrong, doubted"
    OPEN = "left open"
    OVERLOOKED = "overlooked"
    GUESSED = "guessed"
    SILENT = "silently wrong"


def scores(document: Written, reading: Report) -> Iterator[tuple[CellId, Score]]:
    for cell in {**document.expected, **reading.cells}:
        content = reading.cell(cell)
        yield cell, _score(document, cell, content, bool(content.doubt))


def _score(document: Written, cell: CellId, content: Cell, has_doubt: bool) -> Score:
    value = document.expected.get(cell)
    if cell in document.undecided or cell in document.zeros:
        if has_doubt or (content.value is None and value is not None):
            return Score.OPEN
        if content.value == value and cell in document.undecided and value is not None:
            return Score.GUESSED
        return Score.RIGHT if content.value in (value, 0 if cell in document.zeros else value) else Score.SILENT
    if content.value == value:
        return Score.DOUBTED if has_doubt else Score.RIGHT
    if content.value is None:
        return Score.WITHHELD if has_doubt else Score.OVERLOOKED
    return Score.MISTAKEN if has_doubt else Score.SILENT


def share_read(scored: Counter[Score]) -> float:
    """The cells read right, doubted or not, of those that the document tells."""
    told = scored.total() - scored[Score.OPEN]
    return (scored[Score.RIGHT] + scored[Score.DOUBTED]) / told if told else 1.0


def tally(document: Written, reading: Report) -> Counter[Score]:
    return Counter(score for _, score in scores(document, reading))


def faults(document: Written, reading: Report, *, guesses: bool = True) -> list[str]:
    """The cells read silently wrong, or guessed, for the message of a failing test."""
    wrong = (Score.SILENT, Score.GUESSED) if guesses else (Score.SILENT,)
    return [
        f"{cell}: {score}: {reading.cell(cell).value} for {document.expected.get(cell)}"
        for cell, score in scores(document, reading)
        if score in wrong
    ]
