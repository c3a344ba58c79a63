"""One page as every paged source gives it: signs and rule lines with their places, in points from the upper left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource

Box = tuple[float, float, float, float]
"""left, top, right, bottom"""

MAX_PAGES = 400
MAX_SIGNS = 60_000
MAX_RULES = 20_000


@dataclass(slots=True)
class Sign:
    """What is printed in one place: a character, or several that stand together. `base` is its base line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    certainty: float = 1.0

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def box(self) -> Box:
        return self.left, self.top, self.right, self.bottom


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, across the page or down it: at y from x to x, or at x from y to y."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """A page in reading position.

    turn    quarter turns, clockwise, from the page as shown to the page as read (tables set sideways)
    back    from places on a scan that was set straight to those on the scan
    across, down  the rules
    """

    number: int
    width: float
    height: float
    signs: list[Sign] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    turn: int = 0
    is_scan: bool = False
    back: Callable[[Box], Box] | None = None

    def shown(self, box: Box) -> Box:
        """A box of the reading position where it stands on the page as shown."""
        if self.back is not None:
            return self.back(box)
        width, height = self.width, self.height
        for _ in range((4 - self.turn) % 4):
            box = quarter_turned(box, height)
            width, height = height, width
        left, top, right, bottom = box
        return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)

    @property
    def em(self) -> float:
        """The usual height of a sign."""
        return max(2.0, median([s.height for s in self.signs])) if self.signs else 10.0


def quarter_turned(box: Box, height: float) -> Box:
    """The box on the page turned clockwise by a quarter; `height` is the page's before the turn."""
    left, top, right, bottom = box
    return height - bottom, left, height - top, right


def within(count: int, limit: int, what: Text, source: str) -> None:
    """Raises UnreadableSource when there are more than the limit."""
    if count > limit:
        raise UnreadableSource(
            "too-long",
            Text(f"{what.zh}超过{limit}。", f"There are more than {limit} {what.en}."),
            where=source,
        )
