"""Remedies: every outcome has an order, and the last days follow from the day of delivery."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.errors import InvalidInput
from gongkai.law import body_kinds, load_calendar, remedy, remedy_dates, remedy_outcomes, suit_after_review_due
from gongkai.reports.editions import edition

CALENDAR = load_calendar()
RECEIVED = date(2026, 3, 12)


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_every_outcome_of_the_national_form_has_a_remedy(form: str) -> None:
    [table] = [table for table in edition(form).tables if table.id == "t3"]
    rows = {row.id.removeprefix("t3.") for block in table.blocks for row in block.rows if row.outcome}

    assert rows <= set(remedy_outcomes())


@pytest.mark.parametrize("body_kind", sorted(body_kinds()))
@pytest.mark.parametrize("on", [date(2010, 1, 1), date(2023, 12, 31), date(2024, 1, 1), date(2026, 11, 22)])
def test_every_kind_of_body_has_a_reviewer_and_a_court_in_every_period(body_kind: str, on: date) -> None:
    found = remedy(body_kind, "denied.process", on=on)

    assert found.reviewers
    assert found.court in ("basic", "intermediate")


def test_where_review_comes_first_only_review_has_a_last_day() -> None:
    dates = remedy_dates(remedy("department", "denied.process", on=RECEIVED), RECEIVED, calendar=CALENDAR)

    assert dates.review is not None
    assert (dates.review.on, dates.suit) == (date(2026, 5, 11), None)


def test_where_both_ways_are_open_both_have_a_last_day() -> None:
    dates = remedy_dates(remedy("department", "granted", on=RECEIVED), RECEIVED, calendar=CALENDAR)

    assert dates.review is not None
    assert dates.suit is not None
    assert (dates.review.on, dates.suit.on) == (date(2026, 5, 11), date(2026, 9, 14))


def test_a_suit_against_silence_rests_on_its_own_rule() -> None:
    found = remedy("department", "no_reply", on=RECEIVED)

    dates = remedy_dates(found, RECEIVED, calendar=CALENDAR)

    assert dates.suit is not None
    assert (found.suit_months.cite.id, dates.suit.parameter_id) == ("litigation-rules2018/66", "suit.inaction.months")
    assert dates.suit.on == date(2026, 9, 14)


def test_a_procedural_notice_has_no_last_day() -> None:
    dates = remedy_dates(remedy("department", "fee_notice", on=RECEIVED), RECEIVED, calendar=CALENDAR)

    assert (dates.review, dates.suit) == (None, None)


def test_a_document_cannot_be_received_before_its_date() -> None:
    with pytest.raises(InvalidInput) as caught:
        remedy_dates(remedy("department", "granted", on=RECEIVED), date(2026, 3, 11), calendar=CALENDAR)

    assert caught.value.code == "served-too-early"


@pytest.mark.parametrize("body_kind", sorted(body_kinds()))
@pytest.mark.parametrize(
    "on", [date(2008, 5, 1), date(2015, 5, 1), date(2019, 5, 15), date(2024, 1, 1), date(2025, 5, 31), date(2025, 6, 1)]
)
def test_no_remedy_rests_on_an_instrument_out_of_force(body_kind: str, on: date) -> None:
    every = [remedy(body_kind, outcome, on=on) for outcome in remedy_outcomes()]

    rules = [rule for found in every for rule in (found.order_rule, found.reviewers_rule, found.court_rule)]
    rules += [every[0].court_upheld_rule, every[0].court_changed_rule]
    for instrument in (rule.cite.instrument for rule in rules):
        assert (instrument.valid_from or on) <= on <= (instrument.valid_to or on), instrument.id


def test_a_suit_after_review_has_fifteen_days() -> None:
    assert suit_after_review_due(RECEIVED, calendar=CALENDAR).on == date(2026, 3, 27)


def test_a_refusal_that_needs_review_first_must_say_so() -> None:
    assert remedy("department", "denied.internal", on=RECEIVED).must_tell
    assert not remedy("department", "unavailable.not_held", on=RECEIVED).must_tell


def test_a_disputed_order_explains_itself() -> None:
    found = remedy("department", "no_reply", on=RECEIVED)

    assert found.order_rule.status == "inference"
    assert any("2025" in note.zh for note in found.notes)


@pytest.mark.parametrize(
    ("body_kind", "outcome", "on", "code"),
    [
        ("village", "granted", RECEIVED, "body-kind-unknown"),
        ("department", "lost", RECEIVED, "outcome-unknown"),
        ("department", "granted", date(1990, 1, 1), "rule-not-in-force"),
    ],
)
def test_what_the_rules_do_not_know_is_refused(body_kind: str, outcome: str, on: date, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        remedy(body_kind, outcome, on=on)

    assert caught.value.code == code
