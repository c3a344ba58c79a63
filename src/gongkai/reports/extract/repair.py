"""Cells recognised from a picture: confirmed by the identities, read again where they are not, or doubted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gongkai.reports.extract.lexicon import lexicon_of
from gongkai.reports.extract.resolved import INFERRED, MISLABELLED, UNTOLD
from gongkai.reports.extract.source import SecondLook
from gongkai.reports.extract.values import in_unit, parse_value
from gongkai.reports.findings import Finding, finding
from gongkai.reports.model import Cell, Number, Place
from gongkai.reports.schema import CellId, Edition, Identity

BY_SUMS, UNSURE, ALONE = "recognised-by-sums", "recognised-unsure", "recognised-alone"
SURE, SURE_AGAIN = 0.9, 0.75
SMALL = MISLABELLED
"""The doubt of a figure that every look shows alike, but no sum confirms."""
MAX_CHANGES = 12
_LIKE = str.maketrans("OoDQ〇口Il|丨iZzSsBbgq。", "0000001111122558699.")

Cells = dict[CellId, Cell]
Options = dict[CellId, list[Number]]


def repair(cells: Cells, form: Edition, second: SecondLook) -> Iterator[Finding]:
    """Settle the cells that were recognised from pictures, in place; what is changed or unsure is marked and told.

    A cell that stands in a sum that holds, and in none that fails, is right. The others are read again: where another
    reading makes more sums hold, it is taken, with a doubt; where readings differ without a sum to tell, the cell
    is doubted, and a little even where they agree. What the page prints is never replaced by what a sum demands:
    only readings of the picture count, and none where several cells share one place in it.
    """
    sums = _Sums(cells, form)
    seen = [cell for cell, content in cells.items() if _key(content) in second.certainty]
    open_cells = [cell for cell in seen if not sums.confirms(cell)]
    looked = dict(zip(open_cells, second.look([_place(cells[c]) for c in open_cells]), strict=True))
    sharing = Counter(_key(cells[cell]) for cell in open_cells)
    alone_there = [cell for cell in open_cells if sharing[_key(cells[cell])] == 1]
    options = {cell: _options(cells[cell], looked[cell], form, cell) for cell in alone_there}
    changed = _changes(cells, options, sums)
    unsure, alone = [], []
    for cell in open_cells:
        content = cells[cell]
        if cell in changed or (sums.confirms(cell) and not content.doubt):
            continue
        if not _is_agreed(content, looked[cell], second.certainty[_key(content)]):
            cells[cell] = _doubted(content, options.get(cell, ()))
            unsure.append(cell)
        elif content.value is not None:
            cells[cell] = content.doubted(SMALL, ALONE)
            alone.append(cell)
    if changed:
        yield finding(BY_SUMS, tuple(changed), count=len(changed))
    if unsure:
        yield finding(UNSURE, tuple(unsure), count=len(unsure))
    if alone:
        yield finding(ALONE, tuple(alone), count=len(alone))


def _key(content: Cell) -> tuple[int, tuple[float, float, float, float]]:
    place = content.place
    return (place.page, place.box) if place is not None and place.box is not None else (0, (0.0, 0.0, 0.0, 0.0))


def _place(content: Cell) -> Place:
    assert content.place is not None
    return content.place


def _options(content: Cell, looks: Sequence[tuple[str, float]], form: Edition, cell: CellId) -> list[Number]:
    """The numbers that the picture of a cell may show, other than the one that was read; the likeliest first."""
    spec = form.spec(cell)
    found: dict[Number, float] = {}
    for text, certainty in [(content.printed, 0.5), *looks]:
        for wording, weight in ((text, 1.0), (text.translate(_LIKE), 0.8)):
            value = parse_value(wording)
            number = value.number
            if number is not None and value.unit and spec is not None:
                number = in_unit(number, value.unit, spec.unit)
            if number is not None and number != content.value:
                found[number] = max(found.get(number, 0.0), certainty * weight)
    return sorted(found, key=lambda number: -found[number])[:4]


def _changes(cells: Cells, options: Options, sums: _Sums) -> list[CellId]:
    """Take other readings of cells, one by one, as long as one alone makes more sums hold than any other."""
    changed: list[CellId] = []
    for _ in range(MAX_CHANGES):
        gains = [
            (gain, cell, number)
            for cell, numbers in options.items()
            if cell not in changed
            for number in numbers
            if (gain := sums.gain(cell, number)) > 0
        ]
        best = max((gain for gain, _, _ in gains), default=0)
        top = [(cell, number) for gain, cell, number in gains if gain == best]
        if len(top) != 1:
            break
        cell, number = top[0]
        cells[cell] = replace(cells[cell], value=number, doubt=INFERRED, reason=BY_SUMS)
        changed.append(cell)
    return changed


def _is_agreed(content: Cell, looks: Sequence[tuple[str, float]], certainty: float) -> bool:
    """Whether every look at a cell gives the same, surely; a cell without ink is blank."""
    if content.value is None:
        return not content.printed and not any(text for text, _ in looks)
    if certainty < SURE or not looks:
        return False
    return all(certain >= SURE_AGAIN and _same(text, content) for text, certain in looks)


def _same(text: str, content: Cell) -> bool:
    value, printed = parse_value(text), parse_value(content.printed)
    return value.number is not None and (value.number, value.unit) == (printed.number, printed.unit)


def _doubted(content: Cell, options: Sequence[Number]) -> Cell:
    """The cell with its doubt; one that could not be read at all takes the likeliest reading, if there is one."""
    if content.value is None and content.doubt >= UNTOLD and len(options) == 1:
        return replace(content, value=options[0], doubt=INFERRED, reason=UNSURE)
    return content.doubted(INFERRED, UNSURE)


class _Sums:
    """The identities of the form over the cells as they stand, a row of another edition in its group's place."""

    def __init__(self, cells: Cells, form: Edition) -> None:
        self._cells = cells
        self._identities = [*_identities(cells, form)]
        self._of: dict[CellId, list[Identity]] = {}
        for identity in self._identities:
            for cell in (*identity.left, *identity.right):
                self._of.setdefault(cell, []).append(identity)

    def confirms(self, cell: CellId) -> bool:
        """Whether a sum with this cell holds, and none fails or is open."""
        found = [self._holds(identity, {}) for identity in self._of.get(cell, ())]
        return True in found and False not in found

    def gain(self, cell: CellId, number: Number) -> int:
        """How many more sums hold with this number in the cell; less where some fail that hold now."""
        change: Mapping[CellId, Number] = {cell: number}
        before = sum(self._holds(identity, {}) is True for identity in self._of.get(cell, ()))
        after = sum(self._holds(identity, change) is True for identity in self._of.get(cell, ()))
        return after - before

    def _holds(self, identity: Identity, change: Mapping[CellId, Number]) -> bool | None:
        left, right = self._sum(identity.left, change), self._sum(identity.right, change)
        return None if left is None or right is None else left == right

    def _sum(self, part: Sequence[CellId], change: Mapping[CellId, Number]) -> Number | None:
        """The sum of cells, blanks counting nothing; None where one cannot be told or none is printed."""
        total: Number = 0
        is_printed = False
        for cell in part:
            content = self._cells.get(cell)
            number = change.get(cell, content.value if content else None)
            if number is None and content is not None and content.doubt:
                return None
            if number is not None:
                total += number
                is_printed = True
        return total if is_printed else None


