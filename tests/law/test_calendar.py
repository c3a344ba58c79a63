"""Working days against an independent source, and what is said of years not yet announced."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import CalendarUnknown, InvalidInput
from gongkai.law.calendar import WorkingCalendar, build_calendar, load_calendar
from gongkai.law.holidays import years_of_rest

CALENDAR = load_calendar()
DAYS = st.dates(date(2004, 1, 1), date(2026, 6, 30))


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def counted_one_by_one(day: date, days: int) -> date:
    """The slow count, on the other source."""
    while days:
        day += timedelta(days=1)
        days -= chinese_calendar.is_workday(day)
    return day


def test_every_day_from_2004_to_2026_is_worked_or_not_as_the_other_source_says() -> None:
    days = every_day(date(2004, 1, 1), date(2026, 12, 31))

    assert [day for day in days if CALENDAR.is_working(day) != chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize(
    "day", [date(2007, 12, 29), date(2007, 12, 31), date(2011, 12, 31), date(2018, 12, 29), date(2018, 12, 31)]
)
def test_a_new_year_swap_in_december_stands_in_the_notice_of_the_next_year(day: date) -> None:
    notice = CALENDAR.notice_of(day)

    assert notice is not None
    assert notice.year == day.year + 1


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2018, 250),
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ],
)
def test_a_year_has_as_many_working_days_as_the_notices_leave(year: int, days: int) -> None:
    assert CALENDAR.count(date(year - 1, 12, 31), date(year, 12, 31)) == days


@given(day=DAYS, days=st.integers(0, 60))
def test_adding_working_days_equals_counting_them_one_by_one(day: date, days: int) -> None:
    assert CALENDAR.add(day, days) == counted_one_by_one(day, days)


@given(day=DAYS, days=st.integers(1, 60))
def test_counting_takes_back_what_adding_gave(day: date, days: int) -> None:
    assert CALENDAR.count(day, CALENDAR.add(day, days)) == days


def test_a_half_day_holiday_is_a_working_day() -> None:
    assert CALENDAR.is_working(date(2023, 3, 8))


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2040, 1, 1)])
def test_a_day_outside_the_calendar_is_not_guessed(day: date) -> None:
    with pytest.raises(CalendarUnknown):
        CALENDAR.is_working(day)


def test_a_count_that_leaves_the_calendar_is_not_guessed() -> None:
    with pytest.raises(CalendarUnknown):
        CALENDAR.add(CALENDAR.last, 1)


def test_december_of_the_last_announced_year_is_not_certain_yet() -> None:
    assert CALENDAR.announced_through == date(2026, 11, 30)
    assert CALENDAR.due(date(2026, 11, 2), 20).provisional is False
    assert CALENDAR.due(date(2026, 11, 3), 20).provisional is True


def test_a_national_day_on_a_weekend_is_expected_to_be_made_up() -> None:
    expected_off = [date(2027, 2, 5), date(2027, 2, 8), date(2027, 2, 9), date(2027, 2, 10)]

    assert not any(CALENDAR.is_working(day) for day in expected_off)
    assert CALENDAR.is_working(date(2027, 2, 11))


def test_a_day_past_the_notices_comes_with_its_range() -> None:
    due = CALENDAR.due(date(2026, 12, 10), 20)

    assert due.provisional
    assert (due.earliest, due.on, due.latest) == (date(2027, 1, 7), date(2027, 1, 8), date(2027, 1, 8))


def test_the_spring_festival_widens_the_range() -> None:
    due = CALENDAR.due(date(2027, 1, 14), 20)

    assert due.earliest < due.on < due.latest


UNFORESEEN = {2015: "the holiday of 3 September was announced in May"}


@pytest.mark.parametrize("year", [year for year in range(2008, 2027) if year not in UNFORESEEN])
def test_every_due_day_of_a_year_lay_in_the_range_told_before_its_notice(year: int) -> None:
    before, outside = build_calendar(year - 1), []

    for day in every_day(date(year - 1, 11, 1), date(year, 12, 30)):
        for days in (1, 7, 15, 20, 40):
            due, true_day = before.due(day, days), CALENDAR.add(day, days)
            in_view = true_day <= min(date(year, 12, 28), CALENDAR.announced_through)
            if in_view and not due.earliest <= true_day <= due.latest:
                outside.append((day, days))

    assert outside == []


def test_the_notice_of_each_year_from_2007_is_named() -> None:
    named = {year: table.notice.number for year, table in years_of_rest().items() if year >= 2007}

    assert sorted(named) == list(range(2007, 2027))
    assert all(number and "发明电〔" in number for number in named.values())


def with_overlay(path: Path, text: str) -> WorkingCalendar:
    path.write_text(text, encoding="utf-8")
    return load_calendar(path)


OVERLAY = """label: {zh: 自治县少数民族节日放假, en: Holidays of the autonomous county}
number: 县政办〔2026〕10号
issued_on: 2026-03-01
off_days:
  2026-03-20: 开斋节
working_days:
  2026-03-28: 开斋节调休
"""


def test_a_local_holiday_moves_the_due_day(tmp_path: Path) -> None:
    local = with_overlay(tmp_path / "local.yaml", OVERLAY)

    assert (CALENDAR.add(date(2026, 3, 16), 5), local.add(date(2026, 3, 16), 5)) == (
        date(2026, 3, 23),
        date(2026, 3, 24),
    )
    assert local.is_working(date(2026, 3, 28))


def test_a_local_working_day_beats_a_national_day_off(tmp_path: Path) -> None:
    text = OVERLAY.replace("2026-03-28: 开斋节调休", "2026-04-06: 清明值班")

    assert with_overlay(tmp_path / "local.yaml", text).is_working(date(2026, 4, 6))


def test_a_local_day_names_its_document(tmp_path: Path) -> None:
    row = with_overlay(tmp_path / "local.yaml", OVERLAY).describe(date(2026, 3, 20))

    assert (row.kind, row.source and row.source.zh) == ("local_off", "县政办〔2026〕10号")


@pytest.mark.parametrize(
    ("wrong", "by", "line"),
    [
        ("number: 县政办〔2026〕10号\n", "", 1),
        ("2026-03-28: 开斋节调休", "2026-03-20: 开斋节调休", 7),
        ("off_days:", "days_off:", 4),
        ("2026-03-20: 开斋节", "2026-3-20x: 开斋节", 5),
    ],
)
def test_a_wrong_overlay_is_refused_with_its_line(tmp_path: Path, wrong: str, by: str, line: int) -> None:
    with pytest.raises(InvalidInput) as caught:
        with_overlay(tmp_path / "local.yaml", OVERLAY.replace(wrong, by))

    assert caught.value.where.endswith(f"local.yaml:{line}")
