"""Letters at the desk, by click: made, kept after an error, printed, numbered, served."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.core.models import AuditEntry
from gongkai.apps.inforequests.models import InfoRequest, Letter
from gongkai.apps.inforequests.services.letters import LetterWays, set_letter_rule
from tests.apps.builders import NOW, County
from tests.apps.inforequests.builders import WHO, in_hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(county: County) -> InfoRequest:
    return in_hand(county)


def address(county: County, one: InfoRequest, rest: str = "") -> str:
    return county.url(f"desk/requests/{one.pk}/letters/{rest}")


def made(county: County, one: InfoRequest, **more: str) -> Letter:
    given = {"information": "投标文件技术部分", "addressee": "示范县某公司"} | more
    county.client("handler").post(address(county, one, "new/third_party_consultation/"), given)
    return Letter.objects.get()


def test_a_letter_is_made_and_shown_with_the_words_of_the_law(county: County, one: InfoRequest) -> None:
    letter = made(county, one)

    page = county.client("legal_adviser").get(address(county, one, f"{letter.pk}/")).content.decode()

    assert "投标文件技术部分" in page
    assert "15个工作日内书面回复意见" in page


def test_what_was_typed_stays_after_a_refusal(county: County, one: InfoRequest) -> None:
    given = {"reason": "信息量大", "approved_on": "2026年3月4日", "new_due_on": ""}

    page = county.client("handler").post(address(county, one, "new/extension_notice/"), given).content.decode()

    assert "信息量大" in page
    assert not Letter.objects.exists()


def test_the_pdf_is_handed_out_and_the_look_recorded(county: County, one: InfoRequest) -> None:
    letter = made(county, one)

    found = county.client("handler").get(address(county, one, f"{letter.pk}/pdf/"))

    assert found.content.startswith(b"%PDF")
    assert found["Cache-Control"] == "private, no-store"
    assert AuditEntry.objects.filter(act="inforequests.read_applicant").count() == 1


def test_a_leader_sees_the_letter_without_the_name_and_gets_no_file(county: County, one: InfoRequest) -> None:
    county.client("handler").post(address(county, one, "new/receipt/"), {})
    letter = Letter.objects.get()
    leader = county.client("leader")

    assert WHO.name not in leader.get(address(county, one, f"{letter.pk}/")).content.decode()
    assert leader.get(address(county, one, f"{letter.pk}/pdf/")).status_code == 403


def test_a_letter_is_not_found_under_another_request(county: County, one: InfoRequest) -> None:
    letter, other = made(county, one), in_hand(county)

    assert county.client("handler").get(address(county, other, f"{letter.pk}/")).status_code == 404


def test_the_head_sets_the_code_and_numbers_a_letter(county: County, one: InfoRequest) -> None:
    letter = made(county, one)
    head = county.client("office_head")
    rule = {"body": county.body.pk, "valid_from": "2026-01-01", "code": "示公开", "needs_seal": "on"}
    assert head.post(county.url("desk/requests/letter-rule/"), rule).status_code == 302

    head.post(address(county, one, f"{letter.pk}/"), {"act": "issue"})

    letter.refresh_from_db()
    assert letter.issue.number.startswith("示公开〔")


def test_an_unsealed_letter_is_not_served(county: County, one: InfoRequest) -> None:
    by = county.person("office_head")
    set_letter_rule(county.body, LetterWays("示公开"), valid_from=date(2026, 1, 1), by=by, at=NOW)
    letter = made(county, one)
    county.client("office_head").post(address(county, one, f"{letter.pk}/"), {"act": "issue"})
    given = {"act": "serve", "on": "2026-12-01", "proof": "当面签收"}

    page = county.client("inbound_clerk").post(address(county, one, f"{letter.pk}/"), given).content.decode()

    assert "须先上传盖章后的文件" in page
    assert "当面签收" in page


@pytest.mark.parametrize("form", ["envelope", "slip", "docx"])
def test_envelope_slip_and_word_file_are_handed_out(county: County, one: InfoRequest, form: str) -> None:
    county.client("handler").post(address(county, one, "new/receipt/"), {})
    letter = Letter.objects.get()

    found = county.client("inbound_clerk").get(address(county, one, f"{letter.pk}/{form}/"))

    assert found.content.startswith(b"PK" if form == "docx" else b"%PDF")
