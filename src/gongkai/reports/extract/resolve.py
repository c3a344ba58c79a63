"""From observed rows to cells: rows without a label by order, ragged rows by identities, and how sure each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gongkai.reports.extract.lexicon import Lexicon, Sum
from gongkai.reports.extract.readings import (
    Reading,
    Slots,
    agreed,
    breaks,
    choose_together,
    least_broken,
    proven,
    readings,
)
from gongkai.reports.extract.rows import Observed, Piece, Table
from gongkai.reports.extract.values import in_unit, is_strange
from gongkai.reports.model import Cell, Number, Place
from gongkai.reports.schema import CellId, Identity

MAX_COUNT_DIGITS = 9
MANY_UNKNOWN = 3

UNTOLD, INFERRED, READ_BY_SUMS, MISLABELLED = 0.6, 0.3, 0.2, 0.1


@dataclass(slots=True)
class Resolved:
    """Cells of one table, and what was noticed on the way.

    shifted    rows found by order and not by their label
    run_on     rows whose figures were printed without separator
    ragged     rows with another number of cells than columns; `unplaced` those with figures nobody can place
    extra      (line, cells found, cells expected) of rows that are too long
    heads      ids of the column heads that were found, of `columns` (0 where blocks have heads of their own)
    misprints  (line, printed, expected, alias or misprint) of labels
    repeated   rows printed more than once with other figures
    head_moved the columns stand in another order than the form's
    """

    cells: dict[CellId, Cell] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    shifted: list[int] = field(default_factory=list)
    run_on: list[int] = field(default_factory=list)
    ragged: list[tuple[str, int]] = field(default_factory=list)
    unplaced: list[tuple[str, int]] = field(default_factory=list)
    extra: list[tuple[int, int, int]] = field(default_factory=list)
    head_moved: list[int] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    misprints: list[tuple[int, str, str, str]] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    columns: int = 0


@dataclass(slots=True)
class _Row:
    id: str
    observed: Observed
    options: list[Reading]
    doubt: float = 0.0
    reason: str = ""

    def contest(self, doubt: float, reason: str) -> None:
        """Lay at least this doubt on every cell of the row."""
        if doubt > self.doubt:
            self.doubt, self.reason = doubt, reason


def resolve(table: Table, lexicon: Lexicon) -> Resolved:
    """Cells of a table whose rows stand one below the other (tables 2 and 3)."""
    result = Resolved(misprints=table.misprints, heads=set(table.head_order))
    result.columns = len(lexicon.columns) if len(lexicon.table.blocks) == 1 else 0
    aligned = list(_aligned(table.rows, lexicon, result))
    fillers = _has_filler([observed for _, observed, _ in aligned], lexicon)
    rows = []
    for row_id, observed, doubt in aligned:
        sums = lexicon.sums(row_id)
        options = readings(observed.pieces, lexicon.width(row_id), sums, has_filler=fillers)
        best = least_broken(options, sums)
        row = _Row(row_id, observed, best, doubt, "row-label-shift" if doubt else "")
        if any(p.is_weak for p in best[0].slots if p) if best else False:
            row.contest(READ_BY_SUMS, "ragged-row")
        if observed.is_merged:
            row.contest(INFERRED, "ragged-row")
        if len(best) > 1 or _is_cut_short(observed, lexicon.width(row_id)):
            row.contest(READ_BY_SUMS, "ragged-row")
            if not fillers:
                row.options = _cheapest(proven(best, sums))
        rows.append(row)
    _doubt_repeated(rows, table.rows, result)
    if len([row for row in table.rows if row.row is None and row.numbers]) - len(result.shifted) >= MANY_UNKNOWN:
        for row in rows:
            row.contest(INFERRED, "repeated-row")
    _read_in_head_order(rows, table, lexicon, result)
    _read_by_heads(rows, table, lexicon, result)
    _choose(rows, lexicon)
    _doubt_weak_labels(rows, lexicon)
    for row in rows:
        _store(row, lexicon, table.head_units, result)
    return result


def _aligned(rows: Sequence[Observed], lexicon: Lexicon, result: Resolved) -> Iterator[tuple[str, Observed, float]]:
    """Each observed row with its row id: by its label, else by its place between labelled rows."""
    rows = [row for row in _merged(rows, lexicon) if not row.is_subtotal]
    order = _order(rows, lexicon)
    at = {row_id: i for i, row_id in enumerate(order)}
    seen: set[str] = set()
    beside = _foreign_beside_own(rows, lexicon)
    for row, row_id, is_by_label in _placed(rows, order, at):
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


def _has_filler(rows: Sequence[Observed], lexicon: Lexicon) -> bool:
    """Whether full rows of the table have an empty cell between their label and their figures."""
    for row in rows:
        pieces, width = row.pieces, lexicon.width(row.row or "")
        if len(pieces) > width and not pieces[0].printed and all(p.printed for p in pieces[1 : width + 1]):
            return True
    return False


def _is_cut_short(observed: Observed, width: int) -> bool:
    """Whether the row prints figures but an empty last cell, the total: the figures may stand one cell too far left."""
    return len(observed.pieces) == width > 1 and observed.numbers > 0 and not observed.pieces[-1].printed


def _doubt_weak_labels(rows: Sequence[_Row], lexicon: Lexicon) -> None:
    """Where identities between rows fail, a row whose label stands in another line may have been misplaced."""
    weak = [row for row in rows if not row.observed.is_own or row.observed.match in {"wrapped", "broken"}]
    if weak and _Faults(rows, [], lexicon)(()):
        for row in weak:
            row.contest(INFERRED, "row-label-shift")


def _doubt_repeated(rows: Sequence[_Row], observed: Sequence[Observed], result: Resolved) -> None:
    """Rows printed twice with other figures (a second year, a second table): which ones count is not told."""
    again: dict[str, list[Observed]] = {}
    for row in observed:
        if row.row and row.numbers:
            again.setdefault(row.row, []).append(row)
    twice = {row_id: group for row_id, group in again.items() if len(group) > 1}
    differing = [row_id for row_id, group in twice.items() if len({_printed(row) for row in group}) > 1]
    if differing:
        result.repeated += differing
        for entry in rows:
            if entry.id in twice:
                entry.contest(INFERRED, "repeated-row")


def _printed(row: Observed) -> tuple[str, ...]:
    return tuple(p.printed for p in row.pieces if p.printed)


def _read_in_head_order(rows: Sequence[_Row], table: Table, lexicon: Lexicon, result: Resolved) -> None:
    """Where heads stand in another order than the form's: the figures in that order, unless sums speak against it."""
    width = len(lexicon.columns)
    order = _head_order(table, lexicon)
    if order is None:
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


