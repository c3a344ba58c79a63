"""Calendar days, months and years by the Civil Code."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import CalendarUnknown, InvalidInput
from gongkai.law.calendar import load_calendar
from gongkai.law.spans import add_months, span_due, time_limit

CALENDAR = load_calendar()


def test_a_month_that_is_too_short_ends_on_its_last_day() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_a_span_that_ends_on_a_day_of_rest_ends_on_the_next_working_day() -> None:
    limit = time_limit("suit.direct.months", date(2026, 3, 12), calendar=CALENDAR)

    assert (limit.ends_on, limit.on) == (date(2026, 9, 12), date(2026, 9, 14))


def test_a_span_that_ends_on_a_working_saturday_is_not_moved() -> None:
    due = span_due(date(2026, 2, 11), 3, "calendar_day", CALENDAR)

    assert due.on == date(2026, 2, 14)


@given(day=st.dates(date(2008, 1, 1), date(2025, 12, 31)), number=st.integers(1, 60))
def test_a_span_of_days_ends_on_the_first_working_day_from_its_bare_end(day: date, number: int) -> None:
    end = day + timedelta(days=number)

    due = span_due(day, number, "calendar_day", CALENDAR)

    assert CALENDAR.is_working(due.on)
    assert due.on >= end
    assert not any(CALENDAR.is_working(end + timedelta(days=n)) for n in range((due.on - end).days))


@given(day=st.dates(date(2000, 1, 1), date(2030, 12, 31)), months=st.integers(0, 60))
def test_months_keep_the_day_or_take_the_last_of_the_month(day: date, months: int) -> None:
    later = add_months(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("limit", "day"),
    [
        ("ogi.reply.extensions", date(2026, 1, 1)),
        ("ogi.correction.clock", date(2026, 1, 1)),
        ("ogi.report.department_due", date(2026, 1, 1)),
        ("ogi.fee.by_item", date(2026, 1, 1)),
        ("ogi.correction.notice_days", date(2010, 1, 4)),
    ],
)
def test_a_rule_that_sets_no_period_then_is_refused_in_words(limit: str, day: date) -> None:
    with pytest.raises(InvalidInput) as caught:
        time_limit(limit, day, calendar=CALENDAR)

    assert (caught.value.code, caught.value.where) == ("not-a-period", limit)


@pytest.mark.parametrize("limit", ["suit.direct.months", "review.filing.days"])
def test_a_period_past_the_calendar_is_unknown(limit: str) -> None:
    with pytest.raises(CalendarUnknown):
        time_limit(limit, date(9999, 12, 31), calendar=CALENDAR)


def test_a_working_day_span_has_no_bare_end_of_its_own() -> None:
    with pytest.raises(TypeError):
        span_due(date(2026, 1, 1), 1, "choice", CALENDAR)
