"""Texts of documents after the issue: returned and put right, corrected, amended; none goes out unreviewed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gongkai.apps.disclosure import services as publishing
from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.document_register import in_force_on
from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.apps.disclosure.services import document_events as events
from gongkai.apps.disclosure.services import documents
from gongkai.apps.disclosure.services.document_events import By
from gongkai.apps.disclosure.services.documents import Issue
from gongkai.errors import InvalidInput, MoveRefused
from tests.apps.builders import NOW, TODAY, County
from tests.apps.disclosure.documents import TEXT, imported, issued, published, reviewed
from tests.apps.disclosure.test_versions import published as public_item
from tests.apps.refusals import refused

LATER = NOW + timedelta(days=40)
BY = By(words="示政规〔2026〕9号")


def test_issued_text_is_put_right_after_it_was_returned_and_keeps_its_number(county: County) -> None:
    document, leader = issued(county), county.person("leader")
    rewritten(county, document, at=NOW)
    with refused(MoveRefused, "document-text-changed"):
        published(county, document.publication)

    documents.return_document(document, reason="第三条有错字。", by=leader, at=NOW)
    documents.approve_document(reviewed(county, document), by=leader, at=NOW)
    head = county.person("office_head")
    with refused(InvalidInput, "issued-already"):
        documents.issue_document(document, issue=Issue("示政规〔2026〕2号", TODAY, TODAY), by=head, at=NOW)
    documents.issue_document(document, issue=Issue("示政规(2026)1号", TODAY, TODAY), by=head, at=LATER)
    assert document.publication is not None
    publishing.publish_publication(document.publication, by=county.person("publisher"), at=LATER)

    assert (document.state, document.number, document.issued_on) == ("issued", "示政规〔2026〕1号", TODAY)
    assert document.status_events.filter(kind="issued").count() == 1


def test_returned_document_counts_on_and_is_not_dropped(county: County) -> None:
    document = issued(county)

    documents.return_document(document, reason="有错字。", by=county.person("leader"), at=NOW)

    assert NormativeDocument.objects.filter(in_force_on(TODAY)).get() == document
    with refused(MoveRefused, "issued-already"):
        documents.drop_document(document, reason="不办了。", by=county.person("clerk"), at=NOW)


def test_returned_document_is_not_published_before_it_is_issued_anew(county: County) -> None:
    document = issued(county)
    documents.return_document(document, reason="有错字。", by=county.person("leader"), at=NOW)

    with refused(MoveRefused, "document-not-issued"):
        published(county, document.publication)


def test_entry_without_a_text_is_not_returned(county: County) -> None:
    row = f"{county.body.name},,演示办法,示政规〔2021〕1号,,2021-03-01,,,,2021-03-02,,,,,,"
    imported(county.body, "normative_documents", [row])

    with refused(MoveRefused, "no-text-here"):
        documents.return_document(
            NormativeDocument.objects.get(), reason="有错字。", by=county.person("leader"), at=NOW
        )


def rewritten(county: County, document: NormativeDocument, *, at: datetime, text: str = "<p>第一条 改动。</p>") -> None:
    """Its text in work changed by the clerk; what is public is corrected."""
    publication, clerk = document.publication, county.person("clerk")
    assert publication is not None
    if publication.published_on is not None:
        publishing.correct_publication(publication, reason="更正", by=clerk, at=at)
    publishing.revise_publication(publication, title=publication.title, body_html=text, by=clerk, at=at)


def test_correction_of_the_issued_text_waits_for_a_new_legality_review_and_approval(county: County) -> None:
    document, leader = issued(county), county.person("leader")
    published(county, document.publication)
    rewritten(county, document, at=LATER)
    with refused(MoveRefused, "document-text-changed"):
        published(county, document.publication, at=LATER)

    documents.return_document(document, reason="更正第一条。", by=leader, at=LATER)
    documents.approve_document(reviewed(county, document), by=leader, at=LATER)
    issue = documents.issue_of(document)
    documents.issue_document(document, issue=issue, by=county.person("office_head"), at=LATER)
    assert document.publication is not None
    publishing.publish_publication(document.publication, by=county.person("publisher"), at=LATER)

    assert document.publication.body_html == "<p>第一条 改动。</p>"


def test_correction_that_leaves_the_words_needs_no_new_legality_review(county: County) -> None:
    document = issued(county)
    published(county, document.publication)

    rewritten(county, document, at=LATER, text=TEXT)

    assert published(county, document.publication, at=LATER).corrected_on == localdate(LATER)


def test_text_as_amended_goes_out_once_the_amendment_is_recorded(county: County) -> None:
    document = issued(county)
    published(county, document.publication)
    rewritten(county, document, at=LATER)
    events.amend_document(document, on=TODAY, changed_by=BY, by=county.person("office_head"), at=LATER)

    assert published(county, document.publication, at=LATER).corrected_on == localdate(LATER)


def test_title_in_work_of_a_public_document_stays_out_of_the_register(county: County) -> None:
    document, clerk = issued(county), county.person("clerk")
    item = published(county, document.publication)
    publishing.correct_publication(item, reason="更正", by=clerk, at=LATER)
    publishing.revise_publication(item, title="未审的标题", body_html=TEXT, by=clerk, at=LATER)
    documents.return_document(document, reason="更正标题。", by=county.person("leader"), at=LATER)

    documents.send_to_legality_review(document, by=clerk, at=LATER)

    assert NormativeDocument.objects.get().title == "示范县演示管理办法"


def test_item_becomes_no_policy_document_by_a_correction(county: County) -> None:
    item, clerk = public_item(county), county.person("clerk")
    publishing.correct_publication(item, reason="更正类型", by=clerk, at=LATER)
    said = Details(kind="normative_document")
    publishing.revise_publication(item, title="通知", body_html="<p>甲</p>", by=clerk, at=LATER, details=said)

    with refused(MoveRefused, "document-not-registered"):
        published(county, item, at=LATER)