def _read_by_heads(rows: Sequence[_Row], table: Table, lexicon: Lexicon, result: Resolved) -> None:
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


def _by_heads(row: _Row, table: Table, lexicon: Lexicon) -> Reading | None:
    """The cells under the heads, where that differs from the cells in printed order."""
    heads = table.heads.get(row.observed.table, {})
    columns = lexicon.row_columns(row.id)
    if len(columns) < 2 or len(row.observed.pieces) < len(columns) or not all(c in heads for c in columns):
        return None
    cells = {p.column: p for p in row.observed.pieces if p.column >= 0}
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


def _choose(rows: list[_Row], lexicon: Lexicon) -> None:
    """Settle rows that can be read in several ways by the identities between rows."""
    open_rows = [row for row in rows if len(row.options) > 1 and any(any(r.numbers()) for r in row.options)]
    if open_rows:
        faults = _Faults(rows, open_rows, lexicon)
        chosen = choose_together([row.options for row in open_rows], faults)
        for row, options in zip(open_rows, chosen, strict=True):
            row.options = options
    ragged = [{r.gaps for r in row.options} for row in open_rows if all(r.reason == "ragged-row" for r in row.options)]
    shared = set.intersection(*ragged) if ragged else set()
    for row in rows:
        if len(row.options) > 1:
            alike = [r for r in row.options if r.gaps in shared]
            row.options = alike or (row.options if row in open_rows else _cheapest(row.options))


class _Faults:
    """Counts the identities between rows that a combination of readings breaks."""

    def __init__(self, rows: Sequence[_Row], open_rows: Sequence[_Row], lexicon: Lexicon) -> None:
        self._fixed: dict[CellId, Number | None] = {}
        self._open = [lexicon.cells(row.id) for row in open_rows]
        for row in rows:
            if row not in open_rows and row.options:
                numbers = (p.value.number if p else None for p in agreed(row.options))
                self._fixed.update(zip(lexicon.cells(row.id), numbers, strict=True))
        touched = {cell for cells in self._open for cell in cells}
        self._between = [i for i in lexicon.between if not open_rows or touched.intersection(i.left + i.right)]

    def __call__(self, chosen: Sequence[Reading]) -> int:
        values = dict(self._fixed)
        for cells, reading in zip(self._open, chosen, strict=True):
            values.update(zip(cells, reading.numbers(), strict=True))
        return sum(1 for identity in self._between if _is_broken(identity, values))


def _is_broken(identity: Identity, values: Mapping[CellId, Number | None]) -> bool:
    left = [values.get(c) for c in identity.left]
    right = [values.get(c) for c in identity.right]
    known_left, known_right = sum(n for n in left if n is not None), sum(n for n in right if n is not None)
    if None not in left and None not in right:
        return known_left != known_right
    if None not in left:
        return known_right > known_left
    return None not in right and known_left > known_right


