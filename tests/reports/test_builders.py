"""What is made up for the tests is itself a valid report."""

from __future__ import annotations

import pytest
from hypothesis import given

from gongkai.reports.editions import EDITION_IDS
from gongkai.reports.model import Report
from tests.reports.builders import VARIANTS, reports, seeded_report


def failing(report: Report) -> list[tuple[str, ...]]:
    """The identities that do not hold; one with a blank cell says nothing."""
    wrong = []
    for identity in report.edition.identities:
        left = [report.value(cell) for cell in identity.left]
        right = [report.value(cell) for cell in identity.right]
        if None not in (*left, *right) and sum(filter(None, left)) != sum(filter(None, right)):
            wrong.append((identity.rule, *identity.left))
    return wrong


@given(reports(*EDITION_IDS, variants=("", "blanks", "zeros", "big")))
def test_every_identity_of_a_made_up_report_holds(report: Report) -> None:
    assert failing(report) == []


@given(reports(variants=("one-row-other",)))
def test_one_row_of_other_results_stands_for_the_three(report: Report) -> None:
    if report.edition_id == "2021":
        assert report.value("t3.other.total") is not None
        assert report.value("t3.other.misc.total") is None


@given(reports(*EDITION_IDS))
def test_the_year_fits_the_edition(report: Report) -> None:
    assert report.year is not None
    assert report.edition.covers(report.year)


@pytest.mark.parametrize("variant", ["", *VARIANTS])
def test_one_seed_always_makes_the_same_report(variant: str) -> None:
    assert seeded_report(7, variant=variant) == seeded_report(7, variant=variant)
