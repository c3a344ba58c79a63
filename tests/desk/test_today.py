"""Today: the weeks around the day, and the year so far."""

from __future__ import annotations

from datetime import date

from gongkai.desk.today.weeks import weeks_around
from tests.apps.builders import County

LAST_OF_NOVEMBER = date(2026, 11, 30)


def test_due_day_of_the_next_month_is_seen_on_the_last_day_of_this_one() -> None:
    weeks = weeks_around(LAST_OF_NOVEMBER, {date(2026, 12, 25)})

    cells = [cell for week in weeks for cell in week]

    assert [week[0].day.weekday() for week in weeks] == [0] * 6
    assert [cell.day for cell in cells if cell.is_today] == [LAST_OF_NOVEMBER]
    assert [cell.day for cell in cells if cell.is_due] == [date(2026, 12, 25)]


def test_each_month_is_named_at_its_first_day_shown() -> None:
    named = [cell for week in weeks_around(LAST_OF_NOVEMBER, ()) for cell in week if cell.month]

    assert [(cell.day, str(cell.month and cell.month.zh)) for cell in named] == [
        (date(2026, 11, 23), "11月"),
        (date(2026, 12, 1), "12月"),
        (date(2027, 1, 1), "1月"),
    ]


def test_year_at_a_glance_tells_of_requests_and_publications(county: County) -> None:
    page = county.client("clerk").get(county.url("desk/"))

    year = page.context["year"]

    assert [number for _label, number in year["figures"]] == [0, 0, 0, 0, 0]
    assert year["picture"] is None
