"""Decisions signed on paper, on the desk."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest

from gongkai.apps.accounts.models import PaperSignOff
from gongkai.apps.accounts.services import grant_role
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import Attachment
from gongkai.apps.disclosure import services as disclosure
from gongkai.apps.disclosure.document_flow import DOCUMENT
from gongkai.apps.disclosure.flow import PUBLICATION
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.services.documents import send_to_legality_review
from gongkai.apps.inforequests.flow import INFO_REQUEST
from gongkai.desk.disclosure import acts as publishing
from gongkai.desk.documents import acts as documents
from gongkai.desk.inforequests import acts as requests
from gongkai.flow import Flow
from tests.apps.builders import NOW, TODAY, County
from tests.apps.disclosure.documents import begun
from tests.apps.inforequests.builders import to_sign
from tests.apps.scans import scan_file

DECIDING = frozenset(
    {"first_reviewer", "second_reviewer", "third_reviewer", "secrecy_reviewer", "legal_adviser", "leader"}
)


@pytest.fixture
def publication(county: County) -> Publication:
    clerk = county.person("clerk")
    drafted = disclosure.draft_publication(
        body=county.body, title="关于演示的通知", body_html="<p>正文</p>", by=clerk, at=NOW
    )
    disclosure.submit_publication(drafted, has_checked=True, by=clerk, at=NOW)
    return drafted


def enter(county: County, publication: Publication, **given: Any) -> Any:
    signer = county.person("first_reviewer")
    form = {"signer": signer.pk, "signed_on": "2026-03-04", "opinion": "同意", "scan": scan_file(), **given}
    return county.client("clerk").post(county.url(f"desk/publications/{publication.pk}/approve/paper/"), form)


def test_form_to_print_names_record_role_and_basis(county: County, publication: Publication) -> None:
    page = county.client("clerk").get(county.url(f"desk/publications/{publication.pk}/publish/paper/"))

    text = page.content.decode()
    assert "关于演示的通知" in text
    assert "发布员" in text
    assert "第二十六条" in text


def test_signed_form_takes_the_decision_of_the_signer(county: County, publication: Publication) -> None:
    answer = enter(county, publication)

    publication.refresh_from_db()
    kept = PaperSignOff.objects.get()
    assert answer.status_code == 302
    assert publication.state == "in_second_review"
    assert publication.sign_offs.get(move="approve").by == county.person("first_reviewer")
    assert (kept.signer, kept.recorded_by) == (county.person("first_reviewer"), county.person("clerk"))


def test_scan_is_read_by_whoever_sees_the_record(county: County, publication: Publication) -> None:
    enter(county, publication)
    address = county.url(f"desk/publications/{publication.pk}/paper/{PaperSignOff.objects.get().pk}/")

    served = county.client("legal_adviser").get(address)

    assert b"".join(served.streaming_content) == scan_file().getvalue()  # type: ignore[attr-defined]
    assert county.client("legal_adviser", county.department).get(address).status_code == 404


def test_scan_is_not_served_under_another_record(county: County, publication: Publication) -> None:
    enter(county, publication)
    other = disclosure.draft_publication(
        body=county.body, title="另一件", body_html="<p>正文</p>", by=county.person("clerk"), at=NOW
    )
    address = county.url(f"desk/publications/{other.pk}/paper/{PaperSignOff.objects.get().pk}/")

    assert county.client("clerk").get(address).status_code == 404


def test_signer_without_the_role_cannot_be_chosen(county: County, publication: Publication) -> None:
    enter(county, publication, signer=county.person("handler").pk)

    publication.refresh_from_db()
    assert publication.state == "in_first_review"


def test_only_a_scan_is_taken_for_one(county: County, publication: Publication) -> None:
    enter(county, publication, scan=scan_file("签批单.xlsx"))

    publication.refresh_from_db()
    assert publication.state == "in_first_review"
    assert not Attachment.objects.exists()


def test_writer_signs_no_review_of_their_own_on_paper(county: County, publication: Publication) -> None:
    reviewer = county.person("first_reviewer")
    Publication.objects.update(written_by=reviewer)

    enter(county, publication)

    publication.refresh_from_db()
    assert publication.state == "in_first_review"
    assert not PaperSignOff.objects.exists()


def test_move_that_nobody_signs_has_no_form(county: County, publication: Publication) -> None:
    address = county.url(f"desk/publications/{publication.pk}/submit/paper/")

    assert county.client("clerk").get(address).status_code == 404


def test_reply_signed_on_paper_is_the_leaders(county: County) -> None:
    subject, leader = to_sign(county), county.person("leader")
    form = {"signer": leader.pk, "signed_on": "2026-03-04", "opinion": "同意答复", "scan": scan_file()}

    county.client("handler").post(county.url(f"desk/requests/{subject.pk}/sign/paper/"), form)

    subject.refresh_from_db()
    kept = PaperSignOff.objects.get()
    assert (subject.state, kept.signer, kept.recorded_by) == ("signed", leader, county.person("handler"))
    page = county.client("handler").get(county.url(f"desk/requests/{subject.pk}/")).content.decode()
    assert f"desk/requests/{subject.pk}/paper/{kept.pk}/" in page


def test_writer_of_a_reply_signs_it_on_no_paper(county: County) -> None:
    subject, handler = to_sign(county), county.person("handler")
    grant_role(handler, role="leader", body=county.body, valid_from=TODAY, by=SYSTEM, at=NOW)
    form = {"signer": handler.pk, "signed_on": "2026-03-04", "opinion": "同意", "scan": scan_file()}

    county.client("handler").post(county.url(f"desk/requests/{subject.pk}/sign/paper/"), form)

    subject.refresh_from_db()
    assert subject.state == "in_signature"


def test_legality_found_on_paper_is_the_advisers(county: County) -> None:
    document, adviser = begun(county), county.person("legal_adviser")
    send_to_legality_review(document, by=county.person("clerk"), at=NOW)
    form = {"signer": adviser.pk, "signed_on": "2026-03-04", "opinion": "合法", "scan": scan_file()}

    county.client("clerk").post(county.url(f"desk/documents/{document.pk}/find_lawful/paper/"), form)

    document.refresh_from_db()
    assert document.state == "in_approval"
    assert document.legality_reviews.get().by == adviser


@pytest.mark.parametrize(
    ("flow", "on_paper"),
    [(PUBLICATION, publishing.ON_PAPER), (DOCUMENT, documents.ON_PAPER), (INFO_REQUEST, requests.ON_PAPER)],
    ids=["publication", "document", "request"],
)
def test_every_decision_of_a_reviewer_adviser_or_leader_may_be_on_paper(flow: Flow, on_paper: Collection[str]) -> None:
    decided = {move.name for move in flow.moves if move.by in DECIDING}

    assert decided - set(on_paper) == set()
