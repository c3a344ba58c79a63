"""Tables without rules: rows are lines with wide gaps, columns are where their figures stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.reports.extract.pages.cells import Seen
from gongkai.reports.extract.pages.entries import (
    BEFORE_FIGURE,
    Entry,
    Row,
    Span,
    figure_columns,
    in_spans,
    is_figure,
    parted,
)
from gongkai.reports.extract.pages.headed import in_columns
from gongkai.reports.extract.pages.known import is_head, is_label, is_row_label, is_title
from gongkai.reports.extract.pages.spread import MOST_LINES, shared_out
from gongkai.reports.extract.pages.writing import APART, Chunk, Written

NEXT_LINE = 2.0
"""So many ems above or below one another, lines of words may be parts of one label."""
HEAD_LINES = 8


@dataclass(slots=True)
class _Line:
    """A line cut into chunks."""

    written: Written
    chunks: list[Chunk]

    @property
    def figures(self) -> list[Chunk]:
        return [c for c in self.chunks if is_figure(c.text)]

    @property
    def words(self) -> list[Chunk]:
        return [c for c in self.chunks if not is_figure(c.text)]


def rows_among(lines: Sequence[Written], cuts: Callable[[Written], list[float]] = lambda _: []) -> list[Row | None]:
    """For each line its cells where it is a row of a table without rules, None where it is running text.

    A line that is only a part of the label of a row near by has no cells.

    cuts  where rules down the page part a line
    """
    parts = [_Line(line, line.chunks(before_figure=BEFORE_FIGURE, cuts=cuts(line))) for line in lines]
    is_row = [_is_row(part) for part in parts]
    rows: list[Row | None] = [
        [_seen(c) for c in part.chunks] if row else None for part, row in zip(parts, is_row, strict=True)
    ]
    for run in _runs(parts):
        _set_rows(run, parts, rows)
    return rows


def _is_row(line: _Line) -> bool:
    """Whether a line is a row: two figures or more at its end, or a label and a figure far apart, or many heads."""
    chunks = line.chunks
    if len(chunks) < 2:
        return False
    figures = len(line.figures)
    if is_figure(chunks[-1].text):
        return figures > 1 or chunks[-1].left - chunks[-2].right > APART * line.written.em
    return len(chunks) >= 4 and all(len(c.text) <= 12 for c in chunks)


def _runs(lines: Sequence[_Line]) -> Iterator[list[int]]:
    """Groups of lines with figures, with nothing but parts of labels between them."""
    run: list[int] = []
    for i, line in enumerate(lines):
        is_figured = bool(line.figures) and is_figure(line.chunks[-1].text)
        if is_figured:
            run.append(i)
        elif run and (
            i - run[-1] > MOST_LINES or line.written.right > lines[run[-1]].figures[0].left or _is_title(line)
        ):
            yield run
            run = []
    if run:
        yield run


def _is_title(line: _Line) -> bool:
    return is_title(line.written.text)


def _set_rows(run: Sequence[int], lines: Sequence[_Line], rows: list[Row | None]) -> None:
    """Give the rows their labels, and their figures columns where these are clear."""
    figured = [[Entry([c]) for c in lines[i].figures] for i in run]
    spans = figure_columns(figured)
    left = spans[0][0] if spans else min(lines[i].figures[0].left for i in run)
    gaps = _gaps(run, lines, left)
    shares = shared_out([lines[i].words for i in run], [[lines[k].chunks for k in gap] for gap in gaps])
    above: list[int] = []
    for at, (i, gap) in enumerate(zip([-1, *run], gaps, strict=True)):
        ways = shares[at]
        if i >= 0:
            _set_row(i, [*above, *gap[: ways[0]]], lines, rows, spans)
        first = ways[0]
        for count in ways[1:]:
            blank = gap[first : first + count]
            first += count
            if spans and is_row_label("".join(c.text for k in blank for c in lines[k].words[-1:])):
                _set_row(blank[0], blank[1:], lines, rows, spans)
        above = gap[first:]
    _place_under_heads(run, lines, rows, spans)


def _set_row(i: int, others: Sequence[int], lines: Sequence[_Line], rows: list[Row | None], spans: list[Span]) -> None:
    """One row, with the words of other lines in its labels."""
    entries = [*_labels([lines[k] for k in (i, *others)]), *(Entry([c]) for c in lines[i].figures)]
    label = "".join(entry.text for entry in entries if not entry.is_figure)
    if spans:
        entries = parted(entries, spans)
    placed = in_spans(entries, spans) if spans else None
    if placed is None and (not others or not is_label(label) or not lines[i].figures):
        return
    rows[i] = placed or [entry.seen(-1) for entry in entries]
    for k in others:
        rows[k] = []


def _place_under_heads(
    run: Sequence[int], lines: Sequence[_Line], rows: list[Row | None], spans: Sequence[Span]
) -> None:
    """Give rows of a small table that have fewer figures than there are heads above their blank cells."""
    heads = _heads_over(run[0], lines)
    _put_together(heads, run[0], lines, rows)
    body = {i: [*_labels([lines[i]]), *(Entry([c]) for c in lines[i].figures)] for i in run}
    for i, row in body.items():
        seen = rows[i]
        if spans or not seen or len(lines[i].figures) >= len(heads):
            continue
        words = [cell for cell in seen if not is_figure(cell.text)]
        columns = [head for head in heads if not words or head.left > max(cell.box[2] for cell in words)]
        placed = in_columns(row, columns, [*body.values()])
        if placed is not None:
            rows[i] = [*words, *placed[len(row) - len(lines[i].figures) :]]


def _put_together(heads: Sequence[Entry], first: int, lines: Sequence[_Line], rows: list[Row | None]) -> None:
    """Make one row of heads that are written over several lines; what else these lines say stays where it is."""
    signs = {id(chunk.signs[0]) for head in heads for chunk in head.chunks}
    near = range(max(0, first - HEAD_LINES), first)
    others = {k: [c for c in lines[k].chunks if id(c.signs[0]) not in signs] for k in near}
    theirs = [k for k, rest in others.items() if len(rest) < len(lines[k].chunks)]
    if len(theirs) > 1 and len(heads) > 2:
        for k in theirs:
            rows[k] = [_seen(chunk) for chunk in others[k]]
        rows[theirs[-1]] = [head.seen(-1) for head in heads]


def _heads_over(first: int, lines: Sequence[_Line]) -> list[Entry]:
    """The heads above the first row, from left to right, each with all its lines; without heads of several columns."""
    heads: list[list[Chunk]] = []
    for line in reversed(lines[max(0, first - HEAD_LINES) : first]):
        if line.figures or _is_title(line):
            break
        for chunk in line.chunks:
            under = [head for head in heads if any(c.left < chunk.right and chunk.left < c.right for c in head)]
            text = Entry(under[0]).text if len(under) == 1 else ""
            if text and (not is_head(text) or is_head(chunk.text + text)):
                under[0].insert(0, chunk)
            elif not under:
                heads.append([chunk])
    return sorted((e for head in heads if is_head((e := Entry(head)).text)), key=lambda head: head.left)


def _gaps(run: Sequence[int], lines: Sequence[_Line], left: float) -> list[list[int]]:
    """The lines of words left of the figures: before the first row, between each two rows, behind the last."""

    def of_label(k: int, near: int) -> bool:
        line, beside = lines[k].written, lines[near].written
        is_near = abs(line.base - beside.base) <= NEXT_LINE * line.em
        return is_near and line.right <= left and not lines[k].figures and not _is_title(lines[k])

    first, last = run[0], run[-1]
    before: list[int] = []
    while len(before) < 4 and first - 1 >= 0 and of_label(first - 1, first):
        first -= 1
        before.insert(0, first)
    behind: list[int] = []
    while len(behind) < 4 and last + 1 < len(lines) and of_label(last + 1, last):
        last += 1
        behind.append(last)
    return [before, *([*range(one + 1, other)] for one, other in pairwise(run)), behind]


def _labels(lines: Sequence[_Line]) -> list[Entry]:
    """The labels of a row from left to right, those that stand one below the other put together."""
    groups: list[list[Chunk]] = []
    for chunk in sorted((c for line in lines for c in line.words), key=lambda c: c.left):
        right = max((c.right for c in groups[-1]), default=0.0) if groups else 0.0
        if groups and chunk.left < right:
            groups[-1].append(chunk)
        else:
            groups.append([chunk])
    return [Entry(sorted(group, key=lambda c: c.signs[0].base)) for group in groups]


def _seen(chunk: Chunk, column: int = -1) -> Seen:
    return Seen(chunk.text, chunk.box, column, False, min(s.certainty for s in chunk.signs))
