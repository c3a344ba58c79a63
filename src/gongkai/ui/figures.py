"""Pictures of figures: where each mark stands. Templates draw them as SVG in the tokens' colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.bilingual import Text

TOP, BOTTOM = 26, 26


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label and value, and its place in the picture."""

    label: Text | str
    value: int
    x: float
    y: float
    width: float
    height: float

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
    """Place one bar for each value, side by side, all to one scale that begins at zero."""
    highest = max((value for _, value in values), default=0) or 1
    step = width / max(len(values), 1)
    placed = []
    for index, (label, value) in enumerate(values):
        tall = round((height - TOP - BOTTOM) * value / highest, 1)
        placed.append(
            Bar(label, value, round(index * step + step * 0.2, 1), height - BOTTOM - tall, round(step * 0.6, 1), tall)
        )
    return Bars(title, tuple(placed), width, height)
