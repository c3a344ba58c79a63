"""From observed rows to cells: ragged rows by identities, and how sure each cell is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongkai.reports.extract.align import aligned
from gongkai.reports.extract.heads import in_form_order, read_by_heads, read_in_head_order
from gongkai.reports.extract.lexicon import Lexicon, Sum
from gongkai.reports.extract.observed import Observed, Piece, Table
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
from gongkai.reports.extract.resolved import INFERRED, MISLABELLED, READ_BY_SUMS, UNTOLD, ReadRow, Resolved
from gongkai.reports.extract.shape import Shape, fills_grid, is_long, lacks_total, lead, shape_of
from gongkai.reports.extract.values import in_unit, is_strange
from gongkai.reports.model import Cell, Number, Place
from gongkai.reports.schema import CellId, Identity

MAX_COUNT_DIGITS = 9
MANY_UNKNOWN = 3
_SUBTOTAL, _REMARKS = "小计", "备注"


def resolve(table: Table, lexicon: Lexicon) -> Resolved:
    """Cells of a table whose rows stand one below the other (tables 2 and 3)."""
    result = Resolved(misprints=table.misprints, heads=set(table.head_order))
    result.columns = len(lexicon.columns) if len(lexicon.table.blocks) == 1 else 0
    if _is_orderly(table, lexicon):
        for seen in table.rows:
            _store_orderly(seen, seen.row or "", lexicon, table.head_units, result)
        return result
    placed = list(aligned(table.rows, lexicon, result))
    shape = shape_of(table.rows, [observed for _, observed, _ in placed], lexicon)
    rows = [_row(row_id, observed, doubt, lexicon, shape) for row_id, observed, doubt in placed]
    _doubt_repeated(rows, table.rows, result)
    _doubt_unknown(rows, table.rows, result)
    read_in_head_order(rows, table, lexicon, result)
    read_by_heads(rows, table, lexicon, result)
    _choose(rows, lexicon)
    _doubt_weak_labels(rows, table, lexicon)
    _doubt_short_rows(rows, table, lexicon)
    for row in rows:
        _store(row, lexicon, table.head_units, result)
    return result


def _is_orderly(table: Table, lexicon: Lexicon) -> bool:
    """Whether every row has its own label, each but once, and bare digits that add up, under heads in order."""
    seen: set[str] = set()
    for row in table.rows:
        row_id = row.row
        if row_id is None or row_id in seen or not row.is_own or row.match not in {"exact", "alias"}:
            return False
        numbers = [p.value.number for p in row.pieces]
        if len(numbers) != lexicon.width(row_id) or row.is_merged or row.is_stuck or None in numbers:
            return False
        if breaks(numbers, lexicon.sums(row_id)):
            return False
        heads = table.heads.get(row.table, {})
        if any(
            p.column != heads.get(c, p.column) for p, c in zip(row.pieces, lexicon.row_columns(row_id), strict=True)
        ):
            return False
        seen.add(row_id)
    if _SUBTOTAL in _head(table):
        return False
    shapes = {tuple(p.column for p in row.pieces) for row in table.rows}
    return len(shapes) == len({len(shape) for shape in shapes}) and in_form_order(table, lexicon)


def _head(table: Table) -> str:
    """All words of the table before its first figures."""
    return table.said[: table.rows[0].offset]


def _store_orderly(
    row: Observed, row_id: str, lexicon: Lexicon, head_units: Mapping[str, str], result: Resolved
) -> None:
    cells = lexicon.cells(row_id)
    result.rows[row_id] = row.line
    if row.is_plain and lexicon.is_counting(row_id):
        _store_plain(row, cells, (0.0, ""), result)
        return
    for cell, column, piece in zip(cells, lexicon.row_columns(row_id), row.pieces, strict=True):
        result.cells[cell] = _cell(piece, row, lexicon.unit(row_id, column), head_units.get(column, ""))


def _store_plain(row: Observed, cells: Sequence[CellId], doubt: tuple[float, str], result: Resolved) -> None:
    made: dict[str, Cell] = {}
    place = Place(row.line)
    for cell, piece in zip(cells, row.pieces, strict=True):
        printed = piece.printed
        read = made.get(printed)
        if piece.paged is not None:
            read = Cell(piece.value.number, printed, piece.paged, *doubt)
        elif read is None:
            read = made[printed] = Cell(piece.value.number, printed, place, *doubt)
        result.cells[cell] = read


def _row(row_id: str, observed: Observed, doubt: float, lexicon: Lexicon, shape: Shape) -> ReadRow:
    """The row with the readings that break the fewest of its own sums, and the doubt that its shape lays on it.

    Where rows of the table have empty cells between label and figures, as many empty cells in front of a row that is
    not longer than the form may be those, and the row cut off behind.
    """
    row = _read_row(row_id, observed, doubt, lexicon, shape)
    if len(observed.pieces) <= lexicon.width(row_id):
        has_slipped = shape.is_cut and 0 < shape.fillers <= lead(observed) < len(observed.pieces)
        if has_slipped or lacks_total(observed, lexicon.sums(row_id)):
            row.contest(READ_BY_SUMS, "ragged-row")
    return row


def _read_row(row_id: str, observed: Observed, doubt: float, lexicon: Lexicon, shape: Shape) -> ReadRow:
    """The row as its own cells tell it."""
    sums = lexicon.sums(row_id)
    options = readings(observed.pieces, lexicon.width(row_id), sums, has_filler=shape.fillers == 1)
    if len(options) == 1 and not options[0].cost and observed.is_plain and not observed.is_stuck:
        row = ReadRow(row_id, observed, options, doubt, "row-label-shift" if doubt else "")
        return _held_to_sums(row, sums, lexicon)
    if options and fills_grid(observed, shape.grid, sums):
        options = options[:1]
    row = ReadRow(row_id, observed, least_broken(options, sums), doubt, "row-label-shift" if doubt else "")
    if row.options and any(p.is_weak for p in row.options[0].slots if p):
        row.contest(READ_BY_SUMS, "ragged-row")
    if observed.is_stuck:
        row.contest(READ_BY_SUMS, "glued-cells")
    if observed.is_merged:
        row.contest(INFERRED, "ragged-row")
    if len(row.options) > 1 or (len(options) > 1 and not observed.pieces[-1].printed):
        row.contest(READ_BY_SUMS, "ragged-row")
        if shape.fillers != 1:
            row.options = _cheapest(proven(row.options, sums))
    return _held_to_sums(row, sums, lexicon)


def _held_to_sums(row: ReadRow, sums: Sequence[Sum], lexicon: Lexicon) -> ReadRow:
    """The row, doubted when the best reading of it breaks its own sum: it may be misread as well as misprinted.

    So too where words without a digit stand in the place of the total: they may be a remark, and the row have slipped
    to the left.
    """
    if row.options and breaks(row.options[0].numbers(), sums):
        row.contest(READ_BY_SUMS, lexicon.table.identities[0].rule)
    ends = (option.slots[total] for option in row.options for total, _ in sums)
    if any(piece and piece.value.kind == "words" and not any(map(str.isdigit, piece.printed)) for piece in ends):
        row.contest(READ_BY_SUMS, "ragged-row")
    return row


def _doubt_weak_labels(rows: Sequence[ReadRow], table: Table, lexicon: Lexicon) -> None:
    """Rows whose label stands in another line may have been given to the wrong one.

    So where identities between rows fail, where a label has no figures, or where most labels stand beside theirs.
    """
    weak = [row for row in rows if not row.observed.is_own or row.observed.match in {"wrapped", "broken"}]
    if not weak or _is_complete(rows, table, lexicon):
        return
    without_figures = table.labels - {row.id for row in rows}
    if without_figures or len(weak) * 3 < len(rows) or _Faults(rows, [], lexicon)(()):
        for row in weak:
            row.contest(INFERRED, "row-label-shift")


def _is_complete(rows: Sequence[ReadRow], table: Table, lexicon: Lexicon) -> bool:
    """Whether every row of the form is printed once with a figure in every column and nothing is left over.

    Then no row can have slipped, and sums that fail are the report's own.
    """
    has_all = {row.id for row in rows} >= set(lexicon.row_ids) and len(table.rows) == len(rows)
    return has_all and all(row.observed.numbers == len(row.observed.pieces) == lexicon.width(row.id) for row in rows)


def _doubt_short_rows(rows: Sequence[ReadRow], table: Table, lexicon: Lexicon) -> None:
    """Where most rows print more cells than the form has columns, the others may lack one.

    Where some print more figures, so may those that have as many cells, blanks among them. Where the head has a
    column for remarks, a quarter of the rows is enough; where it has one more column of figures, all may lack one.
    """
    head = _head(table)
    share = 4 if _REMARKS in head else 2
    long = [row for row in rows if is_long(row.observed, lexicon.width(row.id))]
    excess = {row.id: len(row.observed.pieces) - lead(row.observed) - lexicon.width(row.id) for row in rows}
    has_more = len(lexicon.table.blocks) == 1 and sum(more > 0 for more in excess.values()) * share > len(rows)
    for row in rows:
        has_extra = len(row.observed.pieces) > lexicon.width(row.id)
        if _SUBTOTAL in head or len(long) * 2 > len(rows) or (has_extra if long else has_more and excess[row.id] == 0):
            row.contest(READ_BY_SUMS, "extra-cell")


def _doubt_unknown(rows: Sequence[ReadRow], observed: Sequence[Observed], result: Resolved) -> None:
    """Several rows of figures that belong to no row of the form: the table is not what it seems to be."""
    result.unknown = sum(1 for row in observed if row.row is None and row.numbers) - len(result.shifted)
    if result.unknown >= MANY_UNKNOWN:
        for row in rows:
            row.contest(INFERRED, "repeated-row")


def _doubt_repeated(rows: Sequence[ReadRow], observed: Sequence[Observed], result: Resolved) -> None:
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
            entry.contest(INFERRED, "repeated-row")


def _printed(row: Observed) -> tuple[str, ...]:
    return tuple(p.printed for p in row.pieces if p.printed)


def _choose(rows: list[ReadRow], lexicon: Lexicon) -> None:
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

    def __init__(self, rows: Sequence[ReadRow], open_rows: Sequence[ReadRow], lexicon: Lexicon) -> None:
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


def _store(row: ReadRow, lexicon: Lexicon, head_units: Mapping[str, str], result: Resolved) -> None:
    observed, cells = row.observed, lexicon.cells(row.id)
    result.rows[row.id] = observed.line
    if not row.options:
        result.cells.update(dict.fromkeys(cells, Cell(None, "", observed.pieces[0].place, UNTOLD, "ragged-row")))
        result.ragged.append((row.id, observed.line))
        return
    slots = agreed(row.options)
    reason = row.options[0].reason or ("ragged-row" if len(row.options) > 1 else "")
    if reason:
        _note(row, slots, reason, len(cells), result)
    doubts = _doubts(row, observed, reason)
    if not reason and observed.is_plain and slots == tuple(observed.pieces) and lexicon.is_counting(row.id):
        _store_plain(observed, cells, doubts, result)
        return
    for i, (cell, column, piece) in enumerate(zip(cells, lexicon.row_columns(row.id), slots, strict=True)):
        is_open = reason and piece is None and len({id(r.slots[i]) for r in row.options}) > 1
        doubt = max(doubts, (UNTOLD, reason)) if is_open else doubts
        read = _cell(piece, observed, lexicon.unit(row.id, column), head_units.get(column, ""))
        result.cells[cell] = read.doubted(*doubt)


def _doubts(row: ReadRow, observed: Observed, reason: str) -> tuple[float, str]:
    """The greatest doubt that lies on every cell of this row, and why."""
    doubt = (row.doubt, row.reason)
    if reason:
        doubt = max(doubt, (READ_BY_SUMS, reason))
    if observed.match == "misprint":
        doubt = max(doubt, (MISLABELLED, "misspelt-header"))
    if observed.match == "broken":
        doubt = max(doubt, (MISLABELLED, "ragged-row"))
    return doubt


def _note(row: ReadRow, slots: Slots, reason: str, width: int, result: Resolved) -> None:
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
        return Cell(None, "", observed.pieces[0].place)
    value = piece.value
    unit = value.unit or (head_unit if expected_unit else "")
    number = in_unit(value.number, unit, expected_unit) if value.number is not None else None
    cell = Cell(number, piece.printed, piece.place, unit=value.unit)
    if value.kind == "words" or (value.kind == "number" and number is None):
        return cell.doubted(UNTOLD, "unreadable-cell")
    if not value.unit and unit not in {"", expected_unit}:
        return cell.doubted(MISLABELLED, "unit-in-cell")
    if is_strange(unit, expected_unit):
        return cell.doubted(INFERRED, "unit-in-cell")
    if len(value.digits) > MAX_COUNT_DIGITS or (len(value.digits) > 1 and value.digits[0] == "0"):
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
        row = ReadRow("", observed, _cheapest(proven(options, sums)) if options else [])
        slots = agreed(row.options) if row.options else (None,) * len(cells)
        reason = row.options[0].reason if row.options else "ragged-row"
        if not reason and (observed.is_merged or (observed.row and not observed.pieces[0].printed)):
            reason = "ragged-row"
        is_broken = not reason and row.options and breaks(row.options[0].numbers(), sums)
        if reason:
            _note(row, slots, reason, len(cells), result)
        result.rows.update((row_id, observed.line) for row_id in ids)
        for i, (cell, piece) in enumerate(zip(cells, slots, strict=True)):
            is_open = not row.options or len({id(r.slots[i]) for r in row.options}) > 1
            doubt = (UNTOLD if is_open and piece is None else READ_BY_SUMS, reason) if reason else (0.0, "")
            read = _cell(piece, observed, "", "").doubted(*doubt)
            result.cells[cell] = read.doubted(READ_BY_SUMS, lexicon.table.identities[0].rule) if is_broken else read
    return result


def _cheapest(options: Sequence[Reading]) -> list[Reading]:
    least = min(reading.cost for reading in options)
    return [reading for reading in options if reading.cost == least]