def _identities(cells: Cells, form: Edition) -> Iterator[Identity]:
    """The identities of the form, and those inside rows of another edition."""
    for table in form.tables:
        lexicon = lexicon_of(form.id, table.id)
        foreign = {
            row.outcome or row.id: row.id
            for block in table.blocks
            for row in block.foreign_rows
            if any(cell in cells for cell in lexicon.cells(row.id))
        }
        for row_id in foreign.values():
            ids = lexicon.cells(row_id)
            yield from (Identity("", (ids[at],), tuple(ids[i] for i in parts)) for at, parts in lexicon.sums(row_id))
        for identity in table.identities:
            yield Identity(identity.rule, identity.left, _with_foreign(identity.right, foreign, form, cells))


def _with_foreign(
    part: tuple[CellId, ...], foreign: Mapping[str, str], form: Edition, cells: Cells
) -> tuple[CellId, ...]:
    """The cells of a sum; those whose rows another edition's row replaces give way to its cell."""
    kept: list[CellId] = []
    for cell in part:
        spec = form.cells.get(cell)
        row = foreign.get(spec.row.outcome) if spec is not None and spec.row.outcome else None
        if spec is None or row is None or (cell in cells and cells[cell].value is not None):
            kept.append(cell)
        elif (other := CellId(f"{spec.table}.{row}.{spec.column.id}")) not in kept:
            kept.append(other)
    return tuple(kept)
