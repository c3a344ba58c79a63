"""Cells of tables without rules: what makes one, and in which column figures stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.reports.extract.pages.cells import SPLIT, Seen
from gongkai.reports.extract.pages.known import is_wide
from gongkai.reports.extract.pages.page import Box, Sign
from gongkai.reports.extract.pages.writing import Chunk, box_of

FIGURE = re.compile(r"[+\-−－–]?\d[\d,，]*(?:[.．]\d+)?(?:万元|元|件|条|个|项)?|[/\\—–－-]{1,3}")
SHORT = 7
"""What stands among figures is a cell if it has no more signs: a word for none, two figures."""
MANY = 5
"""Figures of a row from which on the columns are told by where figures stand."""
BEFORE_FIGURE = 0.55
IN_LINE = 1.0
"""So near to one another, edges are in line."""

Row = list[Seen]
Span = tuple[float, float]


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
    return FIGURE.fullmatch(text) is not None


def is_word(text: str) -> bool:
    """Whether a text is nothing but Chinese characters: a word for none among figures."""
    return len(text) > 1 and all("\u4e00" <= sign <= "\u9fff" for sign in text)


def figure_columns(rows: Sequence[Sequence[Entry]]) -> list[Span]:
    """Where figures stand one below the other in the rows that have most; nothing where that is not clear."""
    figured = [[e for e in row if e.is_figure] for row in rows]
    most = max(map(len, figured), default=0)
    whole = [row for row in figured if len(row) == most]
    spans = spans_of([e.chunks[0] for row in whole for e in row])
    return spans if most >= MANY and len(spans) == most and len(whole) > 1 else []


def widened(rows: Sequence[Sequence[Entry]], spans: Sequence[Span]) -> list[Span]:
    """The columns as wide as the widest figure in each."""
    wide = list(spans)
    for entry in (e for row in rows for e in row if e.is_figure):
        over = [i for i, (left, right) in enumerate(spans) if left < entry.right and entry.left < right]
        if len(over) == 1:
            left, right = wide[over[0]]
            wide[over[0]] = min(left, entry.left), max(right, entry.right)
    return wide if all(one[1] <= other[0] for one, other in pairwise(wide)) else list(spans)


def parted(row: Sequence[Entry], spans: Sequence[Span]) -> list[Entry]:
    """The row with a label and a first figure that stand close together parted, and figures of two columns."""
    found: list[Entry] = []
    for entry in row:
        if entry.is_figure:
            found += _figures_apart(entry, spans)
        elif entry.left > spans[0][0] and len(entry.chunks) == 1:
            found += _words_and_figures(entry)
        else:
            found += _label_apart(entry, spans[0][0])
    return found


def _words_and_figures(entry: Entry) -> list[Entry]:
    """What stands among figures, parted where words and digits meet."""
    groups: list[list[Sign]] = []
    for sign in entry.chunks[0].signs:
        if not groups or sign.text.isdigit() != groups[-1][-1].text.isdigit():
            groups.append([])
        groups[-1].append(sign)
    parts = ["".join(s.text for s in group) for group in groups]
    if all(part.isdigit() or is_word(part) for part in parts):
        return [Entry([Chunk(group)], entry.down) for group in groups]
    return [entry]


def _label_apart(entry: Entry, left: float) -> list[Entry]:
    chunks: list[Chunk] = []
    figures: list[Chunk] = []
    for chunk in entry.chunks:
        words = [s for s in chunk.signs if s.middle < left - IN_LINE]
        rest = [s for s in chunk.signs if s.middle >= left - IN_LINE]
        if words and rest and is_figure(Chunk(rest).text) and not words[-1].text.isdigit():
            chunks.append(Chunk(words))
            figures.append(Chunk(rest))
        else:
            chunks.append(chunk)
    if len(figures) != 1 or max(c.right for c in chunks) > left:
        return [entry]
    return [Entry(chunks, entry.down), Entry(figures, entry.down)]


def _figures_apart(entry: Entry, spans: Sequence[Span]) -> list[Entry]:
    """Figures of neighbouring columns that touch: each begins where the others of its column do, or ends there."""
    signs = entry.chunks[0].signs
    over = [(left, right) for left, right in spans if left < entry.right and entry.left < right]
    if len(over) < 2:
        return [entry]
    groups = [[signs[0]]]
    for before, sign in pairwise(signs):
        begins = any(abs(sign.left - left) < IN_LINE for left, _ in over[1:])
        ends = any(abs(before.right - right) < IN_LINE for _, right in over[:-1])
        if begins or ends:
            groups.append([])
        groups[-1].append(sign)
    return [Entry([Chunk(group)], entry.down) for group in groups] if len(groups) == len(over) else [entry]


def in_spans(row: Sequence[Entry], spans: Sequence[Span]) -> Row | None:
    """The row with its figures in these columns; None where words stand among them, or two figures in one.

    A lone figure has a column only behind the label of a row that has many.
    """
    figures = [e for e in row if e.is_figure or (e.left > spans[0][0] and len(e.text) <= SHORT)]
    words = [e for e in row if e not in figures]
    if not row or any(entry.right > spans[0][0] for entry in words):
        return None
    if len(figures) == 1 and not any(is_wide(entry.text, MANY) for entry in words):
        return None
    columns = [[e for e in figures if left <= (e.left + e.right) / 2 <= right] for left, right in spans]
    if any(len(found) > 1 for found in columns) or sum(map(len, columns)) != len(figures):
        return None
    top, bottom = row[0].box[1], row[0].box[3]
    made = [entry.seen(at) for at, entry in enumerate(words)]
    for at, ((left, right), found) in enumerate(zip(spans, columns, strict=True), MANY):
        made.append(found[0].seen(at) if found else Seen("", (left, top, right, bottom), at))
    return made


def spans_of(figures: Sequence[Chunk]) -> list[tuple[float, float]]:
    """Where figures stand one below the other: spans across the page that do not overlap."""
    spans: list[tuple[float, float]] = []
    for figure in sorted(figures, key=lambda c: c.left):
        if spans and figure.left < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], figure.right))
        else:
            spans.append((figure.left, figure.right))
    return spans
