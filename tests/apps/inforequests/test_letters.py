"""Letters of requests, driven as an office drives them: made, edited, numbered, sealed, served, taken back."""

from __future__ import annotations

import hashlib
import io
from datetime import date, timedelta

import docx
import pytest
from django.db import DatabaseError, transaction

from gongkai.apps.core.attachments import store
from gongkai.apps.core.models import Attachment, AuditEntry
from gongkai.apps.inforequests import services as acts
from gongkai.apps.inforequests.identity import opened
from gongkai.apps.inforequests.letters.facts import addressee_of, block_for, page_of
from gongkai.apps.inforequests.letters.pdf import letter_to_pdf
from gongkai.apps.inforequests.letters.word import letter_to_docx
from gongkai.apps.inforequests.models import InfoRequest, Letter, LetterIssue, LetterService
from gongkai.apps.inforequests.services import letters as services
from gongkai.apps.inforequests.services.letters import LetterWays
from gongkai.errors import GongkaiError, InvalidInput, MoveRefused, NotPermitted
from gongkai.law import letter_kinds, reply_kinds
from tests.apps.builders import NOW, TODAY, County
from tests.apps.inforequests.builders import WHO, at, cleared, drafted, in_hand, says_for, signed

REPLIES = {kind.replies[0]: kind.id for kind in letter_kinds().values() if kind.replies}
NOTICES = [kind.id for kind in letter_kinds().values() if "in_hand" in kind.states and kind.id != "fee_notice"]
BEFORE_A_REPLY = {"E1": "reasons_received", "E2": "correction_received"}


def typed(kind: str) -> dict[str, str]:
    return {element.id: f"〖{element.id}〗" for element in letter_kinds()[kind].typed}


def ruled(county: County, **ways: object) -> None:
    by = county.person("office_head")
    ways = {"code": "示公开"} | ways
    services.set_letter_rule(county.body, LetterWays(**ways), valid_from=date(2026, 1, 1), by=by, at=NOW)  # type: ignore[arg-type]


def made(county: County, info_request: InfoRequest, kind: str = "receipt", **more: str) -> Letter:
    by = county.person("handler")
    to = "" if letter_kinds()[kind].to == "applicant" else "示范县某公司"
    return services.make_letter(info_request, kind=kind, given=typed(kind) | more, addressee=to, by=by, at=NOW)


def issued(county: County, info_request: InfoRequest | None = None, kind: str = "receipt") -> Letter:
    letter = made(county, info_request or in_hand(county), kind)
    services.issue_letter(letter, by=county.person("office_head"), at=NOW)
    return letter


def file_of(county: County, data: bytes, name: str = "盖章.pdf") -> Attachment:
    return store(io.BytesIO(data), name=name, by=county.person("inbound_clerk").actor, at=NOW)


def reply_letter(county: County, reply: str) -> Letter:
    """The letter of a kind of reply, its draft signed by the leader."""
    needs_ground = reply_kinds()[reply].rests_on_ground
    info_request = drafted(county, kind=reply, ground="process" if needs_ground else "")
    letter = made(county, info_request, REPLIES[reply])
    acts.submit_draft(info_request, by=county.person("handler"), at=NOW)
    cleared(info_request, county, NOW)
    acts.sign(info_request, by=county.person("leader"), at=NOW)
    return letter


@pytest.mark.django_db
@pytest.mark.parametrize("kind", NOTICES)
def test_each_notice_is_made_numbered_and_printed(county: County, kind: str) -> None:
    ruled(county)

    letter = issued(county, kind=kind)

    page = page_of(letter, addressee_of(letter, opened(letter.info_request.applicant)), today=TODAY)
    said = "\n".join(one.text for one in docx.Document(io.BytesIO(letter_to_docx(page))).paragraphs)
    assert [words for words in typed(kind).values() if words not in said] == []
    assert "示公开〔2026〕1号" in said
    assert "2026年3月4日" in said
    assert (WHO.name in said) == (letter_kinds()[kind].to == "applicant")
    assert ("申请行政复议" in said) == (kind == "third_party_disclosure")


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("reply", sorted(set(REPLIES) - set(BEFORE_A_REPLY)))
def test_each_reply_goes_out_under_its_letter(county: County, reply: str) -> None:
    ruled(county, upper_government="示范市人民政府")
    letter = reply_letter(county, reply)

    issue = services.issue_letter(letter, by=county.person("inbound_clerk"), at=NOW)

    must_review_first = reply in ("A3", "A8")
    assert "示范市人民政府申请行政复议" in issue.remedy_text
    assert ("应当先申请行政复议" in issue.remedy_text) == must_review_first
    assert [words for words in typed(REPLIES[reply]).values() if words not in issue.text] == []
    assert reply_kinds()[reply].cite.printed.zh in issue.text


