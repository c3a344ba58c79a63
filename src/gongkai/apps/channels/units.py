"""Units in which visits are told, as data: a figure of one counter is never printed in the unit of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.bilingual import Text


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit. base: what one of it is counted in; factor: how many of the base it stands for."""

    label: Text
    base: str
    factor: Decimal = Decimal(1)


UNITS: Mapping[str, Unit] = {
    "times": Unit(Text("次", "times"), "times"),
    "person_times": Unit(Text("人次", "visits by persons"), "person_times"),
    "ten_thousand_times": Unit(Text("万次", "ten thousand times"), "times", Decimal(10_000)),
    "ten_thousand_person_times": Unit(
        Text("万人次", "ten thousand visits by persons"), "person_times", Decimal(10_000)
    ),
}
BASES = ("times", "person_times")
