"""Rows without rules that a page cuts in two: their labels are put together over the break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gongkai.reports.extract.pages.blocks import Block
from gongkai.reports.extract.pages.cells import Seen
from gongkai.reports.extract.pages.entries import BEFORE_FIGURE, is_figure
from gongkai.reports.extract.pages.known import is_label, is_row_label, is_title

REACH = 3
"""So many lines a part of a label has on one side of its figures."""


@dataclass(slots=True)
class _Label:
    """Words that stand one below the other, on one side of the break or both."""

    left: float
    right: float
    text: str = ""
    sides: set[bool] = field(default_factory=set)


def with_cut_rows(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with rows put together whose figures are on one page and a part of whose label on another."""
    result = list(blocks)
    for high, low in pairwise(blocks):
        if high.page is not low.page:
            _mend(result, next(i for i, block in enumerate(result) if block is low))
    return result


def _mend(blocks: list[Block], start: int) -> None:
    """Mend the row at the break before that position, if there is one to mend."""
    for at in (*range(start - 1, max(-1, start - 1 - REACH), -1), *range(start, min(len(blocks), start + REACH))):
        row = _figured(blocks[at])
        if row is None:
            continue
        for first, last in _spans(blocks, at, start):
            mended = _row([_words(block, block is blocks[at]) for block in blocks[first:last]], row, start - first)
            if mended is not None:
                blocks[at] = Block(blocks[at].page, blocks[at].top, rows=[mended])
                del blocks[at + 1 : last], blocks[first:at]
                return


def _figured(block: Block) -> list[Seen] | None:
    """The cells of a row without rules whose label is not whole; None for other blocks."""
    if block.rows is None:
        if block.line is None or not is_figure(block.line.text):
            return None
        return [Seen(block.line.text, block.line.box, -1)]
    row = block.rows[0]
    if block.xs or len(block.rows) > 1 or not any(is_figure(cell.text) for cell in row):
        return None
    return None if any(is_row_label(cell.text) for cell in row) else row


def _spans(blocks: Sequence[Block], at: int, start: int) -> Iterator[tuple[int, int]]:
    """Lines of words around the figures that reach over the break, the fewest first."""
    first, last = at, at + 1
    while first > max(0, at - REACH) and _is_words(blocks[first - 1]):
        first -= 1
    while last < min(len(blocks), at + 1 + REACH) and _is_words(blocks[last]):
        last += 1
    ways = ((f, end) for f in range(first, at + 1) for end in range(at + 1, last + 1) if f < start < end)
    yield from sorted(ways, key=lambda way: way[1] - way[0])


def _is_words(block: Block) -> bool:
    return block.line is not None and not is_figure(block.line.text) and not is_title(block.line.text)


def _words(block: Block, is_row: bool) -> list[Seen]:
    """What a line says beside its figures."""
    if block.line is None:
        return [cell for cell in (block.rows or [[]])[0] if cell.text and not is_figure(cell.text)]
    if is_row:
        return []
    return [Seen(chunk.text, chunk.box, -1) for chunk in block.line.chunks(before_figure=BEFORE_FIGURE)]


def _row(lines: Sequence[Sequence[Seen]], row: Sequence[Seen], above: int) -> list[Seen] | None:
    """The row with the labels that the lines make, if one is a row's; so many lines `above` stand before the break."""
    labels: list[_Label] = []
    for number, line in enumerate(lines):
        for seen in line:
            left, _, right, _ = seen.box
            label = next((found for found in labels if found.left < right and left < found.right), None)
            if label is None:
                label = _Label(left, right)
                labels.append(label)
            label.left, label.right = min(label.left, left), max(label.right, right)
            label.text += seen.text
            label.sides.add(number < above)
    figures = [cell for cell in row if not cell.text or is_figure(cell.text)]
    labels.sort(key=lambda label: label.left)
    if not labels or not is_row_label(labels[-1].text) or len(labels[-1].sides) < 2:
        return None
    if labels[-1].right > figures[0].box[0]:
        return None
    has_columns = all(cell.column >= 0 for cell in figures)
    top, bottom = figures[0].box[1], figures[0].box[3]
    whole = [label for label in labels if is_label(label.text)]
    words = [Seen(x.text, (x.left, top, x.right, bottom), at if has_columns else -1) for at, x in enumerate(whole)]
    return [*words, *figures]
