"""Which lines of words belong to which row, where no rule parts the rows: those that make up labels of the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from gongkai.reports.extract.pages.known import is_label, is_row_label
from gongkai.reports.extract.pages.writing import Chunk

MOST_LINES = 14
MOST_OF_ROW = 5
"""Lines of a gap, and of one label."""
UNBALANCED = 0.02

Word = tuple[str, float, float, int]
"""Text, left and right edge; whether it stands above the figures, beside or below them."""
Words = tuple[Word, ...]


def shared_out(own: Sequence[Sequence[Chunk]], gaps: Sequence[Sequence[Sequence[Chunk]]]) -> list[list[int]]:
    """How the lines of each gap are shared out: to the row above, to rows of their own, to the row below.

    own   the words on the line of each row of figures
    gaps  the lines of words before the first row, between each two, and behind the last
    """
    best: dict[int, tuple[float, list[list[int]]]] = {}
    for below, ways in _ways_of(gaps[0], is_first=True):
        best[below] = max(best.get(below, (float("-inf"), [])), (_worth_between(gaps[0], ways), [ways]))
    for at, words in enumerate(own):
        before, after = gaps[at], gaps[at + 1]
        reached: dict[int, tuple[float, list[list[int]]]] = {}
        for taken, (worth, path) in best.items():
            above = before[len(before) - taken :]
            for below, ways in _ways_of(after, is_last=at == len(own) - 1):
                gain = _worth(above, words, after[: ways[0]]) + _worth_between(after, ways)
                if below not in reached or worth + gain > reached[below][0]:
                    reached[below] = (worth + gain, [*path, ways])
        best = reached
    return max(best.values(), key=lambda found: found[0])[1]


def _ways_of(
    gap: Sequence[Sequence[Chunk]], *, is_first: bool = False, is_last: bool = False
) -> Iterator[tuple[int, list[int]]]:
    """Ways to cut a gap: lines for the row above, then lines of each row without figures; the rest goes below."""
    count = len(gap)
    if count > MOST_LINES:
        yield 0, [0] if is_first else [min(count, 1)]
        return
    for above in range(1 if is_first else min(count, MOST_OF_ROW) + 1):
        for below in range(1 if is_last else min(count - above, MOST_OF_ROW) + 1):
            yield below, [above, *_blank_rows(tuple(_words([line], 0) for line in gap[above : count - below]))]


@lru_cache(maxsize=4096)
def _blank_rows(lines: tuple[Words, ...]) -> tuple[int, ...]:
    """How many lines each row without figures has; as many rows as can be whose words are labels, none left over."""
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for end in range(1, len(lines) + 1):
        ways = []
        for count in range(1, min(end, MOST_OF_ROW) + 1):
            worth, counts = best[end - count]
            words = tuple(word for line in lines[end - count : end] for word in line)
            ways.append((worth + _blank_worth(words, count), (*counts, count)))
        best.append(max(ways))
    return best[-1][1]


def _worth_between(gap: Sequence[Sequence[Chunk]], ways: Sequence[int]) -> float:
    """What rows without figures are worth: something where they are labels of the form, else less than nothing."""
    at, worth = ways[0], 0.0
    for count in ways[1:]:
        worth += _blank_worth(_words(gap[at : at + count], 0), count)
        at += count
    return worth


def _blank_worth(words: Words, count: int) -> float:
    return 0.5 if _label_worth(words) == 1.0 else -0.3 * count


def _worth(above: Sequence[Sequence[Chunk]], own: Sequence[Chunk], below: Sequence[Sequence[Chunk]]) -> float:
    """What it is worth to give these words to a row: most where they make a label that the figures stand beside."""
    worth = _label_worth((*_words(above, -1), *_words([own], 0), *_words(below, 1)))
    return worth - UNBALANCED * abs(len(above) - len(below))


def _words(lines: Sequence[Sequence[Chunk]], side: int) -> Words:
    return tuple((c.text, round(c.left, 1), round(c.right, 1), side) for line in lines for c in line)


@lru_cache(maxsize=8192)
def _label_worth(words: Words) -> float:
    """Whether words that stand one below the other make a label, with as many lines above the figures as below.

    Figures stand beside the middle, the first or the last line of their label.
    """
    groups: list[list[Word]] = []
    for word in words:
        home = next((g for g in groups if any(w[1] < word[2] and word[1] < w[2] for w in g)), None)
        if home is None:
            groups.append([word])
        else:
            home.append(word)
    return max((_worth_of(group) for group in groups), default=0.0)


def _worth_of(group: Sequence[Word]) -> float:
    text = "".join(word[0] for word in group)
    if not is_label(text):
        return 0.0
    above, own, below = (sum(word[3] == side for word in group) for side in (-1, 0, 1))
    if above != below and not (own and 0 in {above, below}):
        return 0.0
    return 1.0 if is_row_label(text) else 0.3
