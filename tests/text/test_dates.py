"""Dates and periods as officials print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.dates import (
    Period,
    find_dates,
    find_periods,
    parse_date,
    print_date,
    print_date_in_words,
    print_period,
)

DAYS = st.dates(date(1949, 10, 1), date(2099, 12, 31))


@given(DAYS)
def test_every_printed_style_parses_back(day: date) -> None:
    spaced = f"{day.year} 年 {day.month} 月 {day.day} 日"
    styles = [print_date(day), print_date_in_words(day), day.isoformat(), f"{day.year}.{day.month}.{day.day}", spaced]

    assert [parse_date(style) for style in styles] == [day] * 5


@given(DAYS, DAYS)
def test_a_period_parses_back(one: date, other: date) -> None:
    period = Period(*sorted((one, other)))

    assert [found.period for found in find_periods(f"统计期限为{print_period(period)}。")] == [period]


@pytest.mark.parametrize(
    "text", ["2021年1月1日至12月31日", "自2021年1月1日起至2021年12月31日止", "2021.1.1—2021.12.31"]
)
def test_the_year_is_found_as_a_period(text: str) -> None:
    assert [found.period for found in find_periods(text)] == [Period(date(2021, 1, 1), date(2021, 12, 31))]


@pytest.mark.parametrize("text", ["2022年2月30日", "2022年13月1日", "1月9日", "2022年", "2022.1.199"])
def test_what_is_no_day_gives_none(text: str) -> None:
    assert parse_date(text) is None


def test_a_found_date_says_where_it_stands() -> None:
    text = "于二〇二二年一月十九日发布"

    (found,) = find_dates(text)

    assert text[found.start : found.end] == "二〇二二年一月十九日"


@given(st.text(max_size=200))
def test_garbage_never_raises(text: str) -> None:
    parse_date(text)
    find_periods(text)
