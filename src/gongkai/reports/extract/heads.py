"""Columns that stand in another order than the form's: told by the heads, held against the sums."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.reports.extract.lexicon import Lexicon, Sum
from gongkai.reports.extract.observed import Table
from gongkai.reports.extract.readings import Reading, Slots, breaks
from gongkai.reports.extract.resolved import READ_BY_SUMS, ReadRow, Resolved


def read_in_head_order(rows: Sequence[ReadRow], table: Table, lexicon: Lexicon, result: Resolved) -> None:
    """Where heads stand in another order than the form's: the figures in that order, unless sums speak against it."""
    width = len(lexicon.columns)
    order = _head_order(table, lexicon)
    if order is None or not rows:
        return
    plain = [
        row for row in rows if len(row.options) == 1 and not row.options[0].cost and len(row.options[0].slots) == width
    ]
    moved = [tuple(row.options[0].slots[order.index(i)] for i in range(width)) for row in plain]
    readings_ = [Reading(slots, 0) for slots in moved]
    as_form = sum(breaks(row.options[0].numbers(), lexicon.sums(row.id)) for row in plain)
    as_head = sum(breaks(r.numbers(), lexicon.sums(row.id)) for row, r in zip(plain, readings_, strict=True))
    result.head_moved.append(rows[0].observed.line)
    for row, reading in zip(plain, readings_, strict=True):
        if not _is_same(reading.slots, row.options[0].slots):
            if as_head < as_form:
                row.options = [reading]
            row.contest(READ_BY_SUMS, "table-head-shift")


def in_form_order(table: Table, lexicon: Lexicon) -> bool:
    """Whether the heads stand as in the form, or say nothing of the order."""
    return not table.head_order or _head_order(table, lexicon) is None


def _head_order(table: Table, lexicon: Lexicon) -> list[int] | None:
    """For each printed column the position of its head in the form; None when heads stand as in the form.

    Where heads lie in two rows, the heads of the first row come first: 自然人, 总计, then the five in between.
    """
    columns = lexicon.columns
    in_one_line = next((line for line in table.head_lines if set(line) == set(columns)), [])
    heads = list(dict.fromkeys(in_one_line or table.head_order))
    if len(lexicon.table.blocks) > 1 or set(heads) != set(columns):
        return None
    if in_one_line:
        return None if heads == list(columns) else [columns.index(head) for head in heads]
    whole = heads.index(columns[-1])
    if [h for h in heads if h != columns[-1]] == list(columns[:-1]) and whole != len(columns) - 2:
        return None
    printed = heads if heads[1] == columns[1] else [heads[0], *heads[2:], heads[1]]
    return [columns.index(head) for head in printed]


def read_by_heads(rows: Sequence[ReadRow], table: Table, lexicon: Lexicon, result: Resolved) -> None:
    """Where grid columns are known and every head was found: the reading by heads, unless sums speak against it."""
    by_heads = [(row, reading) for row in rows if (reading := _by_heads(row, table, lexicon)) is not None]
    if not by_heads:
        return
    heads_worse = sum(_faults_of(reading, lexicon.sums(row.id)) for row, reading in by_heads)
    print_worse = sum(_faults_of(row.options[0], lexicon.sums(row.id)) if row.options else 100 for row, _ in by_heads)
    is_moved = any(row.options and not row.options[0].cost for row, _ in by_heads)
    if is_moved:
        result.head_moved.append(rows[0].observed.line)
    for row, reading in by_heads:
        if heads_worse <= print_worse:
            row.options = [reading]
        if is_moved:
            row.contest(READ_BY_SUMS, "table-head-shift")


def _by_heads(row: ReadRow, table: Table, lexicon: Lexicon) -> Reading | None:
    """The cells under the heads, where that differs from the cells in printed order."""
    heads = table.heads.get(row.observed.table, {})
    columns = lexicon.row_columns(row.id)
    if len(columns) < 2 or len(row.observed.pieces) < len(columns) or not all(c in heads for c in columns):
        return None
    pieces = row.observed.pieces
    if len(pieces) == len(columns) and all(p.column == heads[c] for p, c in zip(pieces, columns, strict=True)):
        return None
    cells = {p.column: p for p in pieces if p.column >= 0}
    slots = tuple(cells.get(heads[c]) for c in columns)
    if not any(slots) or len({heads[c] for c in columns}) < len(columns):
        return None
    printed = row.options[0] if row.options else None
    if printed is not None and not printed.cost and _is_same(slots, printed.slots):
        return None
    return Reading(slots, 0)


def _faults_of(reading: Reading, sums: Sequence[Sum]) -> int:
    """How bad a reading is: broken sums weigh more than empty cells."""
    return 100 * breaks(reading.numbers(), sums) + len(reading.gaps)


def _is_same(slots: Slots, other: Slots) -> bool:
    return all(a is b for a, b in zip(slots, other, strict=True))