@pytest.mark.django_db
def test_a_closing_notice_tells_what_was_waited_for(county: County) -> None:
    info_request = in_hand(county)
    handler = county.person("handler")
    until = TODAY + timedelta(days=10)
    acts.ask_correction(info_request, what="请写明年份", until=until, on=TODAY, by=handler, at=NOW)
    late = at(until + timedelta(days=3))
    acts.lapse_correction(info_request, by=county.person("office_head"), at=late)

    letter = services.make_letter(info_request, kind="correction_lapsed", given={}, by=handler, at=late)

    assert "2026年3月4日告知补正，截至2026年3月14日，没有收到补正材料" in letter.text


@pytest.mark.django_db
def test_a_missing_element_is_refused_by_name_and_nothing_is_kept(county: County) -> None:
    info_request = drafted(county, kind="A3", ground="process")

    with pytest.raises(InvalidInput, match="Reason"):
        made(county, info_request, "denied", reason=" ")

    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_a_letter_of_another_reply_than_the_draft_is_refused(county: County) -> None:
    with pytest.raises(MoveRefused) as refused:
        made(county, drafted(county, kind="A2"), "denied")

    assert refused.value.code == "letter-without-reply"


@pytest.mark.django_db
def test_what_the_registers_know_cannot_be_typed_over(county: County) -> None:
    letter = made(county, in_hand(county), "receipt", received_on="2020年1月1日")

    assert "2026年3月4日" in letter.text
    assert "2020年" not in letter.text


@pytest.mark.django_db
def test_the_name_of_the_applicant_stands_in_no_letter_row(county: County) -> None:
    letter = issued_with_rule(county)

    assert WHO.name not in letter.text + letter.issue.text
    kept = made(county, letter.info_request, "third_party_consultation")
    assert "示范县某公司".encode() not in bytes(kept.sealed_to)


def issued_with_rule(county: County) -> Letter:
    ruled(county)
    return issued(county)


@pytest.mark.django_db
def test_numbers_have_no_gap_and_a_refused_letter_takes_none(county: County) -> None:
    letter = issued_with_rule(county)
    unsigned = made(county, drafted(county, kind="A2"), "granted")
    with pytest.raises(MoveRefused):
        services.issue_letter(unsigned, by=county.person("inbound_clerk"), at=NOW)

    second = issued(county)

    assert [letter.issue.number, second.issue.number] == ["示公开〔2026〕1号", "示公开〔2026〕2号"]


@pytest.mark.django_db
def test_a_letter_is_edited_until_it_is_numbered(county: County) -> None:
    ruled(county)
    letter = made(county, in_hand(county), "extension_notice")
    handler = county.person("handler")
    services.edit_letter(letter, text=letter.text + "\n特此告知。", by=handler, at=NOW)
    services.issue_letter(letter, by=county.person("office_head"), at=NOW)

    with pytest.raises(MoveRefused) as refused:
        services.edit_letter(letter, text="别的", by=handler, at=NOW)

    assert refused.value.code == "letter-issued"
    assert LetterIssue.objects.get().text.endswith("特此告知。")


@pytest.mark.django_db
def test_an_edit_may_not_drop_the_article(county: County) -> None:
    letter = made(county, in_hand(county), "extension_notice")

    with pytest.raises(InvalidInput) as refused:
        services.edit_letter(letter, text="延期。", by=county.person("handler"), at=NOW)

    assert refused.value.code == "letter-without-basis"


@pytest.mark.django_db
def test_a_reply_under_review_is_not_edited(county: County) -> None:
    letter = reply_letter(county, "A2")

    with pytest.raises(MoveRefused) as refused:
        services.edit_letter(letter, text=letter.text, by=county.person("handler"), at=NOW)

    assert refused.value.code == "letter-under-review"


@pytest.mark.django_db
def test_without_a_code_no_letter_is_numbered(county: County) -> None:
    with pytest.raises(InvalidInput) as refused:
        issued(county)

    assert refused.value.code == "letter-code-missing"


