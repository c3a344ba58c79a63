"""What must be published, and what falls due each year."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.errors import InvalidInput
from gongkai.law import (
    duties_for,
    interpretation_due,
    load_calendar,
    publication_due,
    publication_duties,
    required_fields,
    yearly_due,
)
from gongkai.reports.editions import edition

CALENDAR = load_calendar()


def test_article_20_has_its_fifteen_items_in_order() -> None:
    items = [duty.id for duty in publication_duties() if duty.id.startswith("art20.")]

    assert items == [f"art20.{number}" for number in range(1, 16)]


def test_a_shorter_time_binds_only_the_part_it_names() -> None:
    special = {duty.id: (duty.limit, duty.special_limit) for duty in publication_duties() if duty.special_limit}

    assert special == {
        "art20.5": ("ogi.publication.days", "ogi.publication.licence_result_days"),
        "art20.6": ("ogi.publication.days", "ogi.publication.penalty_result_days"),
        "art20.9": ("ogi.publication.days", "ogi.publication.procurement_contract_days"),
    }


@pytest.mark.parametrize(("level", "extra"), [("province", 0), ("city", 7), ("county", 7), ("township", 8)])
def test_article_21_adds_topics_by_level(level: str, extra: int) -> None:
    assert len(duties_for(level)) == 15 + extra  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_every_row_of_table_2_belongs_to_a_duty(form: str) -> None:
    [table] = [table for table in edition(form).tables if table.id == "t2"]
    printed = {f"t2.{row.id.removeprefix('t2.')}" for block in table.blocks for row in block.rows}

    owed = {row for duty in publication_duties() for row in duty.rows.get(form, ())}

    assert owed == printed


@pytest.mark.parametrize(("of", "count"), [("guide_fields", 9), ("catalog_fields", 4), ("platform_columns", 4)])
def test_guide_and_catalog_have_their_mandatory_fields(of: str, count: int) -> None:
    assert len({field.id for field in required_fields(of)}) == count  # type: ignore[arg-type]


def test_an_unknown_list_of_fields_is_refused() -> None:
    with pytest.raises(InvalidInput):
        required_fields("menu")  # type: ignore[arg-type]


def test_information_is_published_within_twenty_working_days() -> None:
    assert publication_due(date(2026, 9, 18), calendar=CALENDAR).on == date(2026, 10, 22)


def test_a_special_law_may_set_a_shorter_time() -> None:
    limit = "ogi.publication.penalty_withdrawn_days"

    assert publication_due(date(2026, 3, 6), calendar=CALENDAR, limit=limit).on == date(2026, 3, 11)


def test_an_interpretation_follows_within_three_working_days_by_second_hand_rule() -> None:
    due = interpretation_due(date(2026, 2, 13), calendar=CALENDAR)

    assert (due.on, due.rule.status) == (date(2026, 2, 25), "secondhand")


def test_a_department_reports_by_the_end_of_january_and_a_government_by_the_end_of_march() -> None:
    department = {due.duty.id: due.on for due in yearly_due("department", 2025)}
    government = {due.duty.id: due.on for due in yearly_due("government", 2025)}

    assert department == {"department_report": date(2026, 1, 31), "website_report": date(2026, 1, 31)}
    assert government == {"government_report": date(2026, 3, 31), "website_report": date(2026, 1, 31)}


def test_before_2019_a_department_too_reported_by_the_end_of_march() -> None:
    [report] = [due for due in yearly_due("department", 2016) if due.duty.id == "department_report"]

    assert report.on == date(2017, 3, 31)
