"""A figure of the running text in messages: its place, its label, and what it can mean."""

from __future__ import annotations

from decimal import Decimal

from gongkai.bilingual import Text
from gongkai.reports.measures import measures
from gongkai.reports.model import Figure, Number


def place_of(figure: Figure) -> str:
    return f"line {figure.line}" if figure.line else f"section {_section(figure.measure)}"


def fits(figure: Figure, value: Number) -> bool:
    """Whether a figure of the text can mean the value: 7000余 is 7000 up to its last printed digit and more.

    >>> fits(Figure("posts_total", 7000, "条", approx=True), 7100), fits(Figure("posts_total", 7000, "条"), 7100)
    (True, False)
    """
    if not figure.approx:
        return Decimal(figure.value) == Decimal(value)
    step = rounding_step(figure.value)
    return Decimal(figure.value) - step < Decimal(value) < Decimal(figure.value) + step


def rounding_step(value: Number) -> Decimal:
    """One unit of the last digit that is not zero: 1000 for 7000, 100 for 1200.

    >>> rounding_step(7000), rounding_step(1200)
    (Decimal('1000'), Decimal('100'))
    """
    exponent = Decimal(value).normalize().as_tuple().exponent
    return Decimal(10) ** (exponent if isinstance(exponent, int) else 0)


def _section(measure_id: str) -> int:
    known = measures().get(measure_id)
    return known.section if known and known.section else 1


def told_words(figure: Figure) -> Text:
    """A figure as printed: value, 余, unit."""
    value = f"{figure.value:f}" if isinstance(figure.value, Decimal) else str(figure.value)
    return Text(f"{value}{'余' if figure.approx else ''}{figure.unit}", f"{'over ' if figure.approx else ''}{value}")
