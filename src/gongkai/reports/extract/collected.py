"""Paragraphs and rows as a reader of files collects them, in printed order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource
from gongkai.reports.extract.source import Document, Line
from gongkai.text.labels import with_common_characters

MAX_LINES = 20_000
MAX_LETTERS = 1_000_000
"""Far more than a report has; each line is held against the labels of the form."""


@dataclass(slots=True)
class Square:
    """A cell of a table.

    column     the grid column in which it begins
    continues  it only goes on from the cell above and prints nothing of its own
    """

    column: int
    text: str
    continues: bool = False


class Collector:
    """Gathers the lines of one document."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._text: list[str] = []
        self._lines: list[Line] = []
        self._letters = 0
        self._tables = 0
        self._is_tabbed = False

    def paragraph(self, text: str) -> None:
        """A paragraph; blanks are drawn together. One with several tabs inside is a row of a table without rules."""
        bare = with_common_characters(text).strip()
        if bare.count("\t") > 1:
            self._tables += not self._is_tabbed
            self._is_tabbed = True
            self._add([" ".join(cell.split()) for cell in bare.split("\t")], [], self._tables)
        elif words := " ".join(bare.split()):
            self._is_tabbed = False
            self._add([words], [], 0)

    def table(self, rows: Sequence[Sequence[Square]]) -> None:
        """The rows of one table; where no row has two cells it only lays out paragraphs."""
        self._is_tabbed = False
        if all(len(row) < 2 for row in rows):
            for row in rows:
                for square in row:
                    self.paragraph(square.text)
            return
        self._tables += 1
        for row, below in zip(rows, [*rows[1:], ()], strict=True):
            printed = [square for square in row if not square.continues]
            if not printed:
                continue
            cells = [cell_text(square.text) for square in printed]
            self._add(cells, [square.column for square in printed], self._tables)
            going_on = {square.column for square in below if square.continues}
            self._lines[-1].is_merged = any(
                text.isdigit() and square.column in going_on for square, text in zip(printed, cells, strict=True)
            )

    def document(self, *, title: str = "") -> Document:
        return Document(self._source, tuple(self._text), self._lines, title)

    def _add(self, cells: list[str], columns: list[int], table: int) -> None:
        text = "\t".join(cells)
        self._text.append(text)
        self._letters += len(text)
        if len(self._text) > MAX_LINES or self._letters > MAX_LETTERS:
            words = Text("文件的文字太多。", "The file has too much text.")
            raise UnreadableSource("too-long", words, where=self._source)
        self._lines.append(Line(len(self._text), cells, columns, table))


def cell_text(text: str) -> str:
    """The text of a cell; what a line break or a tab cuts in it belongs together."""
    words = "".join(text.split()) if any(sign in text for sign in "\n\r\t") else text.strip()
    return words if words.isascii() else with_common_characters(words)
