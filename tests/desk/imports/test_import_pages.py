"""The import door as an office head walks through it, without script."""

from __future__ import annotations

import csv
import io
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.apps.core.models import AuditEntry, ImportRun
from gongkai.apps.core.tasks import work_off
from gongkai.apps.disclosure.models import Publication
from tests.apps.builders import NOW, County

HEAD = "发布单位,标题,发布日期"


@pytest.fixture
def desk(county: County) -> Client:
    client = county.client("office_head")
    client.cookies["gk_language"] = "en"
    return client


def upload(county: County, desk: Client, *rows: str, name: str = "信息.csv") -> HttpResponse:
    file = SimpleUploadedFile(name, "\n".join([HEAD, *rows]).encode())
    return desk.post(county.url("desk/imports/new/publications/"), {"file": file})


def page(county: County, desk: Client, run: ImportRun) -> str:
    return desk.get(county.url(f"desk/imports/{run.pk}/")).content.decode()


def test_file_is_checked_confirmed_followed_and_taken_back(county: County, desk: Client) -> None:
    upload(county, desk, f"{county.body.name},通知,2021-03-05", f"{county.body.name},通知二,2021-03-06")
    run = ImportRun.objects.get()
    assert "Enter 2 rows" in page(county, desk, run)

    desk.post(county.url(f"desk/imports/{run.pk}/confirm/"))
    assert "Queued" in page(county, desk, run)

    while work_off("test", NOW):
        pass
    assert "Take back 2 records" in page(county, desk, run)
    assert Publication.objects.filter(origin="imported").count() == 2

    desk.post(county.url(f"desk/imports/{run.pk}/undo/"))
    assert "Undone" in page(county, desk, run)
    assert not Publication.objects.exists()


def test_faults_are_shown_and_can_be_taken_along(county: County, desk: Client) -> None:
    upload(county, desk, f"{county.body.name},通知,2021-02-30", "没有的局,=1+1,2021-03-05")
    run = ImportRun.objects.get()

    seen = page(county, desk, run)
    answer = desk.get(county.url(f"desk/imports/{run.pk}/faults.csv"))

    assert "3 faults" in seen
    assert "It is not a date." in seen
    assert "Enter 2 rows" not in seen
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["Row", "2", "3", "3"]


@pytest.mark.parametrize(
    ("text", "words"), [("甲,乙\n1,2", "is not in the template"), (HEAD, "nothing below the head"), ("", "empty")]
)
def test_refusal_stands_beside_the_field(county: County, desk: Client, text: str, words: str) -> None:
    file = SimpleUploadedFile("a.csv", text.encode())

    answer = desk.post(county.url("desk/imports/new/publications/"), {"file": file})

    assert words in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_marked_file_is_refused_and_leaves_an_entry(county: County, desk: Client) -> None:
    answer = upload(county, desk, f"{county.body.name},机密★1年 某事,2021-03-05")

    assert "mark of state secrecy" in answer.content.decode()
    assert not ImportRun.objects.exists()
    assert AuditEntry.objects.get(act="core.refuse_marked_file").body_id == county.body.pk


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_template_is_offered_by_name(county: County, desk: Client, form: str) -> None:
    answer = desk.get(county.url(f"desk/imports/templates/publications.{form}"))

    assert answer.status_code == 200
    assert unquote(answer["Content-Disposition"]).endswith(f'Publications.{form}"')


@pytest.mark.parametrize("path", ["new/nothing/", "templates/nothing.xlsx", "templates/publications.exe"])
def test_what_there_is_not_is_not_found(county: County, desk: Client, path: str) -> None:
    assert desk.get(county.url(f"desk/imports/{path}")).status_code == 404


def test_uploaded_file_comes_back_as_a_download(county: County, desk: Client) -> None:
    upload(county, desk, f"{county.body.name},通知,2021-03-05")

    answer = desk.get(county.url(f"desk/imports/{ImportRun.objects.get().pk}/file/"))

    assert answer.getvalue().decode().startswith(HEAD)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"].startswith("sandbox")


def test_history_costs_the_same_however_long(county: County, desk: Client) -> None:
    def queries() -> int:
        desk.get(county.url("desk/imports/"))
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(county.url("desk/imports/")).status_code == 200
        return len(captured)

    upload(county, desk, f"{county.body.name},通知,2021-03-05")
    with_one = queries()
    for n in range(19):
        upload(county, desk, f"{county.body.name},通知{n},2021-03-05")

    assert ImportRun.objects.count() == 20
    assert queries() == with_one
