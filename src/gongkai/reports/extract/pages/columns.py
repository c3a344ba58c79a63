"""Tables without rules: rows are lines with wide gaps, columns are where their figures stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.reports.extract.pages.cells import SPLIT, Seen
from gongkai.reports.extract.pages.page import Box
from gongkai.reports.extract.pages.writing import APART, Chunk, Written, box_of

_FIGURE = re.compile(r"[+\-−－–]?\d[\d,，]*(?:[.．]\d+)?(?:万元|元|件|条|个|项)?|[/\\—–－-]{1,3}")
MANY = 5
"""Figures of a row from which on the columns are told by where figures stand."""
BEFORE_FIGURE = 0.55
NEXT_LINE = 1.45
"""So many ems above or below the figures, a line of words is part of their label."""

Row = list[Seen]


@dataclass(slots=True)
class Entry:
    """What makes one cell: chunks from top to bottom; into how many more rows it reaches."""

    chunks: list[Chunk]
    down: int = 0

    @property
    def left(self) -> float:
        return min(c.left for c in self.chunks)

    @property
    def right(self) -> float:
        return max(c.right for c in self.chunks)

    @property
    def box(self) -> Box:
        return box_of([s for c in self.chunks for s in c.signs])

    @property
    def is_figure(self) -> bool:
        return len(self.chunks) == 1 and is_figure(self.chunks[0].text)

    @property
    def text(self) -> str:
        """Its text; figures one below the other are kept apart."""
        text = self.chunks[0].text
        for chunk in self.chunks[1:]:
            text += f"{SPLIT}{chunk.text}" if text[-1:].isdigit() and chunk.text[:1].isdigit() else chunk.text
        return text

    def seen(self, column: int) -> Seen:
        """The cell, in that column."""
        text, sure = self.text, min(s.certainty for c in self.chunks for s in c.signs)
        return Seen(text, self.box, column, self.down > 0 and text.isdigit(), sure)


def is_figure(text: str) -> bool:
    """Whether a cell's text is a figure or a mark for none."""
    return _FIGURE.fullmatch(text) is not None


@dataclass(slots=True)
class _Line:
    """A line cut into chunks; `extra` are chunks of lines close by that belong to its labels."""

    written: Written
    chunks: list[Chunk]
    extra: list[Chunk] = field(default_factory=list)

    @property
    def figures(self) -> list[Chunk]:
        return [c for c in self.chunks if _FIGURE.fullmatch(c.text)]

    @property
    def words(self) -> list[Chunk]:
        return [c for c in self.chunks if not _FIGURE.fullmatch(c.text)]


def rows_among(lines: Sequence[Written]) -> list[Row | None]:
    """For each line its cells where it is a row of a table without rules, None where it is running text.

    A line that is only a part of the label of a row near by has no cells.
    """
    parts = [_Line(line, line.chunks(before_figure=BEFORE_FIGURE)) for line in lines]
    is_row = [_is_row(part) for part in parts]
    rows: list[Row | None] = [
        [_seen(c) for c in part.chunks] if row else None for part, row in zip(parts, is_row, strict=True)
    ]
    for run in _runs(parts, is_row):
        _set_columns(run, parts, rows)
    return rows


def _is_row(line: _Line) -> bool:
    """Whether a line is a row: two figures or more at its end, or a label and a figure far apart, or many heads."""
    chunks = line.chunks
    if len(chunks) < 2:
        return False
    figures = len(line.figures)
    if _FIGURE.fullmatch(chunks[-1].text):
        return figures > 1 or chunks[-1].left - chunks[-2].right > APART * line.written.em
    return len(chunks) >= 4 and all(len(c.text) <= 12 for c in chunks)


def _runs(lines: Sequence[_Line], is_row: Sequence[bool]) -> list[list[int]]:
    """Groups of rows with many figures, near one another."""
    runs: list[list[int]] = []
    for i, line in enumerate(lines):
        if is_row[i] and len(line.figures) >= 2:
            if runs and i - runs[-1][-1] <= 6:
                runs[-1].append(i)
            else:
                runs.append([i])
    return [run for run in runs if len(run) > 1 and max(len(lines[i].figures) for i in run) >= MANY]


def _set_columns(run: Sequence[int], lines: Sequence[_Line], rows: list[Row | None]) -> None:
    """Give the figures of these rows their columns, blanks where a column has none; nothing where it is not clear."""
    spans = spans_of([c for i in run for c in lines[i].figures])
    if len(spans) != max(len(lines[i].figures) for i in run):
        return
    made: dict[int, Row] = {}
    words = _label_lines(run, lines, spans[0][0])
    for i in run:
        if any(word.right > spans[0][0] for word in lines[i].words):
            return
        columns = [[c for c in lines[i].figures if left <= (c.left + c.right) / 2 <= right] for left, right in spans]
        if any(len(found) > 1 for found in columns):
            return
        box = lines[i].written.box
        row = _labels(lines[i])
        for at, ((left, right), found) in enumerate(zip(spans, columns, strict=True), MANY):
            row.append(_seen(found[0], at) if found else Seen("", (left, box[1], right, box[3]), at))
        made[i] = row
    for i, made_row in [*made.items(), *((i, []) for i in words)]:
        rows[i] = made_row


def _label_lines(run: Sequence[int], lines: Sequence[_Line], right: float) -> list[int]:
    """Lines that hold parts of labels, given to the rows they stand closest to."""
    used = []
    for i in range(max(0, run[0] - 1), min(len(lines), run[-1] + 2)):
        line = lines[i]
        if i in run or line.written.right > right:
            continue
        nearest = min(run, key=lambda r: abs(lines[r].written.base - line.written.base))
        if abs(lines[nearest].written.base - line.written.base) <= NEXT_LINE * line.written.em:
            lines[nearest].extra += line.chunks
            used.append(i)
    return used


def _labels(line: _Line) -> Row:
    """The labels of a row from left to right, those that stand one below the other put together."""
    groups: list[list[Chunk]] = []
    for chunk in sorted([*line.words, *line.extra], key=lambda c: c.left):
        right = max((c.right for c in groups[-1]), default=0.0) if groups else 0.0
        if groups and chunk.left < right:
            groups[-1].append(chunk)
        else:
            groups.append([chunk])
    row = []
    for at, group in enumerate(groups):
        signs = [s for c in sorted(group, key=lambda c: c.signs[0].base) for s in c.signs]
        row.append(Seen("".join(s.text for s in signs), box_of(signs), at, False, min(s.certainty for s in signs)))
    return row


def spans_of(figures: Sequence[Chunk]) -> list[tuple[float, float]]:
    """Where figures stand one below the other: spans across the page that do not overlap."""
    spans: list[tuple[float, float]] = []
    for figure in sorted(figures, key=lambda c: c.left):
        if spans and figure.left < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], figure.right))
        else:
            spans.append((figure.left, figure.right))
    return spans


def _seen(chunk: Chunk, column: int = -1) -> Seen:
    return Seen(chunk.text, chunk.box, column, False, min(s.certainty for s in chunk.signs))
