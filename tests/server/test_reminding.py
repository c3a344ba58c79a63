"""Reminders of due days: handlers before and on the day, the office head and the leader after it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai.apps.accounts.models import User
from gongkai.apps.core.models import Notice
from gongkai.server.reminding import remind
from gongkai.server.schedule import SCHEDULE
from tests.apps.builders import County
from tests.apps.inforequests.builders import at, in_hand, replied

DUE = date(2026, 4, 1)
ROLES = ("handler", "office_head", "leader")


@pytest.fixture
def reached(settings, tmp_path: Path, county: County) -> County:
    settings.CONFIG = settings.CONFIG.model_copy(update={"notices_dir": tmp_path})
    people = [county.person(role).pk for role in ROLES]
    User.objects.filter(pk__in=people).update(phone="13900000000")
    assert county.government
    return county


def told(county: County) -> set[tuple[str, str]]:
    names = {county.person(role).pk: role for role in ROLES}
    rows = Notice.objects.filter(template__in=["inforequests.due_soon", "inforequests.due_today", "inforequests.late"])
    return {(row.template.removeprefix("inforequests."), names[row.recipient_id]) for row in rows}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 26), set()),
        (date(2026, 3, 27), {("due_soon", "handler")}),
        (date(2026, 3, 30), set()),
        (DUE, {("due_today", "handler")}),
        (date(2026, 4, 2), {("late", "office_head"), ("late", "leader")}),
        (date(2026, 4, 3), set()),
    ],
)
def test_row_17_who_is_reminded_on_which_day(reached: County, day: date, expected: set[tuple[str, str]]) -> None:
    assert in_hand(reached).due_on == DUE

    remind(day, at(day))

    assert told(reached) == expected


def test_reminder_sent_twice_is_one(reached: County) -> None:
    in_hand(reached)

    remind(DUE, at(DUE))
    remind(DUE, at(DUE))

    assert Notice.objects.filter(template="inforequests.due_today").count() == 1


def test_day_that_was_missed_is_not_made_up_for(reached: County) -> None:
    in_hand(reached)

    remind(DUE, at(DUE + timedelta(days=1)))

    assert told(reached) == set()


def test_what_was_answered_calls_for_nobody(reached: County) -> None:
    replied(reached)

    remind(DUE, at(DUE))

    assert told(reached) == set()


def test_reminders_stand_in_the_schedule() -> None:
    assert "inforequests.remind" in SCHEDULE


def test_calendar_holds_the_due_day_and_nothing_that_was_asked(county: County) -> None:
    one = in_hand(county)

    answer = county.client("handler").get(county.url("desk/requests/due-days.ics"))

    lines = answer.content.decode().split("\r\n")
    assert answer["Content-Type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20260401" in lines
    assert f"SUMMARY:答复到期：{one.number}" in lines
    assert one.wanted not in answer.content.decode()


def test_calendar_of_another_body_is_empty(county: County) -> None:
    in_hand(county)

    answer = county.client("handler", county.department).get(county.url("desk/requests/due-days.ics"))

    assert "VEVENT" not in answer.content.decode()
