"""What staff are told every working morning: numbers and the address of Today, nothing else."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test.utils import override_settings

from gongkai.apps.accounts.models import User
from gongkai.apps.core import schedule, tasks
from gongkai.apps.core.models import Notice
from gongkai.apps.disclosure import services as disclosure
from gongkai.law import load_calendar
from gongkai.server.schedule import SCHEDULE
from gongkai.server.telling_staff import tell_staff
from tests.apps.builders import NOW, TODAY, County
from tests.apps.core.carriers import Post, free_port, mail_server
from tests.apps.inforequests.builders import at, in_hand

SATURDAY = date(2026, 3, 7)


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.CONFIG = settings.CONFIG.model_copy(update={"notices_dir": tmp_path})
    return tmp_path


def reachable(county: County, role: str) -> User:
    user = county.person(role)
    User.objects.filter(pk=user.pk).update(phone="13900000000")
    assert county.government
    return user


def submitted(county: County) -> None:
    clerk = county.person("clerk")
    publication = disclosure.draft_publication(
        body=county.body, title="关于演示的通知", body_html="<p>正文</p>", by=clerk, at=NOW
    )
    disclosure.submit_publication(publication, has_checked=True, by=clerk, at=NOW)


def tell(day: date = TODAY) -> None:
    tell_staff(day, at(day))
    while tasks.work_off("one", at(day)):
        pass


def told(folder: Path) -> list[str]:
    """The words of every reminder handed over; what an applicant is told is none."""
    messages = [json.loads(one.read_text("utf-8")) for one in folder.iterdir()]
    return [message["text"] for message in messages if "待您办理" in message["text"]]


def test_reviewer_is_told_how_much_waits_and_where_and_no_title(county: County, folder: Path) -> None:
    reachable(county, "first_reviewer")
    submitted(county)

    tell()

    (words,) = told(folder)
    assert "待您办理 1 件" in words
    assert words.endswith(county.url("desk/"))
    assert "演示" not in words


@pytest.mark.parametrize(
    ("left", "numbers"), [(4, "到期 0 件，超期 0 件"), (3, "到期 1 件，超期 0 件"), (0, "到期 1 件，超期 0 件")]
)
def test_handler_is_warned_before_the_clock_runs_out(county: County, folder: Path, left: int, numbers: str) -> None:
    reachable(county, "handler")
    due_on, calendar = in_hand(county).due_on, load_calendar()
    assert due_on is not None
    days = [due_on - timedelta(days=number) for number in range(10)]

    tell(next(day for day in days if calendar.is_working(day) and calendar.count(day, due_on) == left))

    (words,) = told(folder)
    assert numbers in words


def test_handler_is_told_what_is_late(county: County, folder: Path) -> None:
    reachable(county, "handler")
    due_on = in_hand(county).due_on
    assert due_on is not None

    tell(load_calendar().next_working(due_on + timedelta(days=1)))

    (words,) = told(folder)
    assert "到期 0 件，超期 1 件" in words


def test_one_notice_a_day_however_often_the_morning_is_done_again(county: County, folder: Path) -> None:
    reachable(county, "first_reviewer")
    submitted(county)

    tell()
    tell()

    assert len(told(folder)) == 1


def test_next_day_what_still_waits_is_told_again(county: County, folder: Path) -> None:
    reachable(county, "first_reviewer")
    submitted(county)

    tell()
    tell(TODAY + timedelta(days=1))

    assert len(told(folder)) == 2


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("day", [SATURDAY, TODAY - timedelta(days=1)])
def test_no_rest_day_and_no_day_that_was_missed(county: County, day: date) -> None:
    reachable(county, "first_reviewer")
    submitted(county)

    tell_staff(day, at(SATURDAY) if day == SATURDAY else NOW)

    assert not Notice.objects.exists()


@pytest.mark.usefixtures("folder")
def test_nobody_is_told_of_nothing(county: County) -> None:
    reachable(county, "first_reviewer")

    tell()

    assert not Notice.objects.exists()


def test_who_has_only_mail_is_told_by_mail(county: County) -> None:
    user, port = reachable(county, "first_reviewer"), free_port()
    User.objects.filter(pk=user.pk).update(phone="", email="yishen@shifan.example")
    submitted(county)
    by_mail = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}

    with (
        mail_server(Post("accepts"), port) as box,
        override_settings(**by_mail, EMAIL_PORT=port, DEFAULT_FROM_EMAIL="gongkai@shifan.example"),
    ):
        tell()

    (message,) = box.mails
    assert (message["To"], message["Subject"]) == (
        "yishen@shifan.example",
        "待您办理 1 件，临近到期 0 件，超期 0 件",
    )


def test_schedule_tells_staff_at_eight(county: County, folder: Path) -> None:
    reachable(county, "first_reviewer")
    submitted(county)

    while schedule.run_due("one", NOW):
        pass
    while tasks.work_off("one", NOW):
        pass

    assert SCHEDULE["core.tell_staff"].hour == 8  # type: ignore[union-attr]
    assert len(told(folder)) == 1
