"""Tables with rules across only: each band between two rules is a row, its cells are what stands together in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gongkai.reports.extract.pages.entries import BEFORE_FIGURE, Entry, Row, is_figure
from gongkai.reports.extract.pages.headed import placed_in_columns
from gongkai.reports.extract.pages.known import is_label, is_title
from gongkai.reports.extract.pages.lattice import Grid, merged
from gongkai.reports.extract.pages.page import Box, Page, Rule, Sign
from gongkai.reports.extract.pages.writing import Chunk, lines_of

LEAST_RULES, LEAST_ROWS = 2, 1
TALLEST, ROOM = 220.0, 1.3
NEAR, COVERED, INNER = 2.0, 0.6, 4.0


@dataclass(slots=True)
class Ladder:
    """Rules across, one below the other, and the signs between them."""

    rules: list[Rule]
    signs: list[Sign] = field(default_factory=list)

    @property
    def box(self) -> Box:
        rules = self.rules
        return min(r.start for r in rules), rules[0].at, max(r.end for r in rules), rules[-1].at

    @property
    def ys(self) -> list[float]:
        ys: list[float] = []
        for rule in self.rules:
            if not ys or rule.at - ys[-1] > NEAR:
                ys.append(rule.at)
        return ys


@dataclass(slots=True, eq=False)
class _Part:
    """Chunks that make one cell, from band `top` on to band `bottom`."""

    chunks: list[Chunk]
    top: int
    bottom: int

    @property
    def left(self) -> float:
        return min(c.left for c in self.chunks)

    @property
    def right(self) -> float:
        return max(c.right for c in self.chunks)


def ladders_of(page: Page, grids: Sequence[Grid], outside: Sequence[Sign]) -> tuple[list[Ladder], list[Sign]]:
    """The tables of a page that have rules across only, with their signs; and the signs that are left."""
    free = [rule for rule in merged(page.across) if not any(_is_inside(rule, grid.box) for grid in grids)]
    stacks = [ladder for rules in _stacked(free) if len((ladder := Ladder(rules)).ys) >= LEAST_RULES]
    _give(outside, stacks)
    ladders = [ladder for stack in stacks for ladder in _apart(stack) if len(ladder.ys) >= LEAST_RULES]
    return ladders, _give(outside, ladders)


def _give(signs: Sequence[Sign], ladders: Sequence[Ladder]) -> list[Sign]:
    """Give the signs to the ladders in which they stand; those that are left."""
    left: list[Sign] = []
    for sign in signs:
        x, y = sign.middle, (sign.top + sign.bottom) / 2
        home = next((ladder for ladder in ladders if _is_within(x, y, ladder.box)), None)
        (left if home is None else home.signs).append(sign)
    return left


def _apart(stack: Ladder) -> Iterator[Ladder]:
    """The stack cut where running text stands between two rules: there one table ends and another begins."""
    rules: list[Rule] = []
    for high, low in pairwise([*stack.ys, stack.ys[-1] + NEAR]):
        rules += [r for r in stack.rules if high <= r.at < low]
        signs = [s for s in stack.signs if high < (s.top + s.bottom) / 2 <= low]
        if signs and _is_running(signs, high, low):
            yield Ladder(rules)
            rules = []
    if rules:
        yield Ladder(rules)


def _is_running(signs: Sequence[Sign], high: float, low: float) -> bool:
    """Whether text between two rules is a heading or stands well away from them."""
    lines = lines_of(signs)
    if any(len(line.chunks()) > 1 for line in lines) or max(x.left for x in lines) > min(x.right for x in lines):
        return False
    text = "".join(line.text for line in lines)
    room = min(lines[0].box[1] - high, low - lines[-1].box[3])
    return is_title(text) or (room > ROOM * lines[0].em and not is_label(text) and not is_figure(text))


def _is_inside(rule: Rule, box: Box) -> bool:
    return box[1] - NEAR <= rule.at <= box[3] + NEAR and rule.start < box[2] and rule.end > box[0]


def _is_within(x: float, y: float, box: Box) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _stacked(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules one below the other that share half of their length."""
    stack: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.at, r.start)):
        if stack:
            widest = max(stack, key=lambda r: r.end - r.start)
            shared = min(rule.end, widest.end) - max(rule.start, widest.start)
            if rule.at - stack[-1].at > TALLEST or shared < 0.5 * (rule.end - rule.start):
                yield stack
                stack = []
        stack.append(rule)
    if stack:
        yield stack


