"""The text of a ruled cell, and rows or columns that lack their rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.reports.extract.pages.lattice import Grid, GridCell
from gongkai.reports.extract.pages.page import Box, Sign
from gongkai.reports.extract.pages.writing import Written, box_of, lines_of

_FIGURE = re.compile(r"[+\-−－–]?\d[\d,，]*(?:[.．]\d+)?|[/\\—–－-]{1,3}")
SLIVER = 5.5
ROW = 1.45
"""Rows are no nearer to one another than so many times the height of their figures."""
SPLIT = "；"
"""Stands between figures of one cell that nothing tells apart: no figure then, rather than a wrong one."""


@dataclass(slots=True)
class Seen:
    """A cell as seen: its text, its box, the grid column it begins in, whether a figure spans into the next row."""

    text: str
    box: Box
    column: int
    is_merged: bool = False
    certainty: float = 1.0


def rows_of(grid: Grid) -> list[list[Seen]]:
    """The rows of a ruled table, blank cells included."""
    rows: list[list[Seen]] = []
    for cells in grid.rows():
        rows += _rows([cell for cell in cells if cell.signs or not _is_sliver(cell)], grid.ys)
    return rows


def _is_sliver(cell: GridCell) -> bool:
    """Whether the cell is only the space between two rules drawn close together."""
    left, top, right, bottom = cell.box
    return right - left < SLIVER or bottom - top < SLIVER


def _rows(cells: Sequence[GridCell], ys: Sequence[float]) -> list[list[Seen]]:
    if not cells:
        return []
    written = [lines_of(cell.signs) for cell in cells]
    bases = _unruled_rows(written)
    if len(bases) > 1:
        bases = _heads_above(written, bases) + bases
        return [_band(cells, written, bases, i) for i in range(len(bases))]
    row: list[Seen] = []
    for cell, lines in zip(cells, written, strict=True):
        heights = [low - high for high, low in pairwise(ys[cell.top : cell.bottom + 2])]
        row += _seen(cell, lines, is_high=sum(height > SLIVER for height in heights) > 1)
    return [row]


def _unruled_rows(written: Sequence[Sequence[Written]]) -> list[float]:
    """Base lines of rows that no rule parts: those on which three or more cells print a figure each."""
    if sum(1 for lines in written if len(lines) > 1) < 3:
        return []
    figures = [(w.base, w.em) for lines in written for w in lines if _FIGURE.fullmatch(w.text.replace(" ", ""))]
    levels: list[list[float]] = []
    for base, em in sorted(figures):
        if levels and base - levels[-1][-1] < 0.5 * em:
            levels[-1].append(base)
        else:
            levels.append([base])
    bases = [sum(level) / len(level) for level in levels if len(level) >= 3]
    em = max((em for _, em in figures), default=0.0)
    return [] if any(low - high < ROW * em for high, low in pairwise(bases)) else bases


def _heads_above(written: Sequence[Sequence[Written]], bases: Sequence[float]) -> list[float]:
    """Base lines of what stands well above the first row of figures: its heads."""
    pitch = min(low - high for high, low in pairwise(bases))
    above = sorted({round(w.base, 1) for lines in written for w in lines if w.base < bases[0] - 0.75 * pitch})
    kept: list[float] = []
    for base in above:
        if not kept or base - kept[-1] > 0.4 * pitch:
            kept.append(base)
    return kept


def _band(cells: Sequence[GridCell], written: Sequence[Sequence[Written]], bases: list[float], at: int) -> list[Seen]:
    """One of several rows that no rule parts, the lines nearest to its base line; marked, as they may be others'."""
    row = []
    for cell, lines in zip(cells, written, strict=True):
        mine = [w for w in lines if min(range(len(bases)), key=lambda i: abs(bases[i] - w.base)) == at]
        box = box_of([s for w in mine for s in w.signs]) if mine else cell.box
        row.append(Seen(_text(mine, cell.box), box, cell.left, True, _certainty(mine)))
    return row


def _seen(cell: GridCell, lines: Sequence[Written], *, is_high: bool) -> list[Seen]:
    """The cell; or several where wide gaps part figures that no rule parts."""
    chunks = lines[0].chunks(is_even=True) if len(lines) == 1 else []
    if len(chunks) > 1 and all(_FIGURE.fullmatch(chunk.text) for chunk in chunks):
        return [Seen(chunk.text, chunk.box, -1) for chunk in chunks]
    text = _text(lines, cell.box)
    return [Seen(text, cell.box, cell.left, is_high and text.isdigit(), _certainty(lines))]


def _certainty(lines: Sequence[Written]) -> float:
    return min((s.certainty for w in lines for s in w.signs), default=1.0)


def _text(lines: Sequence[Written], box: Box) -> str:
    """The lines of a cell as one text; figures one below the other stay apart unless the first fills its line."""
    if not lines:
        return ""
    text = _line_text(lines[0])
    for before, line in pairwise(lines):
        words = _line_text(line)
        is_figure = text[-1:].isdigit() and words[:1].isdigit()
        text += words if not is_figure or _is_full(before, line, box) else SPLIT + words
    return text


def _line_text(line: Written) -> str:
    chunks = [chunk.text for chunk in line.chunks(is_even=True)]
    text = chunks[0]
    for chunk in chunks[1:]:
        text += SPLIT + chunk if text[-1:].isdigit() and chunk[:1].isdigit() else chunk
    return text


def _is_full(before: Written, line: Written, box: Box) -> bool:
    """Whether the first sign of the line had no room behind the line before."""
    first: Sign = line.signs[0]
    width = max(first.right - first.left, 0.4 * line.em)
    room = (box[2] - box[0]) - (before.right - before.left)
    return room < width * 2 + 0.9 * line.em
