"""Tables that run over pages: the same columns, heads that are repeated, rows that the page cuts in two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.reports.extract.pages.blocks import Block
from gongkai.reports.extract.pages.known import is_label
from gongkai.reports.extract.values import parse_value
from gongkai.reports.model import Place

NEAR, SAME = 4.0, 0.7
WIDE = 7
OVER = 4


@dataclass(slots=True)
class Field:
    """A cell of a table with its page."""

    text: str
    column: int
    place: Place
    is_merged: bool = False
    certainty: float = 1.0


Row = list[Field]


@dataclass(slots=True)
class Joined:
    """A table, on however many pages."""

    rows: list[Row] = field(default_factory=list)


def joined(blocks: Sequence[Block]) -> Joined:
    """The blocks of one table, put together page after page."""
    places, moves = _columns(blocks)
    table = Joined()
    for block, move in zip(blocks, moves, strict=True):
        rows = _rows(block, places, move)
        if table.rows:
            rows = _without_heads(rows, table.rows)
            is_next_page = rows and rows[0][0].place.page != table.rows[-1][0].place.page
            if is_next_page and _belong_together(table.rows[-1], rows[0]):
                table.rows[-1] = _one_row(table.rows[-1], rows[0])
                rows = rows[1:]
            elif rows:
                _mend_group(table.rows, rows[0])
        table.rows += rows
    _mend_overflow(table.rows)
    _without_loose_columns(table.rows)
    return table


def _columns(blocks: Sequence[Block]) -> tuple[list[float], list[float]]:
    """Where columns begin, over all blocks; and how far each block is to be moved to stand below the first."""
    known: list[float] = []
    moves: list[float] = []
    for block in blocks:
        moves.append(_move(block.xs, known))
        for x in block.xs:
            if all(abs(x + moves[-1] - k) > NEAR for k in known):
                known.append(x + moves[-1])
    return sorted(known), moves


def is_same_grid(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether the columns of the table with fewer of them stand where the other's do."""
    move = _move(other, one)
    same = sum(1 for x in other if any(abs(x + move - k) <= NEAR for k in one))
    return same >= SAME * min(len(one), len(other))


def _move(xs: Sequence[float], known: Sequence[float]) -> float:
    """How far to move a block so that most of its columns stand where columns are known to be."""
    if not xs or not known:
        return 0.0
    ways = (0.0, min(known) - xs[0], max(known) - xs[-1])
    return max(ways, key=lambda move: sum(1 for x in xs if any(abs(x + move - k) <= NEAR for k in known)))


def _rows(block: Block, places: Sequence[float], move: float) -> list[Row]:
    rows = []
    for seen in block.rows or []:
        row = []
        for cell in seen:
            column = cell.column
            if column >= 0 and block.xs:
                at = block.xs[column] + move
                column = min(range(len(places)), key=lambda i: abs(places[i] - at))
            place = Place(0, block.page.number, block.page.shown(cell.box))
            row.append(Field(cell.text, column, place, cell.is_merged, cell.certainty))
        rows.append(row)
    return rows


def _without_loose_columns(rows: list[Row]) -> None:
    """Forget the columns where nearly every long row has columns of its own: the rows were set one by one."""
    tails = Counter(tuple(f.column for f in row[-WIDE:]) for row in rows if len(row) >= WIDE)
    if len(tails) > max(3, tails.total() // 3):
        for row in rows:
            for entry in row:
                entry.column = -1


def _without_heads(rows: list[Row], before: Sequence[Row]) -> list[Row]:
    """The rows of a page without those that repeat the first rows of the table."""
    same = 0
    while same < len(rows) and same < len(before) and _is_head(rows[same]) and _says(rows[same]) == _says(before[same]):
        same += 1
    return rows[same:]


def _is_head(row: Row) -> bool:
    return any(f.text for f in row) and not _has_figures(row)


def _says(row: Row) -> list[str]:
    return ["".join(f.text.split()) for f in row]


def _has_figures(row: Row) -> bool:
    return any(parse_value(f.text).kind == "number" for f in row)


def _belong_together(above: Row, below: Row) -> bool:
    """Whether the page cuts one row in two: together they say a label that the part below does not say alone."""
    columns = {f.column: f for f in above}
    if _has_figures(above) and _has_figures(below):
        return False
    words = [f for f in below if f.text and parse_value(f.text).kind == "words"]
    if not words or any(f.column not in columns or f.column < 0 for f in words):
        return False
    pairs = [(columns[f.column].text, f.text) for f in words]
    is_cut = any(is_label(high + low) and not is_label(high) for high, low in pairs if high)
    if any(is_label(low) for _, low in pairs):
        return is_cut and _has_figures(above)
    return is_cut or all(high for high, _ in pairs)


def _one_row(above: Row, below: Row) -> Row:
    low = {f.column: f for f in below}
    row = []
    for top in above:
        rest = low.pop(top.column, None)
        if rest is None or not rest.text:
            row.append(top)
        elif not top.text:
            row.append(rest)
        else:
            row.append(
                Field(top.text + rest.text, top.column, top.place, top.is_merged, min(top.certainty, rest.certainty))
            )
    return row


def _mend_group(above: Sequence[Row], below: Row) -> None:
    """Put together the label of a group of rows that the page cuts in two."""
    for part in below:
        if not part.text or parse_value(part.text).kind != "words" or is_label(part.text):
            continue
        upper = next((f for row in reversed(above) for f in row if f.column == part.column and f.text), None)
        if upper is not None and not is_label(upper.text) and is_label(upper.text + part.text):
            upper.text += part.text
            part.text = upper.text


def _mend_overflow(rows: Sequence[Row]) -> None:
    """Give the last signs of a label that runs over into the cell below it back to it."""
    above: dict[int, Field] = {}
    for part in (f for row in rows for f in row if f.text and f.column >= 0):
        if is_label(part.text):
            above[part.column] = part
            continue
        upper = above.get(part.column)
        count = next((n for n in range(1, OVER + 1) if _runs_over(upper, part.text, n)), 0)
        if upper is not None and count:
            upper.text, part.text = upper.text + part.text[:count], part.text[count:]
        if parse_value(part.text).kind == "words":
            above[part.column] = part


def _runs_over(upper: Field | None, text: str, count: int) -> bool:
    return (
        upper is not None
        and is_label(text[count:])
        and not is_label(upper.text)
        and is_label(upper.text + text[:count])
    )
