"""Notices that belong to no register."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.apps.accounts.models import User
from gongkai.apps.core import audit, outbox, tasks
from gongkai.apps.core.actors import Actor
from gongkai.apps.core.models import AuditEntry, DeadLetter
from gongkai.server.telling import tell_operators, way_to
from tests.apps.builders import NOW, TODAY, County


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.CONFIG = settings.CONFIG.model_copy(update={"notices_dir": tmp_path})
    return tmp_path


def refused(county: County, what: str = "file") -> AuditEntry:
    entry = audit.record(f"core.refuse_marked_{what}", by=Actor("staff", 1), at=NOW, body_id=county.department.pk)
    outbox.queue(f"core.marked_{what}_refused", entry)
    while tasks.work_off("one", NOW):
        pass
    return entry


@pytest.mark.parametrize(("what", "words"), [("file", "带有密级标志的文件"), ("text", "带有密级标志的文字")])
def test_secrecy_reviewer_of_the_body_learns_of_a_refusal(county: County, folder: Path, what: str, words: str) -> None:
    here = county.person("secrecy_reviewer", county.department)
    county.person("secrecy_reviewer", county.body)
    User.objects.filter(pk=here.pk).update(phone="13900000000")

    entry = refused(county, what)

    (told,) = folder.iterdir()
    assert told.name.startswith("wechat-")
    assert f"审计日志第 {entry.pk} 条" in told.read_text("utf-8")
    assert words in told.read_text("utf-8")


@pytest.mark.parametrize("carried", ["sms", "wechat", "email"])
def test_staff_are_told_by_a_channel_that_is_provided_for(county: County, settings, carried: str) -> None:
    settings.CONFIG = settings.CONFIG.model_copy(
        update={f"{carried}_url": "https://a.example/"} if carried != "email" else {}
    )
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if carried == 'email' else 'dummy'}.EmailBackend"
    user = county.person("operator")
    user.email, user.phone = "yunwei@shifan.example", "13900000000"

    assert way_to(user) == carried


@pytest.mark.usefixtures("folder")
def test_refused_file_of_a_body_without_secrecy_reviewer_is_a_dead_letter(county: County) -> None:
    refused(county)

    assert DeadLetter.objects.get().reason == "no-recipient"
    assert DeadLetter.objects.get().body_id == county.department.pk


@pytest.mark.parametrize(("found_by", "address"), [("phone", "13900000000"), ("username", "shifan-operator-")])
def test_operator_without_mail_is_told_of_dead_letters_by_wechat(
    county: County, folder: Path, settings, found_by: str, address: str
) -> None:
    settings.CONFIG = settings.CONFIG.model_copy(update={"wechat_address": found_by})
    operator = county.person("operator", county.department)
    User.objects.filter(pk=operator.pk).update(phone="13900000000")
    refused(county)

    tell_operators(TODAY, NOW)
    while tasks.work_off("one", NOW):
        pass

    (told,) = folder.iterdir()
    assert told.name.startswith("wechat-")
    assert json.loads(told.read_text("utf-8"))["to"].startswith(address)
