"""How well a document was read: each cell falls into one of six classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from gongkai.reports.model import Report
from gongkai.reports.schema import CellId
from tests.reports.layouts import Written


class Score(StrEnum):
    """SILENT and GUESSED are faults of a reader; the rest is a matter of skill.

    SILENT   another value than the document's, and no doubt
    GUESSED  the right value without doubt where the document does not tell it
    """

    RIGHT = "right"
    DOUBTED = "right, doubted"
    WITHHELD = "withheld"
    MISTAKEN = "wrong, doubted"
    GUESSED = "guessed"
    SILENT = "silently wrong"


def scores(document: Written, reading: Report) -> Iterator[tuple[CellId, Score]]:
    for cell in {**document.expected, **reading.cells}:
        content, value = reading.cell(cell), document.expected.get(cell)
        if content.value is None:
            yield cell, Score.RIGHT if value is None else Score.WITHHELD
        elif content.value == 0 and cell in document.zeros:
            yield cell, Score.DOUBTED if content.doubt else Score.RIGHT
        elif content.value == value and cell in document.undecided:
            yield cell, Score.DOUBTED if content.doubt else Score.GUESSED
        elif content.value == value:
            yield cell, Score.DOUBTED if content.doubt else Score.RIGHT
        else:
            yield cell, Score.MISTAKEN if content.doubt else Score.SILENT


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
