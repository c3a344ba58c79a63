"""Signs become lines of writing: by their base lines, from left to right, with the gaps that part figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from gongkai.reports.extract.pages.page import Box, Sign

APART, APART_RULED = 1.0, 2.0
"""A gap of so many ems parts two words; in a ruled cell it takes more."""
UNEVEN, WIDEST, WIDEST_RULED = 1.38, 1.35, 1.6
"""Digits of one figure stand no further apart than so many times the closest ones, or times their height."""
WORD_GAP = 0.35
_JOINING = frozenset("、，,；;/～~")
"""Behind these, two figures of one cell go on; most fill but the left half of their box."""
SAME_LINE = 0.45
RAISED = 0.72
"""Marks of notes are smaller than figures by so much,"""
LIFTED, SMALLER = 0.3, 0.86
"""or by this much where they stand so many times the height of a figure above its base line."""


@dataclass(slots=True)
class Chunk:
    """Signs that stand together in a line."""

    signs: list[Sign]

    @property
    def text(self) -> str:
        return "".join(s.text for s in self.signs)

    @property
    def left(self) -> float:
        return self.signs[0].left

    @property
    def right(self) -> float:
        return max(s.right for s in self.signs[-3:])

    @property
    def box(self) -> Box:
        return box_of(self.signs)


@dataclass(slots=True)
class Written:
    """One line of writing, from left to right."""

    signs: list[Sign]
    base: float

    @property
    def left(self) -> float:
        return self.signs[0].left

    @property
    def right(self) -> float:
        return max(s.right for s in self.signs[-3:])

    @property
    def em(self) -> float:
        return max(max(s.height for s in self.signs), 2.0)

    @property
    def box(self) -> Box:
        return box_of(self.signs)

    @property
    def text(self) -> str:
        """The line with a space where a gap parts words of Latin letters or figures."""
        em, parts = self.em, [self.signs[0].text]
        for before, sign in pairwise(self.signs):
            gap = sign.left - before.right
            is_wide = gap > 2 * em
            is_word = gap > WORD_GAP * em and before.text[-1:].isascii() and sign.text[:1].isascii()
            parts.append(f" {sign.text}" if is_wide or is_word else sign.text)
        return "".join(parts)

    def chunks(self, *, before_figure: float = APART, is_even: bool = False, cuts: Sequence[float] = ()) -> list[Chunk]:
        """The line cut at its wide gaps; figures are parted by less than words, unless the whole line is spread.

        cuts     places across the page where it is cut in any case
        is_even  rules part the figures, so that uneven digits are those of one figure
        """
        limit = (APART_RULED if is_even else APART) * self.em
        before_figure = APART_RULED if is_even else before_figure
        pitch = _digit_pitch(self.signs, is_even=is_even)
        chunks = [Chunk([self.signs[0]])]
        for before, sign in pairwise(self.signs):
            if not _is_digit(sign):
                is_apart = sign.left - before.right > limit
            elif before.text in _JOINING:
                is_apart = sign.left - before.right > APART_RULED * self.em
            elif _is_digit(before):
                is_apart = sign.middle - before.middle > pitch
            else:
                is_apart = sign.left - before.right > before_figure * self.em
            if is_apart or any(before.middle < cut < sign.middle for cut in cuts):
                chunks.append(Chunk([sign]))
            else:
                chunks[-1].signs.append(sign)
        return chunks


def _is_digit(sign: Sign) -> bool:
    """Whether it is a digit of usual width."""
    return sign.text.isdigit() and sign.text.isascii()


def _digit_pitch(signs: Sequence[Sign], *, is_even: bool) -> float:
    """How far the middles of two digits of one figure may be apart; less where others of the line stand closer."""
    tall = max((s.height for s in signs if _is_digit(s)), default=10.0)
    if is_even:
        return WIDEST_RULED * tall
    pairs = [b.middle - a.middle for a, b in pairwise(signs) if _is_digit(a) and _is_digit(b)]
    closest = min(pairs, default=0.0)
    return min(max(UNEVEN * closest, 0.95 * tall), WIDEST * tall)


def box_of(signs: Iterable[Sign]) -> Box:
    signs = list(signs)
    return (
        min(s.left for s in signs),
        min(s.top for s in signs),
        max(s.right for s in signs),
        max(s.bottom for s in signs),
    )


def lines_of(signs: Sequence[Sign]) -> list[Written]:
    """The lines of some signs from top to bottom, without what is printed twice or raised."""
    if len(signs) == 1:
        return [Written([*signs], signs[0].base)]
    lines: list[Written] = []
    for sign in sorted(signs, key=lambda s: s.base):
        em = max(sign.height, 5.0)
        if lines and sign.base - lines[-1].base <= SAME_LINE * max(em, lines[-1].signs[0].height):
            lines[-1].signs.append(sign)
        else:
            lines.append(Written([sign], sign.base))
    for line in lines:
        line.signs.sort(key=lambda s: s.left)
        line.signs = _without_raised(_once(line.signs))
    return [line for line, below in zip_longest(lines, lines[1:]) if line and not _is_note(line, below)]


def _is_note(line: Written, below: Written | None) -> bool:
    """Whether a line is only a small figure raised beside the figure below, which points to a note."""
    if below is None or not all(s.text.isdigit() for s in line.signs):
        return False
    tall = max((s.height for s in below.signs if _is_digit(s)), default=0.0)
    is_beside = line.left > below.right - 1 or line.right < below.left + 1
    lift = below.base - line.base
    return is_beside and lift < 0.9 * tall and line.em < (SMALLER if lift > LIFTED * tall else RAISED) * tall


def _once(signs: list[Sign]) -> list[Sign]:
    """Each sign once where bold type is made by printing it twice."""
    kept: list[Sign] = []
    for sign in signs:
        width = max(sign.right - sign.left, 1.0)
        if any(
            s.text == sign.text and abs(s.left - sign.left) < 0.3 * width and abs(s.base - sign.base) < 0.3 * width
            for s in kept[-3:]
        ):
            continue
        kept.append(sign)
    return kept


def _without_raised(signs: list[Sign]) -> list[Sign]:
    """The line without small raised figures, which point to notes."""
    digits = [s for s in signs if s.text.isdigit()]
    if len(digits) < 2 or max(s.base for s in digits) - min(s.base for s in digits) < 0.5:
        return signs
    tall = max((s.height for s in digits if _is_digit(s)), default=0.0)
    base = max(s.base for s in digits)
    return [s for s in signs if not (s.text.isdigit() and base - s.base > 0.15 * tall and _is_small(s, tall, base))]


def _is_small(sign: Sign, tall: float, base: float) -> bool:
    small = SMALLER if base - sign.base > LIFTED * tall else RAISED
    return not sign.text.isascii() or sign.height < small * tall
