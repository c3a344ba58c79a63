"""What a browser prints of made-up reports, in many styles: no cell silently wrong, ruled tables read whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.reports.prints import CHROMIUM, STYLES, Press, Print, press, random_print
from tests.reports.scoring import Score
from tests.turns import in_turn

pytestmark = pytest.mark.slow

WEAK = {"down-only", "no-rules"}
"""Styles without rules across: what is read is right, but not all is read without doubt."""


@pytest.fixture(scope="module")
def printing() -> Iterator[Press]:
    if not CHROMIUM.exists():
        pytest.skip("needs chromium")
    with press() as opened:
        yield opened


@pytest.mark.parametrize("style", sorted(STYLES.keys() - WEAK))
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_a_ruled_print_is_read_whole(printing: Press, style: str, edition: str) -> None:
    made = Print(style, edition=edition, seed=3)

    assert set(made.tally(made.pdf(printing))) == {Score.RIGHT}


@pytest.mark.parametrize("style", sorted(WEAK))
@pytest.mark.parametrize("variant", ["", "blanks", "big"])
def test_a_print_without_rules_is_never_silently_wrong(printing: Press, style: str, variant: str) -> None:
    made = Print(style, variant=variant, seed=4)

    assert made.faults(made.pdf(printing)) == []


@pytest.mark.parametrize("seed", in_turn(range(1000, 1040), 0, 2))
def test_no_noise_makes_a_print_silently_wrong(printing: Press, seed: int) -> None:
    made = random_print(seed)

    assert made.faults(made.pdf(printing)) == []
