"""Reports side by side: what may be compared, what only stands beside it, and blanks that are no zeros."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.errors import InvalidInput
from gongkai.reports.compare import compare_reports, is_comparable
from gongkai.reports.schema import CellId
from tests.reports.plain import plain
from tests.reports.published import SEEDS, seed

THREE_ROWS = {f"t3.other.{row}.total": n for row, n in (("correction_lapsed", 1), ("fee_lapsed", 0), ("misc", 2))}


def test_two_years_of_one_body_show_the_change() -> None:
    compared = compare_reports([plain(year=2021), plain({"t2.penalty.decisions": 450}, year=2022)])

    row = compared.row("t2.penalty.decisions")
    assert compared.basis == "years"
    assert (row.change, row.percent, row.comparable) == (150, Decimal("50.00"), True)


def test_a_blank_is_not_a_zero() -> None:
    compared = compare_reports([plain({"t2.coercion.decisions": None}), plain({"t2.coercion.decisions": 0}, year=2022)])

    row = compared.row("t2.coercion.decisions")
    assert [value.state for value in row.values] == ["blank", "figure"]
    assert (row.change, row.differs) == (None, False)


def test_a_cell_of_one_edition_is_absent_from_the_other() -> None:
    row = compare_reports([plain(form="2019"), plain()]).row("t2.procurement.projects")

    assert [value.state for value in row.values] == ["figure", "absent"]


def test_decisions_are_compared_over_the_change_of_edition() -> None:
    row = compare_reports([plain(form="2019"), plain({"t2.licensing.decisions": 1000})]).row("t2.licensing.decisions")

    assert (row.comparable, row.change, row.note) == (True, 100, None)


def test_made_is_shown_beside_issued_and_not_compared() -> None:
    row = compare_reports([plain(form="2019"), plain({"t2.normative_docs.issued": 9})]).row("t2.normative_docs.made")

    assert [value.value for value in row.values] == [5, 9]
    assert (row.comparable, row.change) == (False, None)
    assert row.note


def test_the_one_row_of_other_outcomes_stands_beside_the_sum_of_three() -> None:
    row = compare_reports([plain({"t3.other.total": 4}, form="2019"), plain(dict(THREE_ROWS))]).row("t3.other.total")

    assert [value.value for value in row.values] == [4, 3]
    assert not row.comparable


def test_a_blank_among_the_three_rows_leaves_no_sum() -> None:
    blank = {**THREE_ROWS, "t3.other.misc.total": None}

    row = compare_reports([plain(form="2019"), plain(blank)]).row("t3.other.total")

    assert row.values[1].state == "blank"


def test_fee_items_and_fee_amounts_are_never_joined() -> None:
    compared = compare_reports([plain(form="2019"), plain()])

    assert [v.state for v in compared.row("t2.fees.amount").values] == ["absent", "figure"]
    assert [v.state for v in compared.row("t2.fees.previous").values] == ["figure", "absent"]


@pytest.mark.parametrize(
    ("cell", "same"),
    [
        ("t3.granted.total", True),
        ("t3.other.total", False),
        ("t4.review.total", True),
        ("t2.penalty.decisions", True),
        ("t2.rules.made", False),
        ("t2.fees.amount", False),
    ],
)
def test_what_the_editions_of_2019_and_2021_share(cell: str, same: bool) -> None:
    assert is_comparable(CellId(cell), ["2019", "2021"]) is same


def test_rates_are_computed_from_the_cells() -> None:
    row = compare_reports([plain(), plain({"t3.granted.total": 5}, year=2022)]).row("share_granted")

    assert [value.value for value in row.values] == [Decimal("70.00"), Decimal("50.00")]


def test_a_rate_over_a_blank_is_blank() -> None:
    row = compare_reports([plain(), plain({"t3.granted.total": None}, year=2022)]).row("share_granted")

    assert [value.state for value in row.values] == ["figure", "blank"]


def test_items_are_counted_to_one_another() -> None:
    row = compare_reports([plain(), plain(year=2022)]).row("visits_per_post")

    assert row.values[0].value == Decimal("75.00")


def test_figures_of_the_text_are_compared_by_measure() -> None:
    row = compare_reports([plain(), plain(told={"mailbox_received": 50}, year=2022)]).row("mailbox_received")

    assert (row.about, row.change, row.unit) == ("measure", 10, "件")


def test_declared_and_recomputed_stand_side_by_side() -> None:
    compared = compare_reports([plain({"t2.penalty.decisions": 299}), plain()])

    assert compared.basis == "recomputed"
    assert [row.id for row in compared.differences()] == ["t2.penalty.decisions"]


def test_bodies_are_told_apart_by_their_names() -> None:
    compared = compare_reports([plain(), plain(body="甲乙县人民政府")])

    assert compared.basis == "bodies"
    assert [head.zh for head in compared.heads] == ["演示县人民政府2021", "甲乙县人民政府2021"]


def test_one_report_alone_is_refused() -> None:
    with pytest.raises(InvalidInput, match="two"):
        compare_reports([plain()])


def test_the_five_published_reports_stand_side_by_side(shared: Path) -> None:
    compared = compare_reports([seed(shared, number).report for number in SEEDS])

    licences = compared.row("t2.licensing.decisions")
    assert [value.value for value in licences.values] == [2983, 496, 3585, 12502, 0]
    assert [value.value for value in compared.row("site_posts").values] == [8444, 1941, 3095, 2511, 2900]
    assert [v.state for v in compared.row("t4.review.total").values] == ["blank", "blank", "figure", "figure", "figure"]
    assert [v.state for v in compared.row("t2.fees.amount").values][2] == "absent"
