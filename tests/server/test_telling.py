"""Notices that belong to no register."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.apps.accounts.models import User
from gongkai.apps.core import audit, outbox, tasks
from gongkai.apps.core.actors import Actor
from gongkai.apps.core.models import AuditEntry, DeadLetter
from tests.apps.builders import NOW, County


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

    (sms,) = folder.iterdir()
    assert sms.name.startswith("sms-")
    assert f"审计日志第 {entry.pk} 条" in sms.read_text("utf-8")
    assert words in sms.read_text("utf-8")


@pytest.mark.usefixtures("folder")
def test_refused_file_of_a_body_without_secrecy_reviewer_is_a_dead_letter(county: County) -> None:
    refused(county)

    assert DeadLetter.objects.get().reason == "no-recipient"
    assert DeadLetter.objects.get().body_id == county.department.pk
