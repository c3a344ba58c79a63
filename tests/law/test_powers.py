"""Who has the power to make rules."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.errors import InvalidInput
from gongkai.law import parameter, power_to_make_rules


@pytest.mark.parametrize(
    ("kind", "choice"),
    [
        ("province", "may"),
        ("city", "may"),
        ("county", "may_not"),
        ("township", "may_not"),
        ("department", "may_not"),
    ],
)
def test_only_provinces_and_cities_make_rules(kind: str, choice: str) -> None:
    power = power_to_make_rules(kind, date(2024, 6, 1))

    assert power.choice == choice
    assert str(power.cite) == "legislation2023/93"


def test_before_the_revision_the_older_law_is_cited() -> None:
    assert str(power_to_make_rules("county", date(2021, 6, 1)).cite) == "legislation2000/73"


def test_nothing_is_said_of_days_before_the_law() -> None:
    with pytest.raises(InvalidInput):
        power_to_make_rules("county", date(1999, 1, 1))


def test_whether_lapses_count_as_repeals_is_dated_and_marked_as_not_read() -> None:
    switch = parameter("ogi.normative.lapse_counts")

    assert [switch.on(date(year, 12, 31)).choice for year in (2019, 2021, 2026)] == ["counted"] * 3
    assert {value.status for value in switch.values} == {"inference", "memory"}
