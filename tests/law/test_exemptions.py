"""Grounds for withholding, kinds of reply, and the rows of Table 3."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.errors import InvalidInput
from gongkai.law import exemptions_on, reply_kinds
from gongkai.reports.editions import edition

TODAY = date(2026, 11, 22)


def outcome_rows(form: str) -> set[str]:
    """Rows of Table 3 on which a request may end, by the national form itself."""
    tables = {table.id: table for table in edition(form).tables}
    return {row.id.removeprefix("t3.") for block in tables["t3"].blocks for row in block.rows if row.outcome}


def reached_rows(form: str) -> set[str]:
    """Rows that the replies and grounds of the law lead to."""
    kinds = reply_kinds().values()
    direct = {kind.rows[form] for kind in kinds if form in kind.rows}
    also = {row for kind in kinds for row in kind.also}
    return direct | also | {ground.row for ground in exemptions_on(TODAY).values() if ground.row}


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_every_outcome_of_the_national_form_is_reached_by_a_reply_and_no_other(form: str) -> None:
    assert reached_rows(form) == outcome_rows(form)


def test_articles_36_to_39_give_eleven_kinds_of_reply() -> None:
    assert [key for key in reply_kinds() if key.startswith("A")] == [f"A{number}" for number in range(1, 12)]


@pytest.mark.parametrize(
    ("ground", "duty"),
    [
        ("state_secret", "must_not"),
        ("other_law", "must_not"),
        ("safety_stability", "must_not"),
        ("third_party", "must_not"),
        ("internal", "may"),
        ("process", "may"),
        ("enforcement_file", "may"),
    ],
)
def test_a_ground_forbids_or_allows_withholding(ground: str, duty: str) -> None:
    assert exemptions_on(TODAY)[ground].duty == duty


def test_a_third_party_ground_yields_to_consent_or_public_interest_and_asks_the_third_party() -> None:
    ground = exemptions_on(TODAY)["third_party"]

    assert ground.overrides == ("third_party_consent", "public_interest")
    assert ground.consults == ("third_party",)
    assert len(ground.weighs) == 3


def test_nothing_overrides_a_state_secret() -> None:
    assert exemptions_on(TODAY)["state_secret"].overrides == ()


def test_the_grounds_of_2008_were_fewer() -> None:
    assert set(exemptions_on(date(2010, 1, 1))) == {"state_secret", "safety_stability", "third_party"}


def test_a_refusal_counts_on_the_row_of_its_ground() -> None:
    ground = exemptions_on(TODAY)["process"]

    assert reply_kinds()["A3"].row("2021", ground=ground) == "denied.process"


def test_a_refusal_without_a_ground_has_no_row() -> None:
    with pytest.raises(InvalidInput) as caught:
        reply_kinds()["A3"].row("2021")

    assert caught.value.code == "ground-missing"


def test_a_severed_reply_counts_as_partial_whatever_the_ground() -> None:
    ground = exemptions_on(TODAY)["state_secret"]

    assert reply_kinds()["A8"].row("2021", ground=ground) == "partial"


def test_a_lapsed_correction_has_its_own_row_only_from_2021() -> None:
    kind = reply_kinds()["E3"]

    assert (kind.row("2019"), kind.row("2021")) == ("other", "other.correction_lapsed")
