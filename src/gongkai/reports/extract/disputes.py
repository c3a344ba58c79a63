"""Table 4: fifteen figures in one line, three lines or three tables, put together in printed order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.reports.extract.lexicon import Lexicon
from gongkai.reports.extract.observed import Observed, Piece
from gongkai.reports.extract.rows import Walker
from gongkai.reports.extract.source import Line
from gongkai.reports.extract.values import parse_value

LONGEST = 30
"""A cell among figures with more characters than this is a text."""


def _may_be_figure(text: str) -> bool:
    """Whether words among figures are one that cannot be read; a piece of a broken label has no digits."""
    return len(text) <= LONGEST and any(sign.isnumeric() for sign in text)


def _ends(cells: Sequence[str]) -> int:
    """How many cells there are up to the last that is not empty."""
    return max((i for i, text in enumerate(cells, start=1) if text.strip()), default=0)


@dataclass(slots=True)
class _Chunk:
    """Value cells that stand together, with the row label in front of them if there is one."""

    row: str | None
    pieces: list[Piece] = field(default_factory=list)

    @property
    def has_figures(self) -> bool:
        return any(p.value.kind == "number" for p in self.pieces)


def observe_disputes(lines: Sequence[Line], lexicon: Lexicon) -> tuple[list[Observed], set[int]]:
    """The rows of table 4: one of all fifteen cells (row id ""), or one for each labelled row; and the lines used."""
    collector = _Collector(lexicon)
    for line in lines:
        collector.feed(line)
    rows = _rows(collector.chunks, lexicon)
    for row in rows:
        row.is_merged |= collector.has_passed_over
    return rows, collector.lines


def _rows(collected: Sequence[_Chunk], lexicon: Lexicon) -> list[Observed]:
    chunks = [chunk for chunk in collected if chunk.pieces]
    width, rows = len(lexicon.columns), len(lexicon.row_ids)
    wide = [c for c in chunks if len(c.pieces) >= width * rows and (c.has_figures or len(chunks) in {1, rows})]
    if len(wide) == rows and not any(p.printed for c in wide for p in c.pieces[width:]):
        return [_observed(row, c.pieces[:width]) for row, c in zip(lexicon.row_ids, wide, strict=True)]
    if wide:
        whole = _observed("", wide[0].pieces)
        has_blank_before = any(len(c.pieces) >= width * rows for c in chunks[: chunks.index(wide[0])])
        whole.is_merged = has_blank_before or sum(c.has_figures for c in wide) > 1
        return [whole]
    labelled = [c for c in chunks if c.row and len(c.pieces) >= width and c.has_figures]
    if len({c.row for c in labelled}) == rows == len(labelled):
        return [_observed(c.row or "", c.pieces) for c in labelled]
    lines_apart = [c for c in chunks if c.row is None and len(c.pieces) == width]
    if len(lines_apart) == rows and any(c.has_figures for c in lines_apart):
        return [_observed(row, c.pieces) for row, c in zip(lexicon.row_ids, lines_apart, strict=True)]
    figured = [c for c in chunks if c.has_figures] or [c for c in chunks if len(c.pieces) >= width]
    if len(figured) == rows and all(len(c.pieces) >= width for c in figured):
        return [_observed(row, c.pieces) for row, c in zip(lexicon.row_ids, figured, strict=True)]
    joined = [piece for chunk in figured for piece in chunk.pieces]
    return [_observed("", joined)] if joined else []


def _observed(row: str, pieces: list[Piece]) -> Observed:
    return Observed(row, pieces, pieces[0].line, is_own=True)


class _Collector:
    """Takes the value cells out of lines; `has_passed_over`: it left out words that may have been a figure."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.chunks: list[_Chunk] = []
        self.lines: set[int] = set()
        self.has_passed_over = False
        self._lexicon = lexicon
        self._splitter = Walker(lexicon, is_rowwise=False)
        self._chunk: _Chunk | None = None
        self._seen_head = False

    def feed(self, line: Line) -> None:
        cells, columns, numbers, places = line.cells, line.columns, line.cell_lines, line.places
        is_row = len(cells) > 1
        if not is_row:
            split = self._splitter.cells_of(cells[0], line)
            if split is None:
                return
            cells, columns, numbers, is_row = split, [], [], len(split) > 1
            places = places * len(split)
        kinds = self._told(list(self._kinds(cells)), cells, is_row=is_row)
        if is_row and "label" not in kinds and "words" not in kinds:
            self._chunk = None
        for i, (text, kind) in enumerate(zip(cells, kinds, strict=True)):
            piece = Piece(text.strip(), parse_value(text), numbers[i] if numbers else line.number, -1, not is_row)
            if columns:
                piece.column = columns[i]
            if places:
                piece.paged = places[i]
            self._take(piece, kind)
        if is_row:
            self._chunk = None
        if line.is_row or set(kinds) & {"label", "figure"}:
            self.lines.add(line.number)

    def _told(self, kinds: list[str], cells: Sequence[str], *, is_row: bool) -> list[str]:
        """The kinds, with the words that may be a figure among figures; notes whether such words are left out."""
        if is_row and "label" not in kinds and kinds.count("figure") > kinds.count("words"):
            is_whole = _ends(cells) == len(self._lexicon.columns) * len(self._lexicon.row_ids)
            kinds = [
                "figure"
                if kind == "words" and (_may_be_figure(text) or (is_whole and i and self._is_cell(text)))
                else kind
                for i, (kind, text) in enumerate(zip(kinds, cells, strict=True))
            ]
            self.has_passed_over |= "words" in kinds
        elif not is_row and kinds == ["words"] and self._chunk is not None:
            self.has_passed_over |= _may_be_figure(cells[0].strip())
        return kinds

    def _is_cell(self, text: str) -> bool:
        """Whether a word among as many cells as the table has is one of them, and no piece of a label."""
        block = self._lexicon.table.blocks[0]
        labels = [*(c.label for c in block.columns), *(word for row in block.rows for word in (*row.under, row.label))]
        return len(text) <= LONGEST and not any(text in label for label in labels)

    def _kinds(self, cells: Sequence[str]) -> Iterator[str]:
        for text in cells:
            if parse_value(text.strip()).kind == "number":
                yield "figure"
            elif parse_value(text.strip()).kind == "blank":
                yield "blank"
            else:
                yield "label" if self._lexicon.find(text.strip()) else "words"

    def _take(self, piece: Piece, kind: str) -> None:
        if kind == "label":
            label = self._lexicon.find(piece.printed)
            self._seen_head = True
            self._chunk = _Chunk(label.id if label is not None and label.kind == "row" else None)
            self.chunks.append(self._chunk)
        elif kind in {"figure", "blank"} and (self._seen_head or kind == "figure"):
            if piece.is_weak and kind == "blank":
                return
            if self._chunk is None:
                self._chunk = _Chunk(None)
                self.chunks.append(self._chunk)
            self._chunk.pieces.append(piece)
