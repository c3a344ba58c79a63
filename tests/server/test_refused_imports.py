"""Refused import files: kept for some days, then deleted with an entry in the audit log; all others stay."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import pytest

from gongkai.apps.core import imports
from gongkai.apps.core.actors import Actor
from gongkai.apps.core.attachments import path_of, store
from gongkai.apps.core.models import Attachment, AuditEntry, ImportRun
from gongkai.server.schedule import forget_refused_imports
from tests.apps.builders import NOW, TODAY, County

BY = Actor("staff", 7)
HEAD = "发布单位,标题,发布日期"


def checked(county: County, title: str, day: str) -> ImportRun:
    data = f"{HEAD}\n{county.body.name},{title},{day}".encode()
    return imports.check_file(
        io.BytesIO(data), name="信息.csv", template="publications", body_id=county.body.pk, by=BY, at=NOW
    )


def refused(county: County, title: str = "没有这一天") -> ImportRun:
    return checked(county, title, "2021-02-30")


def after(days: float) -> datetime:
    return NOW + timedelta(days=days)


def forget(days: float) -> None:
    forget_refused_imports(TODAY, after(days))


def test_refused_file_is_deleted_after_its_days(county: County) -> None:
    run = refused(county)
    path = path_of(run.sha256)
    forget(29.9)
    assert path.exists()

    forget(30.1)
    forget(31)

    assert not path.exists()
    assert not ImportRun.objects.filter(pk=run.pk).exists()
    assert not Attachment.objects.filter(sha256=run.sha256).exists()
    entry = AuditEntry.objects.get(act="core.forget_import")
    assert (entry.actor_kind, entry.subject_id, entry.body_id) == ("system", run.pk, county.body.pk)
    assert entry.facts == {"template": "publications", "faults": 1}


def test_number_of_days_is_a_setting(county: County, settings) -> None:
    settings.CONFIG = settings.CONFIG.model_copy(update={"refused_file_days": 3})
    run = refused(county)

    forget(3.1)

    assert not path_of(run.sha256).exists()


@pytest.mark.parametrize("end", ["checked", "done", "undone"])
def test_file_that_was_not_refused_stays(county: County, end: str) -> None:
    run = checked(county, f"通知{end}", "2021-03-05")
    if end != "checked":
        imports.run_import(run, at=NOW)
    if end == "undone":
        imports.undo_import(run, by=BY, at=NOW)

    forget(400)

    assert path_of(run.sha256).exists()
    assert ImportRun.objects.get(pk=run.pk).state == end
    assert not AuditEntry.objects.filter(act="core.forget_import").exists()


def test_content_that_was_uploaded_again_stays(county: County) -> None:
    run = refused(county, "又传了一次")
    data = path_of(run.sha256).read_bytes()
    again = store(io.BytesIO(data), name="乙.csv", by=BY, at=after(30))

    forget(30.5)

    assert Attachment.objects.filter(sha256=run.sha256).get() == again
    assert path_of(run.sha256).exists()