@pytest.mark.django_db
def test_only_the_office_head_signs_a_notice(county: County) -> None:
    ruled(county)
    letter = made(county, in_hand(county))

    with pytest.raises(NotPermitted):
        services.issue_letter(letter, by=county.person("handler"), at=NOW)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_was_delivered_is_the_sealed_file_by_its_hash(county: County) -> None:
    letter = issued_with_rule(county)
    clerk = county.person("inbound_clerk")
    with pytest.raises(MoveRefused) as refused:
        services.serve_letter(letter, on=TODAY, proof="当面签收", by=clerk, at=NOW)
    assert refused.value.code == "letter-unsealed"
    data = letter_to_pdf(page_of(letter, WHO.name, today=TODAY))
    services.keep_sealed(letter, file_of(county, data), by=clerk, at=NOW)

    service = services.serve_letter(letter, on=TODAY, proof="当面签收", by=clerk, at=NOW)

    assert service.sha256 == hashlib.sha256(data).hexdigest()
    with pytest.raises(MoveRefused):
        services.take_back(letter, reason="改", by=county.person("handler"), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_body_may_switch_sealing_off(county: County) -> None:
    ruled(county, needs_seal=False)
    letter = issued(county)
    page = page_of(letter, WHO.name, today=TODAY)
    data = letter_to_pdf(page)
    clerk = county.person("inbound_clerk")

    service = services.serve_letter(
        letter, on=TODAY, proof="平台领取", unsealed=file_of(county, data), by=clerk, at=NOW
    )

    assert service.sha256 == hashlib.sha256(data).hexdigest()


def served_online(county: County, info_request: InfoRequest) -> None:
    clerk = county.person("inbound_clerk")
    acts.serve(info_request, way="electronic", proof="平台领取", on=TODAY, by=clerk, at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("is_made", [True, False])
def test_a_reply_is_not_served_before_its_letter_is_sealed(county: County, is_made: bool) -> None:
    ruled(county)
    info_request = reply_letter(county, "A2").info_request if is_made else signed(county)

    with pytest.raises(MoveRefused) as refused:
        served_online(county, info_request)

    assert refused.value.code == ("letter-not-issued" if is_made else "letter-of-reply-missing")
    assert InfoRequest.objects.get(pk=info_request.pk).state == "signed"


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_serving_the_reply_serves_its_sealed_letter_with_one_day_and_one_proof(county: County) -> None:
    ruled(county)
    letter = reply_letter(county, "A2")
    clerk = county.person("inbound_clerk")
    services.issue_letter(letter, by=clerk, at=NOW)
    services.keep_sealed(
        letter, file_of(county, letter_to_pdf(page_of(letter, WHO.name, today=TODAY))), by=clerk, at=NOW
    )

    served_online(county, letter.info_request)

    service = LetterService.objects.get(issue__letter=letter)
    assert (service.on, service.proof) == (TODAY, "平台领取")


@pytest.mark.django_db(transaction=True)
def test_a_sealed_file_is_no_text_file(county: County) -> None:
    letter = issued_with_rule(county)

    with pytest.raises(InvalidInput) as refused:
        services.keep_sealed(
            letter, file_of(county, "文".encode(), "盖章.txt"), by=county.person("inbound_clerk"), at=NOW
        )

    assert refused.value.code == "sealed-file-kind"


@pytest.mark.django_db
def test_a_letter_taken_back_keeps_its_number_used(county: County) -> None:
    letter = issued_with_rule(county)
    services.take_back(letter, reason="内容有误", by=county.person("handler"), at=NOW)

    assert issued(county).issue.number == "示公开〔2026〕2号"


@pytest.mark.django_db
def test_an_issued_letter_is_never_changed(county: County) -> None:
    issue = issued_with_rule(county).issue

    with pytest.raises(DatabaseError), transaction.atomic():
        LetterIssue.objects.filter(pk=issue.pk).update(text="改")


@pytest.mark.django_db
def test_a_letter_of_an_older_draft_does_not_go_out(county: County) -> None:
    ruled(county)
    info_request = drafted(county, kind="A2")
    letter = made(county, info_request, "granted")
    handler = county.person("handler")
    acts.draft_reply(info_request, kind="A2", text="另一稿", says=says_for("A2", "", TODAY), by=handler, at=NOW)
    acts.submit_draft(info_request, by=handler, at=NOW)
    cleared(info_request, county, NOW)
    acts.sign(info_request, by=county.person("leader"), at=NOW)

    with pytest.raises(MoveRefused) as refused:
        services.issue_letter(letter, by=county.person("inbound_clerk"), at=NOW)

    assert refused.value.code == "letter-of-old-draft"


@pytest.mark.django_db
def test_the_audit_log_names_the_letter_and_no_person(county: County) -> None:
    letter = issued_with_rule(county)

    entry = AuditEntry.objects.get(act="inforequests.issue_letter")
    assert entry.facts == {"letter": letter.pk, "number": 1, "on": "2026-03-04"}


@pytest.mark.django_db
def test_the_block_names_the_government_above_the_department(county: County) -> None:
    block = block_for(county.department, "denied.process", TODAY)

    assert "向示范县人民政府申请行政复议" in block


@pytest.mark.django_db
def test_a_justice_bureau_says_so_by_its_rule(county: County) -> None:
    by = county.person("office_head", county.department)
    ways = LetterWays("示司公开", remedy_kind="justice_bureau", upper_department="示范市司法局")
    services.set_letter_rule(county.department, ways, valid_from=date(2026, 1, 1), by=by, at=NOW)

    assert "向示范县人民政府或者示范市司法局申请行政复议" in block_for(county.department, "denied.process", TODAY)


@pytest.mark.django_db
def test_a_signed_request_takes_no_new_reply_letter(county: County) -> None:
    with pytest.raises(GongkaiError):
        made(county, signed(county), "granted")
