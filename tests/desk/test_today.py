"""Today: the weeks around the day, and the year so far."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import BUSINESS
from gongkai.apps.accounts.selectors import roles_under
from gongkai.apps.bodies.models import Government
from gongkai.desk.areas import Desk
from gongkai.desk.lists import Viewer
from gongkai.desk.today.lines import lines_of
from gongkai.desk.today.weeks import weeks_around
from tests.apps.builders import County
from tools.demo_registers import HOME, load_registers

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


@pytest.mark.slow
@pytest.mark.django_db
def test_demonstration_shows_each_role_what_waits_and_what_is_late_and_near() -> None:
    load_registers(only=(HOME,))
    root, day = Government.objects.get().body, localdate()
    shown = {}

    for role in BUSINESS - {"superior"}:
        user = User.objects.get(username=f"demo-{role.replace('_', '-')}")
        desk = Desk(Viewer(user, day, root.path), roles_under(user, root, day))
        shown[role] = lines_of(desk.duties(), day)

    assert [role for role, lines in shown.items() if not (lines.late and lines.near)] == []
    assert [role for role, lines in shown.items() if not lines.waiting] == []
