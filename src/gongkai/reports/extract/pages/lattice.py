"""Rule lines become tables: grids of cells, some of them merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gongkai.reports.extract.pages.page import Box, Page, Rule, Sign

NEAR = 3.0
ASIDE = 5.0
REACH = 4.0
MAX_CELLS = 20_000
COVERED = 0.6
MANY_LEVELS, SLIGHT = 5, 3.0
LINES = 2.5
MANY_CELLS = 5
"""So many cells, each with a figure below its head, are rows without rules between."""
LEVEL = 5
"""Rules across from which on two grids side by side may be one table."""


@dataclass(slots=True)
class GridCell:
    """A cell over rows top…bottom and columns left…right, both ends included, with what is printed in it."""

    top: int
    left: int
    bottom: int
    right: int
    box: Box
    signs: list[Sign] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A ruled table: the places of its lines, its cells in reading order, and the rules down beside it."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    owners: list[list[GridCell]]
    down: list[Rule] = field(default_factory=list)

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> GridCell | None:
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row = min(len(self.ys) - 2, bisect_right(self.ys, y) - 1)
        column = min(len(self.xs) - 2, bisect_right(self.xs, x) - 1)
        cell = self.owners[row][column]
        if x < cell.box[0] and cell.left > 0:
            return self.owners[row][cell.left - 1]
        if x > cell.box[2] and cell.right + 1 < len(self.owners[row]):
            return self.owners[row][cell.right + 1]
        return cell

    @property
    def has_rows(self) -> bool:
        """Whether rules part its rows, or it is but one row: no two of its cells hold figures one below the other."""
        if len(self.ys) == 2 and any(_levels(cell.signs) >= MANY_LEVELS for cell in self.cells):
            return False
        if len(self.ys) <= 3 and any(_is_parted(cell, self.down) for cell in self.cells):
            return False
        written = [cell for cell in self.cells if cell.signs]
        several = sum(_holds_several(cell) for cell in written)
        if several == len(written) >= MANY_CELLS:
            return False
        return len(self.ys) > 3 or len(self.cells) < 3 or several < 2

    def rows(self) -> list[list[GridCell]]:
        """The cells by the row in which they begin."""
        rows: list[list[GridCell]] = [[] for _ in self.ys[1:]]
        for cell in self.cells:
            rows[cell.top].append(cell)
        return rows


def grids_of(page: Page) -> tuple[list[Grid], list[Sign]]:
    """The ruled tables of a page from top to bottom, their signs in their cells; and the signs outside of them."""
    across, down = merged(page.across), merged(page.down)
    grids = [grid for group in _beside(_groups(across, down)) if (grid := _grid(*group, page.down)) is not None]
    for grid in grids:
        grid.down = [rule for rule in down if grid.ys[0] <= (rule.start + rule.end) / 2 <= grid.ys[-1]]
    grids.sort(key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0]))
    outside = []
    for sign in page.signs:
        x, y = sign.middle, (sign.top + sign.bottom) / 2
        cell = next((c for g in grids if (c := g.cell_at(x, y)) is not None), None)
        if cell is None:
            outside.append(sign)
        else:
            cell.signs.append(sign)
    return sorted(grids, key=lambda g: g.ys[0]), outside


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules that continue or repeat one another put together."""
    result: list[Rule] = []
    for line in _clustered(sorted(rules, key=lambda r: r.at)):
        at = sum(r.at for r in line) / len(line)
        start, end = None, 0.0
        for rule in sorted(line, key=lambda r: r.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + REACH:
                end = max(end, rule.end)
            else:
                result.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            result.append(Rule(at, start, end))
    return result


def _clustered(rules: Sequence[Rule]) -> Iterable[list[Rule]]:
    line: list[Rule] = []
    for rule in rules:
        if line and rule.at - line[0].at > NEAR:
            yield line
            line = []
        line.append(rule)
    if line:
        yield line


def _groups(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or meet one another, directly or over others."""
    parents = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    for j, v in enumerate(down, len(across)):
        for i, h in enumerate(across):
            if h.start - REACH <= v.at <= h.end + REACH and v.start - REACH <= h.at <= v.end + REACH:
                parents[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*across, *down]):
        groups.setdefault(root(i), ([], []))[i >= len(across)].append(rule)
    return [group for group in groups.values() if group[0] and group[1]]


def _beside(groups: Sequence[tuple[list[Rule], list[Rule]]]) -> list[tuple[list[Rule], list[Rule]]]:
    """The groups, those put together that begin and end level, side by side: parts of a table that the page cuts.

    A merged cell between them has no rule across on this page.
    """
    joined: list[tuple[list[Rule], list[Rule]]] = []
    for across, down in sorted(groups, key=lambda group: min(r.at for r in group[1])):
        home = next((other for other in joined if _is_level(other, (across, down))), None)
        if home is None:
            joined.append((across, down))
        else:
            home[0].extend(across)
            home[1].extend(down)
    return joined


def _is_level(one: tuple[list[Rule], list[Rule]], other: tuple[list[Rule], list[Rule]]) -> bool:
    (across, down), (next_across, next_down) = one, other
    if min(len(across), len(next_across)) < LEVEL or max(r.at for r in down) >= min(r.at for r in next_down):
        return False
    tops = [min(r.start for r in rules) for rules in (down, next_down)]
    ends = [max(r.end for r in rules) for rules in (down, next_down)]
    return abs(tops[0] - tops[1]) <= REACH and abs(ends[0] - ends[1]) <= REACH


def _grid(across: list[Rule], down: list[Rule], drawn: Sequence[Rule]) -> Grid | None:
    """The table of rules that belong together; None when they make no two cells.

    drawn  the rules down the page as they are drawn, each where it is
    """
    left, right = min(r.start for r in across), max(r.end for r in across)
    top, bottom = min(r.start for r in down), max(r.end for r in down)
    across = [*across, *_closing([r.at for r in across], top, bottom, left, right)]
    down = [*down, *_closing([r.at for r in down], left, right, top, bottom)]
    xs, ys = _places(down), _places(across)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MAX_CELLS:
        return None
    walls = _Walls(xs, ys, across, down)
    walls.drawn = sorted((r for r in drawn if top <= (r.start + r.end) / 2 <= bottom), key=lambda r: r.at)
    cells = walls.cells()
    if len(cells) < 2:
        return None
    return Grid(xs, ys, cells, walls.owners)


def _holds_several(cell: GridCell) -> bool:
    """Whether figures stand in a cell below other writing."""
    bases = sorted((s.base, s.text.isdigit()) for s in cell.signs)
    return any(low - high > 0.9 * cell.signs[0].height and is_digit for (high, _), (low, is_digit) in pairwise(bases))


def _is_parted(cell: GridCell, down: Sequence[Rule]) -> bool:
    """Whether a rule over several lines, that meets no other of the table, parts figures from other signs of a cell."""
    left, _, right, _ = cell.box
    for rule in down:
        if left + NEAR < rule.at < right - NEAR:
            beside = [s for s in cell.signs if rule.start <= s.base <= rule.end]
            behind = [s for s in beside if s.middle > rule.at]
            if 0 < len(behind) < len(beside) and _levels(behind) and rule.end - rule.start > LINES * behind[0].height:
                return True
    return False


def _levels(signs: Iterable[Sign]) -> int:
    """On how many base lines digits stand."""
    levels: list[float] = []
    for base in sorted(s.base for s in signs if s.text.isdigit()):
        if not levels or base - levels[-1] > SLIGHT:
            levels.append(base)
    return len(levels)


def _closing(places: Sequence[float], first: float, last: float, start: float, end: float) -> list[Rule]:
    """Rules for the open sides of a table whose other rules reach beyond its outermost ones."""
    closing = []
    if min(places) - first > 2 * REACH:
        closing.append(Rule(first, start, end))
    if last - max(places) > 2 * REACH:
        closing.append(Rule(last, start, end))
    return closing


def _places(rules: Iterable[Rule]) -> list[float]:
    places: list[list[float]] = []
    for at in sorted(r.at for r in rules):
        if places and at - places[-1][0] <= NEAR:
            places[-1].append(at)
        else:
            places.append([at])
    return [sum(group) / len(group) for group in places]


class _Walls:
    """Which neighbouring fields of the finest grid a rule parts."""

    def __init__(self, xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> None:
        self.xs, self.ys = xs, ys
        self.owners: list[list[GridCell]] = []
        self._below = _by_place(across, ys)
        self._beside = _by_place(down, xs)
        self.drawn: list[Rule] = []

    def cells(self) -> list[GridCell]:
        """The cells: fields that no wall parts, as rectangles."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        taken = [[False] * columns for _ in range(rows)]
        blank = GridCell(0, 0, 0, 0, (0, 0, 0, 0))
        self.owners = [[blank] * columns for _ in range(rows)]
        cells = []
        for row in range(rows):
            for column in range(columns):
                if not taken[row][column]:
                    cells.append(self._cell(row, column, taken))
        return cells

    def _cell(self, row: int, column: int, taken: list[list[bool]]) -> GridCell:
        """The largest rectangle from this field on that no wall parts: first to the right, then down."""
        right = column
        while right + 1 < len(self.xs) - 1 and not taken[row][right + 1] and not self._is_beside(row, right + 1):
            right += 1
        bottom = row
        while bottom + 1 < len(self.ys) - 1 and self._goes_down(bottom + 1, column, right, taken):
            bottom += 1
        top, low = self.ys[row], self.ys[bottom + 1]
        box = (self._place(column, top, low), top, self._place(right + 1, top, low), low)
        cell = GridCell(row, column, bottom, right, box)
        for r in range(row, bottom + 1):
            for c in range(column, right + 1):
                taken[r][c] = True
                self.owners[r][c] = cell
        return cell

    def _place(self, line: int, top: float, bottom: float) -> float:
        """Where a line stands beside some rows, which may differ a little from where it stands beside others."""
        middle, x = (top + bottom) / 2, self.xs[line]
        first, last = (bisect_right(self.drawn, x + way, key=lambda r: r.at) for way in (-ASIDE, ASIDE))
        places = [r.at for r in self.drawn[first:last] if r.start <= middle <= r.end]
        return sum(places) / len(places) if places else x

    def _goes_down(self, row: int, left: int, right: int, taken: list[list[bool]]) -> bool:
        """Whether the next row of fields is open above and undivided inside."""
        if any(taken[row][c] or self._is_below(row, c) for c in range(left, right + 1)):
            return False
        return not any(self._is_beside(row, c) for c in range(left + 1, right + 1))

    def _is_beside(self, row: int, line: int) -> bool:
        return _covers(self._beside[line], self.ys[row], self.ys[row + 1])

    def _is_below(self, line: int, column: int) -> bool:
        return _covers(self._below[line], self.xs[column], self.xs[column + 1])


def _by_place(rules: Iterable[Rule], places: Sequence[float]) -> list[list[Rule]]:
    found: list[list[Rule]] = [[] for _ in places]
    for rule in rules:
        behind = bisect_right(places, rule.at)
        nearest = min(range(max(0, behind - 1), min(behind + 1, len(places))), key=lambda i: abs(places[i] - rule.at))
        found[nearest].append(rule)
    return found


def _covers(rules: Iterable[Rule], start: float, end: float) -> bool:
    """Whether rules run along most of the way."""
    length = sum(max(0.0, min(r.end, end) - max(r.start, start)) for r in rules)
    return length >= COVERED * (end - start)
