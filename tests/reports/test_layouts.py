"""Whatever the layout and the noise: no cell is read silently wrong, and clean documents are read whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from tests.reports.builders import VARIANTS
from tests.reports.layouts_html import LAYOUTS
from tests.reports.scoring import Score
from tests.reports.trials import Trial, mixed_trial, pairs, recall
from tests.turns import in_turn

READABLE = [layout.name for layout in LAYOUTS.values() if layout.tells_all]
EDITIONS = ("2021", "2019")
RECALL = Path(__file__).parent / "files" / "recall.yaml"


@pytest.mark.parametrize("layout", READABLE)
def test_a_clean_document_is_read_whole_and_without_doubt(layout: str) -> None:
    for edition in EDITIONS:
        tally = Trial(layout, edition=edition, seed=1).tally()

        assert set(tally) == {Score.RIGHT}, (edition, tally)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_title_body_year_and_date_are_read(layout: str) -> None:
    document, reading = Trial(layout, seed=2).read()

    made = document.report
    assert reading.title == made.title
    assert (reading.body, reading.year, reading.dated) == (made.body, made.year, made.dated)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_noise_makes_a_reading_silently_wrong(layout: str) -> None:
    """Every fifth noise of each layout; over all layouts each noise comes round."""
    mine = list(pairs(layout))[list(LAYOUTS).index(layout) % 5 :: 5]

    faults = [
        fault
        for i, (_, noise) in enumerate(mine)
        for fault in Trial(layout, noise, EDITIONS[i % 3 == 2], seed=i).faults()
    ]

    assert faults == []


@pytest.mark.slow
@pytest.mark.parametrize("variant", ["", *VARIANTS])
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_noise_makes_any_reading_silently_wrong(layout: str, edition: str, variant: str) -> None:
    """In CI each noise meets most layouts in one of their ten forms."""
    turn = list(LAYOUTS).index(layout) + EDITIONS.index(edition) + ["", *VARIANTS].index(variant)
    mine = in_turn(pairs(layout), turn, 16)

    faults = [fault for name, noise in mine for fault in Trial(name, noise, edition, variant).faults()]

    assert faults == []


@pytest.mark.slow
def test_two_noises_make_no_reading_silently_wrong() -> None:
    faults = [fault for trial in map(mixed_trial, in_turn(range(4000), 0, 10)) for fault in trial.faults()]

    assert faults == []


@pytest.mark.slow
def test_no_less_is_read_than_before() -> None:
    """files/recall.yaml may only rise; write it with REGENERATE=1."""
    reached = recall()

    if os.environ.get("REGENERATE"):
        RECALL.write_text(yaml.safe_dump(reached, sort_keys=False), encoding="utf-8")
    floor = yaml.safe_load(RECALL.read_text(encoding="utf-8"))
    assert {name: share for name, share in floor.items() if reached.get(name, 0.0) < share} == {}
    assert set(floor) == set(reached)
