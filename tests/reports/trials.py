"""Reading one made-up document after another: which pairs of layout and noise there are, and how each was read."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.reports import read_report
from gongkai.reports.model import Report
from tests.reports.builders import VARIANTS, seeded_report
from tests.reports.layouts import Written, written
from tests.reports.layouts_html import LAYOUTS
from tests.reports.layouts_office import OFFICE_LAYOUTS
from tests.reports.noises_tables import NOISES
from tests.reports.scoring import Score, faults, share_read, tally

CLEAN = "clean"
EVERY_LAYOUT = {**LAYOUTS, **OFFICE_LAYOUTS}


@dataclass(frozen=True)
class Trial:
    """One document to read; it can be made again from these words and the number.

    noise  "clean", the name of a noise, or several names joined by "+"
    """

    layout: str
    noise: str = CLEAN
    edition: str = "2021"
    variant: str = ""
    seed: int = 0

    @property
    def name(self) -> str:
        return f"{self.layout}/{self.noise}/{self.edition}/{self.variant or 'usual'}/{self.seed}"

    def document(self) -> Written:
        report = seeded_report(self.seed, edition_id=self.edition, variant=self.variant)
        noises = [NOISES[name].spoil for name in self.noise.split("+") if name != CLEAN]
        return written(EVERY_LAYOUT[self.layout], report, self.seed, *noises)

    def read(self) -> tuple[Written, Report]:
        document = self.document()
        return document, read_report(document.document, source=self.name)

    def tally(self) -> Counter[Score]:
        return tally(*self.read())

    def faults(self) -> list[str]:
        """Cells silently wrong or guessed; under several noises only the former, as one may undo the other."""
        return [f"{self.name}: {fault}" for fault in faults(*self.read(), guesses="+" not in self.noise)]


def pairs(layout: str) -> Iterator[tuple[str, str]]:
    """The layout clean, then under each noise that fits it."""
    yield layout, CLEAN
    yield from ((layout, noise.name) for noise in NOISES.values() if noise.fits(EVERY_LAYOUT[layout]))


def all_pairs(layouts: Iterable[str] = tuple(LAYOUTS)) -> Iterator[tuple[str, str]]:
    for layout in layouts:
        yield from pairs(layout)


def mixed_trial(seed: int) -> Trial:
    """A trial with two noises at once, any layout, edition and variant."""
    rng = random.Random(f"mixed/{seed}")
    layout = rng.choice(list(LAYOUTS))
    first, second = rng.sample([noise for _, noise in pairs(layout) if noise != CLEAN], 2)
    return Trial(layout, f"{first}+{second}", rng.choice(("2021", "2019")), rng.choice(("", *VARIANTS)), seed)


def recall() -> dict[str, float]:
    """For each noise, the cells read right, doubted or not, in percent of those the documents tell; rounded down."""
    sums: dict[str, Counter[Score]] = {}
    for layout, noise in all_pairs():
        sums.setdefault(noise, Counter()).update(Trial(layout, noise).tally())
    return {name: math.floor(1000 * share_read(scored)) / 10 for name, scored in sums.items()}