def _store(row: _Row, lexicon: Lexicon, head_units: Mapping[str, str], result: Resolved) -> None:
    observed, cells = row.observed, lexicon.cells(row.id)
    result.rows[row.id] = observed.line
    if not row.options:
        result.cells.update(dict.fromkeys(cells, Cell(None, "", Place(observed.line), UNTOLD, "ragged-row")))
        result.ragged.append((row.id, observed.line))
        return
    slots = agreed(row.options)
    reason = row.options[0].reason or ("ragged-row" if len(row.options) > 1 else "")
    if reason:
        _note(row, slots, reason, len(cells), result)
    doubts = _doubts(row, observed, reason)
    for i, (cell, column, piece) in enumerate(zip(cells, lexicon.row_columns(row.id), slots, strict=True)):
        is_open = reason and piece is None and len({id(r.slots[i]) for r in row.options}) > 1
        doubt = max(doubts, (UNTOLD, reason)) if is_open else doubts
        read = _cell(piece, observed, lexicon.unit(row.id, column), head_units.get(column, ""))
        result.cells[cell] = read.doubted(*doubt)


def _doubts(row: _Row, observed: Observed, reason: str) -> tuple[float, str]:
    """The greatest doubt that lies on every cell of this row, and why."""
    doubt = (row.doubt, row.reason)
    if reason:
        doubt = max(doubt, (READ_BY_SUMS, reason))
    if observed.match == "misprint":
        doubt = max(doubt, (MISLABELLED, "misspelt-header"))
    if observed.match == "broken":
        doubt = max(doubt, (MISLABELLED, "ragged-row"))
    return doubt


def _note(row: _Row, slots: Slots, reason: str, width: int, result: Resolved) -> None:
    observed = row.observed
    if reason == "glued-cells":
        result.run_on.append(observed.line)
    elif reason == "extra-cell":
        result.extra.append((observed.line, len(observed.pieces), width))
    elif reason:
        result.ragged.append((row.id, observed.line))
        if any(p.printed and p not in slots for p in observed.pieces):
            result.unplaced.append((row.id, observed.line))


def _cell(piece: Piece | None, observed: Observed, expected_unit: str, head_unit: str) -> Cell:
    """The cell as read, its number in the unit the form expects; the head's unit counts where the cell prints none."""
    if piece is None:
        return Cell(None, "", Place(observed.line))
    value = piece.value
    unit = value.unit or (head_unit if expected_unit else "")
    number = in_unit(value.number, unit, expected_unit) if value.number is not None else None
    cell = Cell(number, piece.printed, Place(piece.line), unit=value.unit)
    if value.kind == "words" or (value.kind == "number" and number is None):
        return cell.doubted(UNTOLD, "unreadable-cell")
    if is_strange(unit, expected_unit):
        return cell.doubted(INFERRED, "unit-in-cell")
    if len(value.digits) > MAX_COUNT_DIGITS:
        return replace(cell, value=None).doubted(UNTOLD, "glued-cells")
    return cell


def resolve_one_row(rows: Sequence[Observed], lexicon: Lexicon) -> Resolved:
    """Cells of table 4, whose rows stand side by side in one line, or each in a line of its own."""
    result = Resolved()
    wide = len(lexicon.columns)
    for observed in rows:
        ids = [observed.row] if observed.row else list(lexicon.row_ids)
        cells = [cell for row_id in ids for cell in lexicon.cells(row_id)]
        sums = [
            (k * wide + total, tuple(k * wide + part for part in parts))
            for k, row_id in enumerate(ids)
            for total, parts in lexicon.sums(row_id)
        ]
        options = least_broken(readings(observed.pieces, len(cells), sums, has_filler=False), sums)
        row = _Row("", observed, _cheapest(proven(options, sums)) if options else [])
        slots = agreed(row.options) if row.options else (None,) * len(cells)
        reason = row.options[0].reason if row.options else "ragged-row"
        if reason:
            _note(row, slots, reason, len(cells), result)
        result.rows.update((row_id, observed.line) for row_id in ids)
        for i, (cell, piece) in enumerate(zip(cells, slots, strict=True)):
            is_open = not row.options or len({id(r.slots[i]) for r in row.options}) > 1
            doubt = (UNTOLD if is_open and piece is None else READ_BY_SUMS, reason) if reason else (0.0, "")
            result.cells[cell] = _cell(piece, observed, "", "").doubted(*doubt)
    return result


def _cheapest(options: Sequence[Reading]) -> list[Reading]:
    least = min(reading.cost for reading in options)
    return [reading for reading in options if reading.cost == least]
