"""Whatever stands in a report, the checker answers, in little time, and only with what is declared."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.citation import parse_citation
from gongkai.reports.check import check_report
from gongkai.reports.findings import rules
from gongkai.reports.measures import measures
from gongkai.reports.model import Figure, Report
from gongkai.reports.schema import CellId
from tests.reports.plain import plain

PIECES = (
    *("2020年", "2021年", "2022年", "截至", "12月底", "共发布", "件", "条", "一是", "二是", "（一）", "（二）", "一、"),
    *(
        "申请",
        "诉讼",
        "，",
        "。",
        "；",
        "办结率",
        "95%",
        "30",
        "1.5",
        "人次",
        "县长",
        "张三",
        "同志",
        "《",
        "》",
        "现将",
    ),
    *(
        "形成之日起20日",
        "截止目前",
        "13800000000",
        "a@qq.com",
        "11010519491231002X",
        "均已",
        "答复",
        " ",
        "\t",
        "|",
        "**",
    ),
)
LINES = st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), min_size=1, max_size=8)
NUMBERS = st.integers(-(10**20), 10**20) | st.decimals(allow_nan=False, allow_infinity=False, places=4)


def saying(lines: list[str]) -> Report:
    """The plain report with these lines as its overview."""
    report = plain()
    first = report.sections[0]
    kept = report.lines[first.last_line :]
    shift = len(lines) - (first.last_line - first.first_line)
    moved = tuple(
        replace(s, first_line=s.first_line + shift, last_line=s.last_line + shift) for s in report.sections[1:]
    )
    overview = replace(first, last_line=first.first_line + len(lines))
    return replace(
        report, lines=(*report.lines[: first.first_line], *lines, *kept), sections=(overview, *moved), figures=()
    )


@given(LINES)
def test_any_words_are_checked(lines: list[str]) -> None:
    for finding in check_report(saying(lines)):
        assert finding.rule in rules()
        assert "{" not in finding.message.zh + finding.message.en


@given(st.dictionaries(st.sampled_from(sorted(plain().cells)), NUMBERS | st.none(), max_size=30))
def test_any_figures_are_checked(cells: dict[CellId, int | Decimal | None]) -> None:
    check_report(plain(dict(cells)))


@given(st.lists(st.tuples(st.sampled_from(sorted(measures())), NUMBERS, st.booleans()), max_size=12))
def test_any_figures_of_the_text_are_checked(told: list[tuple[str, int | Decimal, bool]]) -> None:
    check_report(plain(more=tuple(Figure(m, value, "件", approx=approx) for m, value, approx in told)))


@pytest.mark.parametrize("year", [None, 0, 1, 1999, 9999, 12345])
def test_any_year_is_checked(year: int | None) -> None:
    check_report(plain(year=year, dated=date(9999, 12, 31)))


@pytest.mark.parametrize("piece", ["申请", "2020年，", "一是", "共发布", "截至", "（", "张三", "办结率95%，", "1"])
def test_a_very_long_line_takes_little_time(piece: str) -> None:
    report = saying([piece * (200_000 // len(piece))])

    start = time.process_time()
    check_report(report)

    assert time.process_time() - start < 5


def test_every_rule_cites_what_is_known() -> None:
    for rule in rules().values():
        if rule.cite:
            assert parse_citation(rule.cite)
