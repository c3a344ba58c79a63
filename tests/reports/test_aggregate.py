"""Members added up to their government: sums, what is missing, and a government's report against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import InvalidInput
from gongkai.reports.aggregate import Aggregate, aggregate_reports, check_against_members
from gongkai.reports.model import Number, Report
from gongkai.reports.schema import CellId
from tests.reports.builders import seeded_report
from tests.reports.plain import doubted, plain

PENALTIES = CellId("t2.penalty.decisions")


def member(number: int, cells: Mapping[str, Number | None] | None = None) -> Report:
    return plain(cells, body=f"演示县第{number}局")


def added(*cells: Mapping[str, Number | None], expected: tuple[str, ...] | None = None) -> Aggregate:
    return aggregate_reports([member(n, c) for n, c in enumerate(cells)], expected_members=expected)


def test_members_are_added_cell_by_cell() -> None:
    total = added({PENALTIES: 3}, {PENALTIES: 4})

    assert total.report.value(PENALTIES) == 7
    assert total.sums[PENALTIES].is_complete


def test_the_governments_own_part_is_added() -> None:
    own = plain({PENALTIES: 10})

    total = aggregate_reports([member(1, {PENALTIES: 1})], own=own)

    assert total.report.value(PENALTIES) == 11
    assert total.report.body == own.body


def test_a_blank_makes_the_sum_doubtful_and_is_listed() -> None:
    total = added({PENALTIES: 3}, {PENALTIES: None})

    assert total.sums[PENALTIES].blanks == ("演示县第1局",)
    assert (total.report.value(PENALTIES), total.report.cell(PENALTIES).doubt > 0) == (3, True)
    assert [f.where for f in total.findings if f.rule == "blank-member"] == [(PENALTIES,)]


def test_a_cell_that_all_left_blank_stays_blank() -> None:
    total = added({PENALTIES: None}, {PENALTIES: None})

    assert total.report.value(PENALTIES) is None


def test_a_doubtful_figure_is_listed() -> None:
    total = aggregate_reports([doubted(member(1), PENALTIES), member(2)])

    assert total.sums[PENALTIES].doubtful == ("演示县第1局",)


def test_rules_are_not_added_up() -> None:
    cell = CellId("t2.rules.in_force")

    total = added({cell: 1}, {cell: 2})

    assert total.report.value(cell) is None
    assert total.sums[cell].note


def test_a_member_without_report_is_named() -> None:
    total = added({}, expected=("演示县第0局", "演示县 第9局"))

    assert total.missing == ("演示县 第9局",)
    assert [f.rule for f in total.findings] == ["missing-member"]
    assert total.report.status == "partial"


def test_no_finding_when_all_members_reported() -> None:
    assert added({}, {}, expected=("演示县第0局", "演示县第1局")).findings == ()


def test_the_one_row_of_other_outcomes_is_added_over_those_who_print_it() -> None:
    total = added({"t3.other.total": 4}, {})

    assert total.sums[CellId("t3.other.total")].value == 4
    assert total.sums[CellId("t3.other.total")].blanks == ()


@pytest.mark.parametrize(
    ("reports", "code"),
    [
        ([], "nothing-to-add"),
        ([member(1), plain(form="2019", year=2021)], "mixed-editions"),
        ([member(1), replace(member(2), year=2022)], "mixed-years"),
        ([member(1), member(1)], "member-twice"),
    ],
)
def test_what_cannot_be_added_is_refused(reports: list[Report], code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        aggregate_reports(reports)

    assert caught.value.code == code


def test_a_government_that_reports_the_sum_has_no_finding() -> None:
    total = added({PENALTIES: 3}, {PENALTIES: 4})

    assert check_against_members(replace(total.report, body="演示县人民政府"), total) == ()


@pytest.mark.parametrize(
    ("printed", "second", "expected", "severity"),
    [
        (9, 4, None, "error"),
        (6, 4, ("演示县第9局",), "error"),
        (9, 4, ("演示县第9局",), "info"),
        (9, None, None, "info"),
        (2, None, None, "error"),
    ],
)
def test_a_government_that_reports_another_sum_is_remarked_on(
    printed: int, second: int | None, expected: tuple[str, ...] | None, severity: str
) -> None:
    total = added({PENALTIES: 3}, {PENALTIES: second}, expected=expected)
    cells = {**total.report.cells, PENALTIES: replace(total.report.cell(PENALTIES), value=printed, doubt=0.0)}

    found = check_against_members(replace(total.report, cells=cells), total)

    assert [(f.rule, f.severity, f.where) for f in found] == [("tree-sum", severity, (PENALTIES,))]


def test_a_sum_over_doubtful_figures_is_a_warning() -> None:
    total = aggregate_reports([doubted(member(1), PENALTIES), member(2)])

    found = check_against_members(plain({PENALTIES: 1}), total)

    assert {f.severity for f in found if PENALTIES in f.where} == {"warning"}


@given(st.lists(st.integers(0, 2**32), min_size=1, max_size=4, unique=True))
def test_the_identities_of_the_members_hold_for_their_sum(seeds: list[int]) -> None:
    parts = [replace(seeded_report(n), body=f"第{n}局", year=2021) for n in seeds]

    total = aggregate_reports(parts).report

    for identity in total.edition.identities:
        left, right = (sum(total.value(cell) or 0 for cell in side) for side in (identity.left, identity.right))
        assert left == right
