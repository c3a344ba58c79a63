"""Which cell is in which column: candidate readings of a row, and the choice between them by identities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from math import comb

from gongkai.reports.extract.lexicon import Sum
from gongkai.reports.extract.observed import Piece
from gongkai.reports.extract.values import MAX_DIGITS, parse_value
from gongkai.reports.model import Number

Slots = tuple[Piece | None, ...]

MAX_READINGS = 3_100
MAX_CUTS = 5_000
MAX_COMBINATIONS = 3_000

AS_PRINTED, ONE_OFF, RUN_TOGETHER = 0, 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One way to put the pieces of a row into its columns. `cost` is how far it leaves what is printed."""

    slots: Slots
    cost: int
    reason: str = ""

    def numbers(self) -> tuple[Number | None, ...]:
        return tuple(p.value.number if p is not None else None for p in self.slots)

    @property
    def gaps(self) -> tuple[int, ...]:
        """The columns for which nothing is printed."""
        return tuple(i for i, p in enumerate(self.slots) if p is None or not p.printed)


def readings(pieces: Sequence[Piece], width: int, sums: Sequence[Sum], *, has_filler: bool) -> list[Reading]:
    """Every plausible reading of the pieces in `width` columns, the most literal first.

    sums        the row's own identities
    has_filler  other rows of the table have an empty cell between label and figures, so an empty first cell
                may be that filler and not the first column
    """
    if len(pieces) == width and pieces[0].printed and pieces[-1].printed and pieces[0].printed != pieces[-1].printed:
        return [Reading(tuple(pieces), AS_PRINTED)]
    left = _without_words_behind(_unrepeated(pieces), width)
    core = _without_edges(left)
    found: list[Reading] = []
    if not core:
        found.append(Reading(tuple(left[:width]) + (None,) * (width - len(left)), AS_PRINTED))
    elif len(core) == width:
        found.append(Reading(tuple(core), AS_PRINTED))
    elif len(left) == width:
        found.append(Reading(tuple(left), AS_PRINTED))
        if len(core) == width - 1:
            found += (reading for reading in _spread(core, width) if reading.gaps != found[0].gaps)
    elif len(left) < width:
        found += _spread(left, width)
    elif len(core) < width and has_filler:
        found += _spread(core, width)
    else:
        found += _dropped(left if len(core) < width else core, width)
    is_one_run = len(core) == 1 and bool(sums)
    if _is_run_together(core, width) and (is_one_run or len(left) < width):
        apart = _separated(core, width, sums)
        return apart if is_one_run or (apart and len(core) * 2 <= width) else found + apart
    return found


