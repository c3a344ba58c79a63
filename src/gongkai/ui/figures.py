"""Pictures of figures: where each mark stands. Templates draw them as SVG in the tokens' colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.bilingual import Text

TOP, BOTTOM = 26, 26
CROWDED = 16
"""More bars than this leave no room for the words of each."""
HALF_A_LABEL = 20
"""Words nearer to an edge of the picture than this begin or end there, lest they be cut off."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label and value, its place in the picture, and whether the two stand there as words.

    anchor  how the words stand to the middle of the bar, as text-anchor says it
    """

    label: Text | str
    value: int
    x: float
    y: float
    width: float
    height: float
    is_told: bool = True
    is_named: bool = True
    anchor: str = "middle"

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def above(self) -> float:
        return round(self.y - 5, 1)


@dataclass(frozen=True, slots=True)
class Bars:
    """A row of bars on one axis from zero. The title says what is to be seen."""

    title: Text | str
    bars: tuple[Bar, ...]
    width: int
    height: int

    @property
    def base(self) -> int:
        return self.height - BOTTOM

    @property
    def below(self) -> int:
        return self.height - 7


def bars(title: Text | str, values: Sequence[tuple[Text | str, int]], *, width: int = 640, height: int = 160) -> Bars:
    """Place one bar for each value, side by side, all to one scale that begins at zero.

    Of many bars only the highest shows its value, and every fifth its label; the table beneath has them all.
    """
    highest = max((value for _, value in values), default=0) or 1
    step = width / max(len(values), 1)
    is_crowded = len(values) > CROWDED
    placed = []
    for index, (label, value) in enumerate(values):
        tall = round((height - TOP - BOTTOM) * value / highest, 1)
        x, wide = round(index * step + step * 0.2, 1), round(step * 0.6, 1)
        is_told, is_named = not is_crowded or value == highest, not is_crowded or index % 5 == 0
        middle = x + wide / 2
        anchor = "start" if middle < HALF_A_LABEL else "end" if middle > width - HALF_A_LABEL else "middle"
        placed.append(Bar(label, value, x, height - BOTTOM - tall, wide, tall, is_told, is_named, anchor))
    return Bars(title, tuple(placed), width, height)
