"""Tables without rules: rows are lines with wide gaps, columns are where their figures stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.reports.extract.pages.cells import Seen
from gongkai.reports.extract.pages.writing import Chunk, Written

_FIGURE = re.compile(r"[+\-−－–]?\d[\d,，]*(?:[.．]\d+)?(?:万元|元|件|条|个|项)?|[/\\—–－-]{1,3}")
MANY = 5
"""Figures of a row from which on the columns are told by where figures stand."""

Row = list[Seen]


def rows_among(lines: Sequence[Written]) -> list[Row | None]:
    """For each line its cells where it is a row of a table without rules, None where it is running text."""
    chunks = [line.chunks() for line in lines]
    is_row = [_is_row(parts) for parts in chunks]
    rows: list[Row | None] = [
        [_seen(c) for c in parts] if row else None for parts, row in zip(chunks, is_row, strict=True)
    ]
    for run in _runs(chunks, is_row):
        _set_columns(run, chunks, rows)
    return rows


def _is_row(chunks: Sequence[Chunk]) -> bool:
    if len(chunks) < 2:
        return False
    figures = sum(1 for c in chunks if _FIGURE.fullmatch(c.text))
    if figures and _FIGURE.fullmatch(chunks[-1].text):
        return True
    return len(chunks) >= 4 and all(len(c.text) <= 12 for c in chunks)


def _runs(chunks: Sequence[Sequence[Chunk]], is_row: Sequence[bool]) -> list[list[int]]:
    """Groups of rows with many figures, near one another."""
    runs: list[list[int]] = []
    for i, parts in enumerate(chunks):
        if is_row[i] and _figures(parts) >= 2:
            if runs and i - runs[-1][-1] <= 6:
                runs[-1].append(i)
            else:
                runs.append([i])
    return [run for run in runs if len(run) > 1 and max(_figures(chunks[i]) for i in run) >= MANY]


def _figures(chunks: Sequence[Chunk]) -> int:
    return sum(1 for c in chunks if _FIGURE.fullmatch(c.text))


def _set_columns(run: Sequence[int], chunks: Sequence[Sequence[Chunk]], rows: list[Row | None]) -> None:
    """Give the figures of these rows their columns, blanks where a column has none; nothing where it is not clear."""
    spans = _spans([c for i in run for c in chunks[i] if _FIGURE.fullmatch(c.text)])
    made: dict[int, Row] = {}
    most = max(_figures(chunks[i]) for i in run)
    if len(spans) != most:
        return
    for i in run:
        labels = [c for c in chunks[i] if not _FIGURE.fullmatch(c.text)]
        figures = [c for c in chunks[i] if _FIGURE.fullmatch(c.text)]
        if any(label.right > spans[0][0] for label in labels):
            return
        row = [_seen(c) for c in labels]
        for at, (left, right) in enumerate(spans):
            mine = [c for c in figures if left <= (c.left + c.right) / 2 <= right]
            if len(mine) > 1:
                return
            top, bottom = chunks[i][0].box[1], chunks[i][0].box[3]
            row.append(_seen(mine[0], at + MANY) if mine else Seen("", (left, top, right, bottom), at + MANY))
        for at, cell in enumerate(row[: len(labels)]):
            cell.column = at
        made[i] = row
    for i, row in made.items():
        rows[i] = row


def _spans(figures: Sequence[Chunk]) -> list[tuple[float, float]]:
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
