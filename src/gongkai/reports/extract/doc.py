"""Word 97–2003 documents (DOC, WPS) as lines and rows: cells end in a sign of their own, rows tell their edges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.reports.extract.collected import Collector, Square
from gongkai.reports.extract.compound import Compound
from gongkai.reports.extract.doc_parts import Paragraph, Shape, WordFile
from gongkai.reports.extract.source import Document

NEAR = 20
"""Twips by which the edges of one column may differ between rows."""
DEEPEST = 12

_ENDS = re.compile("[\r\a\f]")
_FIELD = re.compile("[\x13\x14\x15]")
_UNSEEN = re.compile("[\0-\x06\x08\x10-\x1d\x1f\xad]")


def doc_document(files: Compound) -> Document:
    """The lines and rows of a Word 97–2003 file: text boxes first, then the body. Raises UnreadableSource."""
    word = WordFile(files)
    letters = word.letters()
    body = word.lengths[0]
    boxes = sum(word.lengths[:6])
    page = _Page(files.source)
    for start, end in ((boxes, boxes + word.lengths[6]), (0, body)):
        text = _without_codes("".join(letters[start : min(end, len(letters))]))
        page.read(text, start, word)
    return page.collector.document()


def _without_codes(text: str) -> str:
    """The text with the codes of fields made NUL; what a field shows stays. The length is the same."""
    if "\x13" not in text:
        return text
    open_codes: list[int] = []
    spans: list[tuple[int, int]] = []
    for match in _FIELD.finditer(text):
        sign, at = match.group(), match.start()
        if sign == "\x13":
            open_codes.append(at)
        elif open_codes and sign == "\x14":
            spans.append((open_codes[-1], at))
            open_codes[-1] = -1
        elif open_codes:
            begun = open_codes.pop()
            if begun >= 0:
                spans.append((begun, at))
    letters, done = list(text), 0
    for start, end in sorted(spans):
        for at in range(max(start, done), end):
            if letters[at] not in "\r\a\f":
                letters[at] = "\0"
        done = max(done, end)
    return "".join(letters)


@dataclass(slots=True)
class _Cell:
    """What a cell holds: its paragraphs and the tables inside it, in order."""

    parts: list[str | list[_TableRow]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(part for part in self.parts if isinstance(part, str) and part)

    @property
    def has_table(self) -> bool:
        return any(not isinstance(part, str) for part in self.parts)


@dataclass(slots=True)
class _TableRow:
    cells: list[_Cell]
    shape: Shape


@dataclass(slots=True)
class _Level:
    """A table that is being read: finished rows, finished cells of the row, the cell."""

    rows: list[_TableRow] = field(default_factory=list)
    cells: list[_Cell] = field(default_factory=list)
    cell: _Cell = field(default_factory=_Cell)


class _Page:
    """Takes paragraph after paragraph; tables gather until a paragraph stands outside."""

    def __init__(self, source: str) -> None:
        self.collector = Collector(source)
        self._levels: list[_Level] = []

    def read(self, text: str, start: int, word: WordFile) -> None:
        at = 0
        for match in _ENDS.finditer(text):
            words, said = _shown(text[at : match.start()]), word.paragraph_at(start + match.start())
            if said.listed[0] and not said.ends_row:
                words = word.lists.next_number(*said.listed) + words.lstrip(" \t")
            self._paragraph(words, match.group(), said)
            at = match.end()
        if rest := _shown(text[at:]):
            self._paragraph(rest, "\r", Paragraph())
        self._close(0)

    def _paragraph(self, words: str, end: str, said: Paragraph) -> None:
        depth = min(said.depth or (1 if end == "\a" else 0), DEEPEST)
        self._close(depth)
        if depth == 0:
            for line in [words.replace("\n", "")] if said.is_title else words.split("\n"):
                self.collector.paragraph(line)
            return
        while len(self._levels) < depth:
            self._levels.append(_Level())
        level = self._levels[-1]
        if said.ends_row:
            level.rows.append(_TableRow(level.cells, said.shape))
            level.cells, level.cell = [], _Cell()
            return
        level.cell.parts.append(words.strip())
        if end == "\a" or said.ends_cell:
            level.cells.append(level.cell)
            level.cell = _Cell()

    def _close(self, depth: int) -> None:
        """End the tables deeper than this."""
        while len(self._levels) > depth:
            level = self._levels.pop()
            if level.cells or level.cell.text:
                left = [*level.cells, *([level.cell] if level.cell.parts else [])]
                level.rows.append(_TableRow(left, Shape()))
            if self._levels:
                self._levels[-1].cell.parts.append(level.rows)
            else:
                self._table(level.rows)

    def _table(self, rows: Sequence[_TableRow]) -> None:
        """The rows; a row with a table inside lays out the page, so its cells are read as blocks."""
        plain: list[_TableRow] = []
        for row in rows:
            if not any(cell.has_table for cell in row.cells):
                plain.append(row)
                continue
            self.collector.table(list(_squares(plain)))
            plain = []
            for cell in row.cells:
                for part in cell.parts:
                    if isinstance(part, str):
                        self.collector.paragraph(part)
                    else:
                        self._table(part)
        self.collector.table(list(_squares(plain)))


def _shown(text: str) -> str:
    """A paragraph as it is shown: breaks as line ends, no signs of pictures, notes and optional hyphens."""
    plain = text.replace("\v", "\n").replace("\x0e", "\n").replace("\x1e", "-").replace("\xa0", " ")
    plain = _UNSEEN.sub("", plain)
    if any("\ud800" <= letter <= "\udfff" for letter in plain):
        plain = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain


def _squares(rows: Sequence[_TableRow]) -> Iterator[list[Square]]:
    """Cells at the grid columns that the edges of all rows make together."""
    columns = _columns([edge for row in rows for edge in row.shape.edges])
    for row in rows:
        edges, shape = row.shape.edges, row.shape
        squares: list[Square] = []
        for i, cell in enumerate(row.cells):
            column = columns[edges[i]] if i < len(edges) - 1 else i if not edges else columns[edges[-1]] + i
            if i not in shape.across:
                continues = i in shape.down
                squares.append(Square(column, "" if continues else cell.text, continues))
        yield squares


def _columns(edges: Sequence[int]) -> dict[int, int]:
    """The grid column that begins at each edge; edges that all but meet are one."""
    columns: dict[int, int] = {}
    column, last = -1, 0
    for edge in sorted(set(edges)):
        if column < 0 or edge - last > NEAR:
            column, last = column + 1, edge
        columns[edge] = column
    return columns
