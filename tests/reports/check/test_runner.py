"""The order of findings, what the checker is told beside a report, and the sums of any report."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import InvalidInput
from gongkai.reports.check import check_report
from gongkai.reports.check.arithmetic import cannot_hold
from gongkai.reports.check.subject import kind_of_name
from gongkai.reports.findings import SEVERITIES, finding
from gongkai.reports.model import Report
from gongkai.reports.schema import CellId
from tests.reports.builders import reports, with_values
from tests.reports.plain import plain

SUMS = {"t3-balance", "t3-handled-sum", "t3-row-sum", "t4-sum", "t3-row-incomplete", "t3-balance-unverifiable"}


@given(reports(variants=("", "zeros", "big", "one-row-other")))
def test_a_consistent_report_has_no_error_and_no_wrong_sum(report: Report) -> None:
    found = check_report(report)

    assert [f for f in found if f.is_error or f.rule in SUMS] == []


@given(reports(variants=("blanks",)))
def test_blanks_alone_never_make_a_wrong_sum(report: Report) -> None:
    found = check_report(report)

    assert [f for f in found if f.rule in SUMS - {"t3-row-incomplete", "t3-balance-unverifiable"}] == []


@given(reports(variants=("",)), st.integers(0, 2**32), st.integers(1, 50))
def test_one_changed_cell_in_a_full_table_is_found(report: Report, seed: int, more: int) -> None:
    cell = random.Random(seed).choice([c for c in report.edition.cells if c.startswith(("t3.", "t4."))])
    before = report.value(cell)
    assert before is not None

    found = check_report(with_values(report, {cell: before + more}))

    assert [f for f in found if f.is_error and f.rule in SUMS and cell in f.where]


@given(st.lists(st.integers(0, 20) | st.none(), max_size=5), st.lists(st.integers(0, 20) | st.none(), max_size=5))
def test_a_relation_fails_only_when_no_filling_makes_it_hold(left: list[int | None], right: list[int | None]) -> None:
    known = [sum(v for v in side if v is not None) for side in (left, right)]
    reach = [range(n, 300) if None in side else range(n, n + 1) for n, side in zip(known, (left, right), strict=True)]

    assert cannot_hold(left, right) is not bool(set(reach[0]) & set(reach[1]))


def test_errors_come_first_and_then_the_order_of_the_report() -> None:
    found = check_report(
        plain(
            {"t4.review.total": 9, "t2.rules.issued": 1},
            words={"举办培训4期。": "举办培训4期，加强指导力度，加强指导力度。", "没有收取信息处理费。": "无。"},
        )
    )

    assert [f.rule for f in found] == ["rules-without-power", "t4-sum", "missing-fee-statement", "repeated-text"]
    assert [SEVERITIES.index(f.severity) for f in found] == sorted(SEVERITIES.index(f.severity) for f in found)


def test_what_the_reader_observed_is_kept() -> None:
    observed = finding("blank-cells", ("t4.review.*",), rows="", count=5)

    assert observed in check_report(plain(observations=(observed,)))


def test_checking_twice_says_the_same() -> None:
    report = plain({"t2.rules.issued": 1, "t3.received.total": 99})

    assert check_report(report) == check_report(report)


def test_an_unknown_kind_of_body_is_refused() -> None:
    with pytest.raises(InvalidInput, match="kind"):
        check_report(plain(), body_kind="empire")


def test_a_report_that_is_not_of_the_year_before_is_refused() -> None:
    with pytest.raises(InvalidInput, match="2019"):
        check_report(plain(), previous=plain(year=2019))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("演示县人民政府", "county"),
        ("演示县人民政府办公室", "county"),
        ("演示族自治县", "county"),
        ("演示旗人民政府", "county"),
        ("甲乙市丙丁区人民政府", "district"),
        ("甲乙壮族自治区人民政府", "province"),
        ("甲乙省人民政府办公厅", "province"),
        ("北京市人民政府", "province"),
        ("甲乙市人民政府", "city"),
        ("津市市人民政府", "city"),
        ("贵州省甲乙市人民政府", "city"),
        ("甲乙自治州丙丁市人民政府", "county_city"),
        ("甲乙市丙丁市人民政府", "county_city"),
        ("甲乙自治州人民政府", "prefecture"),
        ("演示县石桥镇人民政府", "township"),
        ("甲乙市丙丁区石桥街道办事处", "subdistrict"),
        ("演示县教育局", "county_department"),
        ("甲乙市教育局", "department"),
        ("国家统计局", "ministry"),
    ],
)
def test_the_name_of_a_body_tells_its_kind(name: str, kind: str) -> None:
    found = kind_of_name(name)

    assert found
    assert found.id == kind


@pytest.mark.parametrize("name", ["", "甲乙综合实验区管委会", "甲乙集团有限公司"])
def test_a_name_that_tells_no_kind_gives_none(name: str) -> None:
    assert kind_of_name(name) is None


def test_every_message_names_cells_the_report_has() -> None:
    report = plain({"t3.received.natural_person": 3})

    places = [place for f in check_report(report) for place in f.where]

    assert places
    assert all(CellId(place) in report.cells for place in places)
