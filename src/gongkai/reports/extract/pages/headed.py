"""Cells without rules between them, put into columns: by where figures stand, and by the heads above them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gongkai.reports.extract.pages.cells import Seen
from gongkai.reports.extract.pages.entries import IN_LINE, Entry, Row, Span, figure_columns, in_spans, parted, widened
from gongkai.reports.extract.pages.known import is_label, is_row_label
from gongkai.reports.extract.pages.page import Sign
from gongkai.reports.extract.pages.writing import Chunk

CLOSE = 1.25
"""Characters of one head have their middles no further apart than so many times their size."""


def placed_in_columns(rows: Sequence[Sequence[Entry]]) -> list[Row]:
    """Rows of cells as rows of a table, with a blank cell where a column has nothing in a row."""
    rows = [list(row) for row in rows]
    spans = figure_columns(rows)
    if spans:
        rows = [parted(row, spans) for row in rows]
        spans = widened(rows, spans)
    is_body = [_is_body(row) for row in rows]
    return [_placed(rows, is_body, at, spans) or [entry.seen(-1) for entry in row] for at, row in enumerate(rows)]


def _is_body(row: Sequence[Entry]) -> bool:
    """Whether the row bears figures, or the label of a row that should."""
    return any(entry.is_figure or is_row_label(entry.text) for entry in row)


def _placed(rows: Sequence[Sequence[Entry]], is_body: Sequence[bool], at: int, spans: Sequence[Span]) -> Row | None:
    """The row with a blank where a column has nothing; None where it is a head, or its columns are not clear."""
    row = rows[at]
    figures = sum(entry.is_figure for entry in row)
    if not is_body[at] or (figures == 1 and len(spans) > 1 and any(e.right > spans[0][0] for e in row[:-1])):
        return None
    first, last = at, at + 1
    while first > 0 and is_body[first - 1]:
        first -= 1
    while last < len(rows) and is_body[last]:
        last += 1
    heads = _heads_above(rows, first)
    placed = in_spans(row, spans) if spans else None
    if len(heads) > max(figures, len(spans) if placed else 0):
        return _under_heads(row, heads, rows[first:last]) or placed
    return placed


def _heads_above(rows: Sequence[Sequence[Entry]], first: int) -> list[Entry]:
    """The cells right above the first row of figures, from left to right; those that stand close parted."""
    heads = [e for i in range(max(0, first - 3), first) for e in rows[i] if i + e.down >= first - 1]
    return sorted((part for head in heads for part in _words_apart(head)), key=lambda e: e.left)


def _words_apart(entry: Entry) -> list[Entry]:
    """A cell as several heads, where the characters of its lines stand in groups one below the other."""
    groups: list[list[Chunk]] = []
    size = max(max(s.height, s.right - s.left) for c in entry.chunks for s in c.signs)
    for chunk in entry.chunks:
        parts = [[chunk.signs[0]]]
        for before, sign in pairwise(chunk.signs):
            if _is_han(before) and _is_han(sign) and sign.middle - before.middle > CLOSE * size:
                parts.append([])
            parts[-1].append(sign)
        for signs in parts:
            part = Chunk(signs)
            home = next((g for g in groups if any(c.left < part.right and part.left < c.right for c in g)), None)
            if home is None:
                groups.append([part])
            else:
                home.append(part)
    heads = [Entry(group, entry.down) for group in groups]
    return heads if all(is_label(head.text) for head in heads) else [entry]


def _is_han(sign: Sign) -> bool:
    return "\u4e00" <= sign.text[:1] <= "\u9fff"


def _under_heads(row: Sequence[Entry], heads: Sequence[Entry], body: Sequence[Sequence[Entry]]) -> Row | None:
    """The row under its heads; None where they are not as many as its columns and one for its label."""
    words = [e for e in row if not e.is_figure]
    columns = [head for head in heads if not words or head.left > max(e.right for e in words) - 0.5]
    if len(words) > 1 or (words and len(columns) != len(heads) - 1):
        return None
    return in_columns(row, columns, body)


def in_columns(row: Sequence[Entry], columns: Sequence[Entry], body: Sequence[Sequence[Entry]]) -> Row | None:
    """The row with a blank cell under each head that has no figure; None where it is not clear which those are.

    A figure stands in the column of the head it is under, or of the figure of a full row that it is in line with.
    """
    words, figures = [e for e in row if not e.is_figure], [e for e in row if e.is_figure]
    if len(columns) <= len(figures):
        return None
    if any(a.right > b.left for a, b in pairwise(columns)):
        return None
    full = [found for other in body if len(found := [e for e in other if e.is_figure]) == len(columns)]
    below: dict[int, Entry] = {}
    for figure in figures:
        over = {i for i, head in enumerate(columns) if head.left < figure.right and figure.left < head.right}
        over |= {i for found in full for i, other in enumerate(found) if _in_line(figure, other)}
        if len(over) != 1 or not below.keys().isdisjoint(over):
            return None
        below[over.pop()] = figure
    top, bottom = row[0].box[1], row[0].box[3]
    blanks = [Seen("", (head.left, top, head.right, bottom), -1) for head in columns]
    placed = [below[i].seen(-1) if i in below else blanks[i] for i in range(len(columns))]
    for cell in placed[:1]:
        cell.is_merged = True  # nothing but white space tells the columns of this row
    return [e.seen(-1) for e in words] + placed


def _in_line(one: Entry, other: Entry) -> bool:
    """Whether two figures begin, end or have their middle one below the other."""
    return (
        abs(one.left - other.left) < IN_LINE
        or abs(one.right - other.right) < IN_LINE
        or abs(one.left + one.right - other.left - other.right) < 2 * IN_LINE
    )