def _unrepeated(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """One piece where a merged cell is printed again in every column it spans."""
    first = pieces[0]
    is_repeated = len(pieces) > 2 and len(first.value.digits) > 2 and all(p.printed == first.printed for p in pieces)
    return pieces[:1] if is_repeated else pieces


def _without_words_behind(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """The pieces without the remarks behind the last column."""
    left = list(pieces)
    lead = next((i for i, p in enumerate(left) if p.printed), 0)
    while len(left) - lead > width and left[-1].value.kind == "words":
        left.pop()
    return left


def _without_edges(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces between the empty cells at both ends."""
    printed = [i for i, p in enumerate(pieces) if p.printed]
    return list(pieces[printed[0] : printed[-1] + 1]) if printed else []


def _spread(pieces: Sequence[Piece], width: int) -> Iterator[Reading]:
    """Fewer pieces than columns: some columns have no cell; that the last one (the total) has none costs more."""
    missing = width - len(pieces)
    if not 0 < missing < width or comb(width, missing) > MAX_READINGS:
        return
    for gaps in combinations(range(width), missing):
        left = iter(pieces)
        slots = tuple(None if i in gaps else next(left) for i in range(width))
        yield Reading(slots, ONE_OFF + (gaps[-1] == width - 1), "ragged-row")


def _dropped(pieces: Sequence[Piece], width: int) -> Iterator[Reading]:
    """More pieces than columns: some belong to no column. Those at the end go first."""
    extra = len(pieces) - width
    if extra > 3:
        yield Reading(tuple(pieces[:width]), ONE_OFF + extra, "extra-cell")
        return
    for gone in islice(combinations(range(len(pieces) - 1, -1, -1), extra), MAX_READINGS):
        kept = tuple(p for i, p in enumerate(pieces) if i not in gone)
        yield Reading(kept, ONE_OFF, "extra-cell")


def _is_run_together(pieces: Sequence[Piece], width: int) -> bool:
    """Whether the digits could be more figures than there are pieces, none of them blank."""
    digits = sum(len(p.value.digits) for p in pieces)
    return len(pieces) < width <= digits and all(p.value.digits for p in pieces)


def _separated(pieces: Sequence[Piece], width: int, sums: Sequence[Sum]) -> list[Reading]:
    """Every way to cut the digits into `width` figures that keeps the row's sums; none when there are too many."""
    runs = [p.value.digits for p in pieces]
    if sum(map(len, runs)) > 5 * width:
        return []
    budget = [MAX_CUTS]
    if [(total, len(parts)) for total, parts in sums] == [(width - 1, width - 1)]:
        cuts = list(_cuts_of_sum(runs, width, budget))
    else:
        cuts = list(_cuts(runs, (), width, dict(sums), budget))
    if budget[0] <= 0 or len(cuts) > MAX_READINGS:
        return []
    line, paged = pieces[0].line, pieces[0].paged
    return [
        Reading(tuple(Piece(text, parse_value(text), line, paged=paged) for text in cut), RUN_TOGETHER, "glued-cells")
        for cut in cuts
    ]


def _cuts(
    runs: Sequence[str], before: tuple[str, ...], width: int, sums: Mapping[int, tuple[int, ...]], budget: list[int]
) -> Iterator[tuple[str, ...]]:
    """Cuts of the runs of digits into `width` numbers without leading zeros that keep the sums; run ends stay cuts."""
    budget[0] -= 1
    at = len(before)
    if budget[0] <= 0 or at == width:
        if at == width and not runs:
            yield before
        return
    run, *rest = runs
    for end in range(1, min(len(run), MAX_DIGITS) + 1):
        head, tail = run[:end], run[end:]
        if end > 1 and run[0] == "0":
            return
        remaining = [tail, *rest] if tail else rest
        if not len(remaining) <= width - at - 1 <= sum(map(len, remaining)):
            continue
        if at in sums and int(head) != sum(int(before[i]) for i in sums[at]):
            continue
        yield from _cuts(remaining, (*before, head), width, sums, budget)


def _cuts_of_sum(runs: Sequence[str], width: int, budget: list[int]) -> Iterator[tuple[str, ...]]:
    """Cuts into parts and, last, their sum: each way to cut off the sum first leaves few ways to cut the parts."""
    *before, last = runs
    for length in range(1, min(len(last), MAX_DIGITS) + 1):
        rest, total = last[:-length], last[-length:]
        if length == 1 or total[0] != "0":
            left = [*before, rest] if rest else before
            yield from ((*parts, total) for parts in _parts(left, width - 1, int(total), budget))


def _parts(runs: Sequence[str], count: int, left: int, budget: list[int]) -> Iterator[tuple[str, ...]]:
    """Cuts of the runs of digits into `count` numbers without leading zeros whose sum is `left`."""
    budget[0] -= 1
    if budget[0] <= 0 or not runs:
        if budget[0] > 0 and count == left == 0:
            yield ()
        return
    run, *rest = runs
    longest, digits = len(str(left)), sum(map(len, runs))
    for end in range(1, min(len(run), longest) + 1):
        head = run[:end]
        if (end > 1 and run[0] == "0") or int(head) > left:
            return
        remaining = [run[end:], *rest] if run[end:] else rest
        if len(remaining) <= count - 1 <= digits - end <= (count - 1) * longest:
            yield from ((head, *tail) for tail in _parts(remaining, count - 1, left - int(head), budget))


def breaks(numbers: Sequence[Number | None], sums: Sequence[Sum]) -> int:
    """How many of the sums cannot hold whatever non-negative numbers the blanks stand for."""
    count = 0
    for total, parts in sums:
        whole = numbers[total]
        known = [n for i in parts if (n := numbers[i]) is not None]
        if whole is None or (len(known) < len(parts) and sum(known) <= whole):
            continue
        count += sum(known) != whole
    return count


def least_broken(options: Sequence[Reading], sums: Sequence[Sum]) -> list[Reading]:
    """The readings that break the fewest sums."""
    if len(options) < 2:
        return list(options)
    scored = [breaks(reading.numbers(), sums) for reading in options]
    least = min(scored)
    return [reading for reading, broken in zip(options, scored, strict=True) if broken == least]


def proven(options: Sequence[Reading], sums: Sequence[Sum]) -> list[Reading]:
    """Those of the readings in which every sum has all its cells; all of them when there is none."""
    summed = {i for total, parts in sums for i in (total, *parts)}
    whole = [reading for reading in options if summed.isdisjoint(reading.gaps)]
    return whole if sums and whole else list(options)


def choose_together(
    options: Sequence[Sequence[Reading]], faults: Callable[[Sequence[Reading]], int]
) -> list[list[Reading]]:
    """For each row the readings that occur in the best combinations.

    Where there are too many combinations, only those are tried in which all rows lack the same columns.
    """
    combinations_ = list(islice(product(*options), MAX_COMBINATIONS + 1))
    if len(combinations_) > MAX_COMBINATIONS:
        combinations_ = _common_gaps(options)
    if not combinations_:
        return [list(row) for row in options]
    ranked = [(faults(chosen) * 10 + sum(r.cost for r in chosen), chosen) for chosen in combinations_]
    least = min(score for score, _ in ranked)
    best = [chosen for score, chosen in ranked if score == least]
    return [list(dict.fromkeys(chosen[i] for chosen in best)) for i in range(len(options))]


def _common_gaps(options: Sequence[Sequence[Reading]]) -> list[tuple[Reading, ...]]:
    shared = set.intersection(*({reading.gaps for reading in row} for row in options))
    return [
        tuple(next(reading for reading in row if reading.gaps == gaps) for row in options) for gaps in sorted(shared)
    ]


def agreed(options: Sequence[Reading]) -> Slots:
    """The cells on which all readings agree; None where they differ."""
    first = options[0].slots
    if len(options) == 1:
        return first
    return tuple(
        piece if all(_same(piece, other.slots[i]) for other in options[1:]) else None for i, piece in enumerate(first)
    )


def _same(one: Piece | None, other: Piece | None) -> bool:
    if one is None:
        return other is None or not other.printed
    if other is None:
        return not one.printed
    return one.value == other.value