def band_rows(ladder: Ladder) -> list[Row] | None:
    """The rows of the table; None where what stands between the rules is no table."""
    ys = ladder.ys
    boundaries = _Boundaries(ladder, ys)
    bands: list[list[_Part]] = []
    for at, (high, low) in enumerate(pairwise(ys)):
        signs = [s for s in ladder.signs if high < (s.top + s.bottom) / 2 <= low]
        cuts = boundaries.cuts(at)
        bands.append([_Part([chunk], at, at) for chunk in _chunks(signs, cuts)])
    rows = [row for row in _cells(bands, boundaries) if row]
    figured = sum(1 for row in rows if len(row) > 1 and any(entry.is_figure for entry in row))
    return placed_in_columns(rows) if figured >= LEAST_ROWS else None


def _chunks(signs: Sequence[Sign], cuts: Collection[float]) -> Iterator[Chunk]:
    """What stands together in the lines of a band, cut where a rule begins or ends."""
    for line in lines_of(signs) if signs else []:
        for chunk in line.chunks(before_figure=BEFORE_FIGURE):
            sides: dict[int, list[Sign]] = {}
            for sign in chunk.signs:
                sides.setdefault(sum(sign.middle > cut for cut in cuts), []).append(sign)
            yield from (Chunk(signs) for signs in sides.values())


class _Boundaries:
    """Which rules part a band from the next one, at some place across."""

    def __init__(self, ladder: Ladder, ys: Sequence[float]) -> None:
        self._at = [[r for r in ladder.rules if abs(r.at - y) <= 2 * NEAR] for y in ys]
        self._left, _, self._right, _ = ladder.box
        bands = range(len(ys) - 1)
        self._down = self._passed(bands)
        self._up = self._passed([band + 1 for band in reversed(bands)])[::-1]

    def cuts(self, band: int) -> set[float]:
        """Where rules above or below the band, or cells that reach into it, begin or end inside the table."""
        return self._down[band] | self._up[band]

    def _passed(self, lines: Sequence[int]) -> list[set[float]]:
        """The cuts of each band, met from this side: those that the next rule does not cross go on."""
        found: list[set[float]] = []
        now: set[float] = set()
        for line in lines:
            start = min((r.start for r in self._at[line]), default=self._right)
            end = max((r.end for r in self._at[line]), default=self._left)
            now = {x for x in now if x < start or x > end} | {start, end}
            found.append({x for x in now if self._left + INNER < x < self._right - INNER})
        return found

    def is_open(self, line: int, left: float, right: float) -> bool:
        """Whether no rule runs along most of the way from left to right."""
        if line in {0, len(self._at) - 1}:
            return False
        covered = sum(max(0.0, min(r.end, right) - max(r.start, left)) for r in self._at[line])
        return covered < COVERED * (right - left)


def _cells(bands: list[list[_Part]], boundaries: _Boundaries) -> list[list[Entry]]:
    """For each band the cells that begin in it, from left to right."""
    parts: list[_Part] = []
    for band in bands:
        for part in band:
            while boundaries.is_open(part.top, part.left, part.right):
                part.top -= 1
            while boundaries.is_open(part.bottom + 1, part.left, part.right):
                part.bottom += 1
            parts.append(part)
    rows: list[list[Entry]] = [[] for _ in bands]
    for part in _together(parts):
        rows[part.top].append(Entry(sorted(part.chunks, key=lambda c: c.signs[0].base), part.bottom - part.top))
    return [sorted(row, key=lambda entry: entry.left) for row in rows]


def _together(parts: Sequence[_Part]) -> list[_Part]:
    """Parts that overlap, across the page and in their bands, put together."""
    done: list[_Part] = []
    for part in sorted(parts, key=lambda p: (p.left, p.top)):
        grown = part
        while True:
            other = next((d for d in done if _overlap(d, grown)), None)
            if other is None:
                break
            done.remove(other)
            chunks = [*other.chunks, *grown.chunks]
            grown = _Part(chunks, min(other.top, grown.top), max(other.bottom, grown.bottom))
        done.append(grown)
    return done


def _overlap(one: _Part, other: _Part) -> bool:
    is_beside = one.left < other.right - 0.5 and other.left < one.right - 0.5
    return is_beside and one.top <= other.bottom and other.top <= one.bottom
