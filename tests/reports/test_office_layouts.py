"""Office files in several layouts: clean ones are read whole, and no noise makes a reading silently wrong."""

from __future__ import annotations

import pytest

from tests.reports.builders import VARIANTS
from tests.reports.layouts_office import OFFICE_LAYOUTS
from tests.reports.scoring import Score
from tests.reports.trials import Trial, pairs
from tests.turns import in_turn

EDITIONS = ("2021", "2019")


@pytest.mark.parametrize("layout", OFFICE_LAYOUTS)
def test_a_clean_office_file_is_read_whole_and_without_doubt(layout: str) -> None:
    for edition in EDITIONS:
        tally = Trial(layout, edition=edition, seed=1).tally()

        assert set(tally) == {Score.RIGHT}, (edition, tally)


@pytest.mark.parametrize("layout", OFFICE_LAYOUTS)
def test_title_body_year_and_date_of_an_office_file_are_read(layout: str) -> None:
    document, reading = Trial(layout, seed=2).read()

    made = document.report
    assert (reading.title, reading.signed) == (made.title, made.signed)
    assert (reading.body, reading.year, reading.dated) == (made.body, made.year, made.dated)


@pytest.mark.parametrize("layout", OFFICE_LAYOUTS)
def test_no_noise_makes_an_office_file_silently_wrong(layout: str) -> None:
    """Every seventh noise of each layout; over all layouts each noise comes round."""
    mine = list(pairs(layout))[list(OFFICE_LAYOUTS).index(layout) :: 7]

    faults = [fault for i, (_, noise) in enumerate(mine) for fault in Trial(layout, noise, seed=i).faults()]

    assert faults == []


@pytest.mark.slow
@pytest.mark.parametrize("variant", ["", *VARIANTS])
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", OFFICE_LAYOUTS)
def test_no_noise_makes_any_office_file_silently_wrong(layout: str, edition: str, variant: str) -> None:
    """In CI each noise meets each layout in two of its ten forms."""
    turn = list(OFFICE_LAYOUTS).index(layout) + EDITIONS.index(edition) + ["", *VARIANTS].index(variant)
    mine = in_turn(pairs(layout), turn, 5)

    faults = [fault for name, noise in mine for fault in Trial(name, noise, edition, variant).faults()]

    assert faults == []
