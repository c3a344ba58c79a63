"""Periods of reviews and suits, from cases an official can read; results and their classes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.errors import InvalidInput
from gongkai.law import (
    DisputeDays,
    classes_status,
    dispute_result,
    dispute_results,
    instance_terms,
    load_calendar,
    parameter,
    review_terms,
)

CALENDAR = load_calendar()
CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("disputes.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_periods_of_a_dispute_end_as_the_case_says(case: Mapping[str, Any]) -> None:
    days = DisputeDays(**case["days"])
    ask = (
        review_terms if case["level"] == "review" else lambda days, **more: instance_terms(case["level"], days, **more)
    )

    if "refused" in case:
        with pytest.raises(InvalidInput) as caught:
            ask(days, calendar=CALENDAR)
        assert caught.value.code == case["refused"]
        return

    assert {term.limit.parameter_id: term.due_on for term in ask(days, calendar=CALENDAR)} == case["due"]


@pytest.mark.parametrize(
    ("forum", "result", "held_as"),
    [
        ("review", "maintained", "upheld"),
        ("review", "claim_rejected", "upheld"),
        ("review", "annulled", "corrected"),
        ("review", "ordered", "corrected"),
        ("review", "not_accepted", "other"),
        ("review", "mediated", "other"),
        ("suit", "claim_rejected", "upheld"),
        ("suit", "annulled", "corrected"),
        ("suit", "dismissed", "other"),
        ("suit", "withdrawn", "other"),
    ],
)
def test_result_belongs_to_its_class_of_table_4(forum: Any, result: str, held_as: str) -> None:
    assert dispute_results(forum)[result].held_as == held_as


def test_classes_are_marked_as_practice_from_memory() -> None:
    assert classes_status() == "memory"


def test_kinds_of_decision_of_the_law_of_2023_were_read_and_older_ones_were_not() -> None:
    maintained = dispute_results("review")["maintained"]

    assert getattr(maintained.rule_on(date(2024, 1, 1)), "status", None) == "verified"
    assert getattr(maintained.rule_on(date(2023, 12, 31)), "status", None) == "memory"


def test_result_that_did_not_exist_yet_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        dispute_result("review", "void", on=date(2023, 12, 31))

    assert caught.value.code == "unknown-result"


def test_days_of_the_defendant_s_answer_are_marked_as_from_memory() -> None:
    assert parameter("suit.answer.days").on(date(2026, 3, 4)).status == "memory"
