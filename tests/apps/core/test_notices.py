"""Notices: each is handed over once, or lies among the dead letters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from gongkai.apps.accounts.models import User
from gongkai.apps.core import dead_letters, notices, tasks
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import AuditEntry, Channel, DeadLetter, Notice
from gongkai.apps.core.notices import Recipient
from gongkai.apps.core.outbox import BACK_OFF
from gongkai.errors import InvalidInput
from tests.apps.builders import NOW, County
from tests.apps.core.carriers import Post, free_port, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.CONFIG = settings.CONFIG.model_copy(update={"notices_dir": tmp_path})
    return tmp_path


@pytest.fixture
def post(settings) -> Iterator[Post]:
    """A mail server that is running."""
    settings.EMAIL_PORT = free_port()
    mail_settings(settings)
    with mail_server(Post(), settings.EMAIL_PORT) as box:
        yield box


def mail_settings(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "gongkai@shifan.example"


WAITING = {"waiting": 3, "near": 1, "late": 0, "link": "https://gk.shifan.example/desk/"}


@pytest.fixture
def reader(county: County) -> User:
    user = county.person("auditor")
    User.objects.filter(pk=user.pk).update(email="dushu@shifan.example", phone="13900000000")
    return user


def posted(user: User, *, occasion: str = "", channel: str = Channel.EMAIL) -> Notice:
    return notices.post(
        "core.waiting",
        channel=channel,
        to=Recipient("staff", user.pk),
        about=user,
        at=NOW,
        places=WAITING,
        occasion=occasion,
    )


def work(now: datetime = NOW) -> None:
    while tasks.work_off("one", now):
        pass


def test_notice_reaches_its_recipient_once_and_is_recorded(reader: User, post: Post) -> None:
    notice = posted(reader)
    work()
    work(NOW + timedelta(days=2))
    notice.refresh_from_db()

    (mail,) = post.mails
    assert (mail["To"], mail["Subject"]) == ("dushu@shifan.example", "待您办理 3 件，临近到期 1 件，超期 0 件")
    assert "请登录查看：https://gk.shifan.example/desk/" in mail.get_content()
    assert (notice.state, notice.sent_at, notice.provider_id) == ("sent", NOW, "Taken as 1")
    assert AuditEntry.objects.filter(act="core.notice_sent", subject_id=notice.pk).count() == 1


def test_same_notice_posted_twice_is_one(reader: User, folder: Path) -> None:
    assert posted(reader) == posted(reader)
    assert posted(reader) != posted(reader, occasion="2026-03-05")
    work()

    assert len(list(folder.iterdir())) == 2


def test_no_address_and_no_name_is_kept(reader: User, folder: Path) -> None:
    posted(reader)
    work()
    kept = json.dumps(
        [
            *DBTaskResult.objects.values("args_kwargs", "traceback"),
            *Notice.objects.values(),
            *AuditEntry.objects.values("facts"),
        ],
        default=str,
    )

    assert "dushu@" in next(folder.iterdir()).read_text("utf-8")
    assert "dushu@" not in kept
    assert reader.name not in kept


@pytest.mark.slow
@pytest.mark.postgres
def test_mail_down_for_an_hour_delays_every_notice_and_doubles_none(reader: User, settings) -> None:
    settings.EMAIL_PORT = free_port()
    mail_settings(settings)
    wanted = [posted(reader, occasion=str(n)) for n in range(5)]
    for minute in range(31):
        work(NOW + timedelta(minutes=minute))
    with mail_server(Post("later"), settings.EMAIL_PORT) as box:
        for minute in range(31, 60):
            work(NOW + timedelta(minutes=minute))
        box.mood = "accepts"
        for minute in range(60, 300):
            work(NOW + timedelta(minutes=minute))

    assert sorted(box.references) == sorted(f"<{notice.reference}@shifan.example>" for notice in wanted)
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}
    assert not DeadLetter.objects.exists()


def test_mail_down_for_days_makes_dead_letters_that_can_be_tried_again(reader: User, settings) -> None:
    settings.EMAIL_PORT = free_port()
    mail_settings(settings)
    notice = posted(reader)
    now = NOW
    for rest in (timedelta(0), *BACK_OFF):
        now += rest
        work(now)
    letter = DeadLetter.objects.get()
    notice.refresh_from_db()
    assert (letter.reason, notice.state) == ("not-sent", "dead")

    with mail_server(Post(), settings.EMAIL_PORT) as box:
        dead_letters.try_again(letter, by=SYSTEM, at=now)
        work(now)

    assert len(box.mails) == 1


@pytest.mark.parametrize(
    ("mood", "reason", "taken"),
    [("refuses", "address-refused", 0), ("full", "address-refused", 0), ("breaks off", "may-have-been-sent", 1)],
)
def test_what_another_try_cannot_mend_is_a_dead_letter_at_once(
    reader: User, post: Post, mood: str, reason: str, taken: int
) -> None:
    post.mood = mood
    posted(reader)
    for minute in range(5):
        work(NOW + timedelta(minutes=minute))

    assert [letter.reason for letter in DeadLetter.objects.all()] == [reason]
    assert len(post.mails) == taken


def test_notice_found_half_handed_over_is_not_sent_again(reader: User, post: Post) -> None:
    posted(reader)
    Notice.objects.update(state="handing_over", handed_at=NOW)

    work()

    assert post.mails == []
    assert DeadLetter.objects.get().reason == "may-have-been-sent"
    assert Notice.objects.get().state == "dead"


def test_handing_over_is_written_before_the_provider_is_called(reader: User, monkeypatch) -> None:
    seen = []

    class Looking:
        def send(self, _message: object) -> str:
            seen.append(Notice.objects.get().state)
            return ""

    monkeypatch.setattr(notices, "provider_for", lambda _channel: Looking())
    posted(reader)
    work()

    assert seen == ["handing_over"]


def test_recipient_without_an_address_is_a_dead_letter(reader: User, folder: Path) -> None:
    User.objects.filter(pk=reader.pk).update(phone="")
    posted(reader, channel=Channel.WECHAT)
    work()

    assert list(folder.iterdir()) == []
    assert DeadLetter.objects.get().reason == "no-address"


def test_person_without_an_account_is_told_nothing(reader: User, folder: Path) -> None:
    posted(reader)
    User.objects.update(is_active=False)
    work()

    assert list(folder.iterdir()) == []


def test_channel_that_is_not_set_up_is_a_dead_letter(reader: User) -> None:
    posted(reader, channel=Channel.SMS)
    work()

    assert DeadLetter.objects.get().reason == "no-provider"


def test_reviving_leaves_a_sent_notice_alone(reader: User, folder: Path) -> None:
    notice = posted(reader)
    work()

    notices.revive(notice, NOW)

    notice.refresh_from_db()
    assert notice.state == "sent"
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    "places",
    [
        {"waiting": 3},
        {**WAITING, "name": "王某"},
        {**WAITING, "late": "王某"},
        {**WAITING, "link": "https://gk.shifan.example/13900000000/"},
    ],
)
def test_nothing_but_the_declared_places_can_be_filled_in(reader: User, places: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        notices.post(
            "core.waiting", channel="email", to=Recipient("staff", reader.pk), about=reader, at=NOW, places=places
        )

    assert refused.value.code == "notice-places-wrong"


@pytest.mark.parametrize(("template", "channel", "code"), [
    ("core.nothing", "email", "notice-unknown"),
    ("core.audit_head", "sms", "notice-channel-wrong"),
])  # fmt: skip
def test_unknown_template_and_wrong_channel_are_refused(reader: User, template: str, channel: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        notices.post(template, channel=channel, to=Recipient("staff", reader.pk), about=reader, at=NOW)

    assert refused.value.code == code


@pytest.mark.parametrize(
    "fields", [{"state": "sent"}, {"state": "handing_over"}, {"state": "lost"}, {"channel": "pigeon"}]
)
def test_database_refuses_a_notice_in_disorder(reader: User, fields: dict[str, str]) -> None:
    posted(reader)

    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.update(**fields)


def test_head_of_the_day_goes_to_the_mailbox_of_the_auditor(county: County, post: Post, settings, tmp_path) -> None:
    from gongkai.server.schedule import take_head

    config = settings.CONFIG
    settings.CONFIG = config.model_copy(update={"audit_mail": "shenji@shifan.example", "data_dir": tmp_path})
    assert county.government
    for _ in range(2):
        take_head(NOW.date(), NOW)
    work()

    (mail,) = post.mails
    kept = json.loads((tmp_path / "audit-heads" / "2026-03-04.json").read_text("ascii"))
    assert mail["To"] == "shenji@shifan.example"
    assert kept["chain"] in mail.get_content()
