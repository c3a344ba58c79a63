"""Applicants' data: kept as long as set, erased on review, handed to the person, every look in the log."""

from __future__ import annotations

import json
from datetime import date

import pytest

from gongkai.apps.core.models import AuditEntry
from gongkai.apps.inforequests.identity import opened
from gongkai.apps.inforequests.models import InfoRequest, RetentionPeriod
from gongkai.apps.inforequests.services import read_applicant
from gongkai.apps.inforequests.services.retention import erase_applicant, set_retention
from gongkai.errors import MoveRefused
from tests.apps.builders import NOW, County
from tests.apps.inforequests.builders import WANTED, WHO, replied

OLD = date(2020, 3, 4)
RECENT = date(2026, 3, 2)


@pytest.fixture
def kept_five_years(county: County) -> County:
    head = county.person("office_head")
    set_retention(county.body, years=5, valid_from=OLD, basis="演示规定", by=head, at=NOW)
    return county


def test_old_request_is_due_and_its_applicant_erased_with_the_request_left(kept_five_years: County) -> None:
    county, one = kept_five_years, replied(kept_five_years, on=OLD)

    county.client("office_head").post(county.url(f"desk/requests/privacy/{one.pk}/erase/"), {"reason": "保存期满"})

    one = InfoRequest.objects.select_related("applicant").get()
    assert (opened(one.applicant), bytes(one.applicant.key), one.wanted) == (None, b"", WANTED)
    assert AuditEntry.objects.filter(act="inforequests.erase_applicant", subject_id=one.pk).exists()


def test_nothing_is_erased_without_a_reason(kept_five_years: County) -> None:
    county, one = kept_five_years, replied(kept_five_years, on=OLD)

    page = county.client("office_head").post(county.url(f"desk/requests/privacy/{one.pk}/erase/"), follow=True)

    assert "请写明销毁的理由。" in page.content.decode()
    assert opened(InfoRequest.objects.select_related("applicant").get().applicant) == WHO


def test_recent_request_is_not_erased(kept_five_years: County) -> None:
    one = replied(kept_five_years, on=RECENT)

    with pytest.raises(MoveRefused) as caught:
        erase_applicant(one, reason="保存期满", by=kept_five_years.person("office_head"), at=NOW)

    assert caught.value.code == "not-due-for-erasure"
    assert opened(one.applicant) == WHO


def test_nothing_is_due_before_a_period_is_set(county: County) -> None:
    one = replied(county, on=OLD)

    with pytest.raises(MoveRefused):
        erase_applicant(one, reason="保存期满", by=county.person("office_head"), at=NOW)


def test_period_is_set_on_the_desk(county: County) -> None:
    given = {"years": "5", "valid_from": "2026-01-01", "basis": "演示规定"}

    county.client("office_head").post(county.url("desk/requests/privacy/"), given)

    assert RetentionPeriod.objects.get().years == 5


@pytest.mark.parametrize("asked", [{"document": WHO.document}, {"name": WHO.name, "phone": WHO.phone}])
def test_all_data_on_one_person_are_exported_and_the_export_is_logged(county: County, asked: dict[str, str]) -> None:
    one = replied(county, on=RECENT)

    answer = county.client("office_head").post(county.url("desk/requests/privacy/person/"), asked)

    (told,) = json.loads(answer.content)["requests"]
    assert (told["number"], told["applicant"]["document"]) == (one.number, WHO.document)
    assert AuditEntry.objects.filter(act="inforequests.hand_out", subject_id=one.pk).exists()


@pytest.mark.parametrize("asked", [{"name": WHO.name}, {"document": "G99999999"}, {}])
def test_person_who_is_not_fully_named_or_not_known_gets_no_file(county: County, asked: dict[str, str]) -> None:
    replied(county, on=RECENT)

    answer = county.client("office_head").post(county.url("desk/requests/privacy/person/"), asked)

    assert answer.headers["Content-Type"].startswith("text/html")
    assert not AuditEntry.objects.filter(act="inforequests.hand_out").exists()


def test_auditor_sees_who_looked_and_nothing_of_the_applicant(county: County) -> None:
    handler = county.person("handler")
    read_applicant(replied(county, on=RECENT), by=handler, at=NOW)

    page = county.client("auditor").get(county.url("desk/requests/privacy/log/")).content.decode()

    assert handler.name in page
    assert WHO.name not in page
