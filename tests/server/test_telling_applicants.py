"""What applicants are told, by which way, and that nothing of them stays behind."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test.utils import override_settings
from django_tasks_db.models import DBTaskResult

from gongkai.apps.bodies.models import GovernmentHost
from gongkai.apps.core import outbox, tasks
from gongkai.apps.core.models import AuditEntry, DeadLetter, Notice
from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.models import Applicant, InfoRequest
from gongkai.server.links import follow_link
from gongkai.server.telling_applicants import tell_replied
from tests.apps.builders import NOW, TODAY, County
from tests.apps.core.carriers import Post, free_port, mail_server
from tests.apps.inforequests.builders import WANTED, WHO, handed_in, in_hand, online, replied

LINK = "http://127.0.0.1:8000/shifan/requests/follow/"


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.CONFIG = settings.CONFIG.model_copy(update={"notices_dir": tmp_path})
    return tmp_path


def work() -> None:
    while tasks.work_off("one", NOW):
        pass


def told(folder: Path) -> list[dict[str, str]]:
    """What was sent, oldest first."""
    work()
    names = [f"{notice.channel}-{notice.reference}.json" for notice in Notice.objects.order_by("id")]
    return [json.loads((folder / name).read_text("utf-8")) for name in names]


def acknowledged(county: County) -> InfoRequest:
    info_request = online(county).info_request
    services.acknowledge(info_request, by=county.person("inbound_clerk"), at=NOW)
    return info_request


def confirmed(county: County) -> InfoRequest:
    info_request = acknowledged(county)
    Notice.objects.all().delete()
    DBTaskResult.objects.all().delete()
    services.confirm(info_request, at=NOW)
    return info_request


def called(county: County) -> InfoRequest:
    info_request = online(county).info_request
    services.confirm_by_contact(info_request, contacted_on=TODAY, by=county.person("inbound_clerk"), at=NOW)
    return info_request


def to_correct(county: County) -> InfoRequest:
    info_request = in_hand(county)
    handler = county.person("handler")
    services.ask_correction(info_request, what="请写明年度。", until=date(2026, 3, 20), on=TODAY, by=handler, at=NOW)
    return info_request


ACTS: list[tuple[Callable[[County], InfoRequest], str]] = [
    (acknowledged, "已经到达"),
    (confirmed, "已登记"),
    (called, "已登记"),
    (handed_in, "已登记"),
    (to_correct, "需要补正"),
    (replied, "已答复"),
]


@pytest.mark.parametrize(("act", "words"), ACTS, ids=lambda value: getattr(value, "__name__", ""))
def test_applicant_is_told_the_number_and_where_to_follow_it(
    county: County, folder: Path, act: Callable[[County], InfoRequest], words: str
) -> None:
    info_request = act(county)

    last = told(folder)[-1]

    assert last["to"] == WHO.email
    assert words in last["text"]
    assert info_request.number in last["text"]
    assert LINK in last["text"]
    assert not [secret for secret in (WHO.name, WHO.phone, WHO.document, WANTED, "年度") if secret in json.dumps(last)]


def test_applicant_is_told_once_however_often_the_effect_is_carried_out(county: County, folder: Path) -> None:
    info_request = handed_in(county)
    work()
    with transaction.atomic():
        outbox.queue("inforequests.registered", info_request)

    assert len(told(folder)) == 1


@pytest.mark.parametrize(
    ("phone", "number"),
    [("139 0000 0000", "13900000000"), ("+86-13900000000", "13900000000"), ("１３９00000000", "13900000000")],
)
def test_applicant_without_mail_is_told_by_mobile(county: County, folder: Path, phone: str, number: str) -> None:
    info_request = handed_in(county, identity=replace(WHO, email="", phone=phone))

    (sms,) = told(folder)

    assert Notice.objects.get().channel == "sms"
    assert (sms["to"], info_request.number in sms["text"]) == (number, True)


@pytest.mark.parametrize("phone", ["", "0575-81234567", "12345"])
def test_applicant_without_mail_and_mobile_is_told_nothing(county: County, folder: Path, phone: str) -> None:
    handed_in(county, identity=replace(WHO, email="", phone=phone, address="演示路1号"))

    assert told(folder) == []
    assert not DeadLetter.objects.exists()


def test_reply_that_is_not_fetched_here_is_not_announced(county: County, folder: Path) -> None:
    tell_replied(handed_in(county, receipt_way="post"), NOW)

    assert [one["subject"] for one in told(folder)] == ["您的政府信息公开申请已登记"]


def test_installation_without_a_carrier_posts_nothing(county: County, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    handed_in(county)
    work()

    assert not Notice.objects.exists()
    assert not DeadLetter.objects.exists()


def test_nothing_of_the_applicant_is_kept_by_task_notice_log_or_audit(
    county: County, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    replied(county)
    assert told(folder)[-1]["to"] == WHO.email
    rows = [*DBTaskResult.objects.values(), *Notice.objects.values(), *AuditEntry.objects.values()]
    kept = json.dumps(rows, default=str, ensure_ascii=False) + "".join(map(str, map(vars, caplog.records)))

    assert not [secret for secret in (WHO.email, WHO.phone, WHO.name, WHO.document) if secret in kept]
    assert AuditEntry.objects.filter(act="core.notice_sent").count() == 2


def test_erased_applicant_is_a_dead_letter_and_not_told(county: County, folder: Path) -> None:
    handed_in(county)
    assert tasks.work_off("one", NOW)
    Applicant.objects.update(key=b"", sealed=b"", name_index="", document_index="", phone_index="", erased_at=NOW)
    work()

    assert list(folder.iterdir()) == []
    assert DeadLetter.objects.get().reason == "no-address"


@pytest.mark.parametrize(("mood", "reason", "sent"), [("accepts", "", 1), ("refuses", "address-refused", 0)])
def test_mail_reaches_the_applicant_or_lies_in_the_dead_letters(
    county: County, mood: str, reason: str, sent: int
) -> None:
    port = free_port()
    mail = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
    with (
        mail_server(Post(mood), port) as box,
        override_settings(**mail, EMAIL_PORT=port, DEFAULT_FROM_EMAIL="gongkai@shifan.example"),
    ):
        handed_in(county)
        work()

    assert [mail["To"] for mail in box.mails] == [WHO.email] * sent
    assert [letter.reason for letter in DeadLetter.objects.all()] == [reason] * (not sent)


def test_link_leads_to_the_page_of_the_government(county: County, settings, client) -> None:
    assert follow_link(county.government.body) == LINK
    assert client.get(LINK.removeprefix("http://127.0.0.1:8000"), headers={"host": "localhost"}).status_code == 200

    settings.CONFIG = settings.CONFIG.model_copy(update={"https": True, "portal_url": "https://gk.example/"})
    assert follow_link(county.body) == "https://gk.example/shifan/requests/follow/"

    GovernmentHost.objects.create(government=county.government, host="gk.shifan.example")
    assert follow_link(county.body) == "https://gk.shifan.example/requests/follow/"
