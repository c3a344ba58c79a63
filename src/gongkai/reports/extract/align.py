"""Which row of the form each observed row is: by its label, by its place between labelled rows, or neither."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai.reports.extract.lexicon import Lexicon
from gongkai.reports.extract.observed import Observed
from gongkai.reports.extract.resolved import INFERRED, Resolved


def aligned(rows: Sequence[Observed], lexicon: Lexicon, result: Resolved) -> Iterator[tuple[str, Observed, float]]:
    """Each observed row with its row id: by its label, else by its place between labelled rows."""
    rows = [row for row in _merged(rows, lexicon) if not row.is_subtotal]
    order = _order(rows, lexicon)
    at = {row_id: i for i, row_id in enumerate(order)}
    seen: set[str] = set()
    beside = _foreign_beside_own(rows, lexicon)
    for row, row_id, is_by_label in _placed(rows, order, at):
        row_id = next((twin for twin in lexicon.twins(row_id) if twin not in seen), row_id)
        if row_id in seen:
            continue
        seen.add(row_id)
        if not is_by_label:
            result.shifted.append(row.line)
        is_doubtful = not is_by_label or row_id in beside
        yield row_id, row, INFERRED if is_doubtful else 0.0


def _placed(
    rows: Sequence[Observed], order: Sequence[str], at: Mapping[str, int]
) -> Iterator[tuple[Observed, str, bool]]:
    """Rows with their ids, and whether the label says so.

    A label in the row's own line is sure. Between two such rows, where as many rows stand as are missing and not
    all have a label, they are taken in order; elsewhere a label in an earlier line counts.
    """
    sure = [i for i, row in enumerate(rows) if row.row in at and row.is_own and row.match != "misprint"]
    taken = {rows[i].row for i in sure}
    for before, after in zip([-1, *sure], [*sure, len(rows)], strict=True):
        if before >= 0:
            yield rows[before], rows[before].row or "", True
        between = rows[before + 1 : after]
        low = at[rows[before].row or ""] if before >= 0 else -1
        high = at[rows[after].row or ""] if after < len(rows) else len(order)
        missing = [row_id for row_id in order[low + 1 : high] if row_id not in taken]
        if len(missing) == len(between) and any(row.row is None for row in between):
            yield from ((row, row_id, row.row == row_id) for row, row_id in zip(between, missing, strict=True))
        else:
            yield from ((row, row.row, True) for row in between if row.row)


def _merged(rows: Sequence[Observed], lexicon: Lexicon) -> Iterator[Observed]:
    """Rows broken over two lines put together: too few cells, followed by a row without label that has the rest."""
    held: Observed | None = None
    for row in rows:
        if held is not None and row.row is None and not row.is_subtotal:
            width = lexicon.width(held.row or "")
            rest = [p for p in row.pieces if p.printed or len(held.pieces) + len(row.pieces) == width]
            if len(held.pieces) < width and len(held.pieces) + len(rest) == width and held.row:
                held.pieces += rest
                held.match = "broken"
                continue
        if held is not None:
            yield held
        held = row
    if held is not None:
        yield held


def _order(rows: Sequence[Observed], lexicon: Lexicon) -> list[str]:
    """The rows to expect, in printed order: foreign rows that occur stand in for the edition's own of that group."""
    present = {row.row for row in rows}
    order: list[str] = []
    for block in lexicon.table.blocks:
        foreign = [row for row in block.foreign_rows if row.id in present]
        replaced = {row.outcome for row in foreign if row.outcome}
        for row in block.rows:
            if row.outcome in replaced and row.id not in present:
                order += [f.id for f in foreign if f.id not in order]
            else:
                order.append(row.id)
        order += [f.id for f in foreign if f.id not in order]
    return order


def _foreign_beside_own(rows: Sequence[Observed], lexicon: Lexicon) -> set[str]:
    """Rows of another edition printed beside the edition's own rows of the same group: one of the labels is wrong."""
    present = {row.row for row in rows}
    doubtful: set[str] = set()
    for block in lexicon.table.blocks:
        own = {row.outcome for row in block.rows if row.id in present}
        doubtful |= {row.id for row in block.foreign_rows if row.id in present and row.outcome in own}
    return doubtful
