"""Cells without rules between them, put into columns: by where figures stand, and by the heads above them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gongkai.reports.extract.pages.cells import Seen
from gongkai.reports.extract.pages.columns import MANY, Entry, Row, is_figure, spans_of
from gongkai.reports.extract.pages.known import is_label, is_row_label
from gongkai.reports.extract.pages.page import Sign
from gongkai.reports.extract.pages.writing import Chunk

CLOSE = 1.25
"""Characters of one head have their middles no further apart than so many times their size."""
IN_LINE = 1.0

Span = tuple[float, float]


def placed_in_columns(rows: Sequence[Sequence[Entry]]) -> list[Row]:
    """Rows of cells as rows of a table, with a blank cell where a column has nothing in a row."""
    rows = [list(row) for row in rows]
    spans = _figure_columns(rows)
    if spans:
        rows = [_parted(row, spans) for row in rows]
        spans = _widened(rows, spans)
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
    placed = _in_spans(row, spans) if spans and figures != 1 else None
    if len(heads) > max(figures, len(spans) if placed else 0):
        return _under_heads(row, heads, rows[first:last]) or placed
    return placed


def _figure_columns(rows: Sequence[Sequence[Entry]]) -> list[Span]:
    """Where figures stand one below the other in the rows that have most; nothing where that is not clear."""
    figured = [[e for e in row if e.is_figure] for row in rows]
    most = max(map(len, figured), default=0)
    spans = spans_of([e.chunks[0] for row in figured if len(row) == most for e in row])
    return spans if most >= MANY and len(spans) == most else []


def _widened(rows: Sequence[Sequence[Entry]], spans: Sequence[Span]) -> list[Span]:
    """The columns as wide as the widest figure in each."""
    wide = list(spans)
    for entry in (e for row in rows for e in row if e.is_figure):
        over = [i for i, (left, right) in enumerate(spans) if left < entry.right and entry.left < right]
        if len(over) == 1:
            left, right = wide[over[0]]
            wide[over[0]] = min(left, entry.left), max(right, entry.right)
    return wide if all(one[1] <= other[0] for one, other in pairwise(wide)) else list(spans)


def _parted(row: Sequence[Entry], spans: Sequence[Span]) -> list[Entry]:
    """The row with a label and a first figure that stand close together parted, and figures of two columns."""
    parted: list[Entry] = []
    for entry in row:
        parted += _figures_apart(entry, spans) if entry.is_figure else _label_apart(entry, spans[0][0])
    return parted


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


def _in_spans(row: Sequence[Entry], spans: Sequence[Span]) -> Row | None:
    """The row with its figures in these columns; None where words stand among them, or two figures in one."""
    words, figures = [e for e in row if not e.is_figure], [e for e in row if e.is_figure]
    if not row or any(entry.right > spans[0][0] for entry in words):
        return None
    columns = [[e for e in figures if left <= (e.left + e.right) / 2 <= right] for left, right in spans]
    if any(len(found) > 1 for found in columns) or sum(map(len, columns)) != len(figures):
        return None
    top, bottom = row[0].box[1], row[0].box[3]
    made = [entry.seen(at) for at, entry in enumerate(words)]
    for at, ((left, right), found) in enumerate(zip(spans, columns, strict=True), MANY):
        made.append(found[0].seen(at) if found else Seen("", (left, top, right, bottom), at))
    return made


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
    parted = [Entry(group, entry.down) for group in groups]
    return parted if all(is_label(part.text) for part in parted) else [entry]


def _is_han(sign: Sign) -> bool:
    return "\u4e00" <= sign.text[:1] <= "\u9fff"


def _under_heads(row: Sequence[Entry], heads: Sequence[Entry], body: Sequence[Sequence[Entry]]) -> Row | None:
    """The row with a blank cell under each head that has no figure; None where it is not clear which those are.

    A figure stands in the column of the head it is under, or of the figure of a full row that it is in line with.
    """
    words, figures = [e for e in row if not e.is_figure], [e for e in row if e.is_figure]
    columns = [head for head in heads if not words or head.left > max(e.right for e in words) - 0.5]
    if len(words) > 1 or (words and len(columns) != len(heads) - 1) or len(columns) <= len(figures):
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
    return [e.seen(-1) for e in words] + [below[i].seen(-1) if i in below else blanks[i] for i in range(len(columns))]


def _in_line(one: Entry, other: Entry) -> bool:
    """Whether two figures begin, end or have their middle one below the other."""
    return (
        abs(one.left - other.left) < IN_LINE
        or abs(one.right - other.right) < IN_LINE
        or abs(one.left + one.right - other.left - other.right) < 2 * IN_LINE
    )
