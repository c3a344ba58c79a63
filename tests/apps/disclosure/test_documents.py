"""Normative documents: who may take them a step further, what each step needs, and what becomes of them later."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.apps.accounts.moves import OnPaper
from gongkai.apps.bodies.services import register_body
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.attachments import store
from gongkai.apps.core.models import AuditEntry
from gongkai.apps.disclosure import services as publishing
from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.document_register import desk_documents, in_force_on, with_validity
from gongkai.apps.disclosure.models import NormativeDocument, StatusEvent
from gongkai.apps.disclosure.services import document_events as events
from gongkai.apps.disclosure.services import documents, interpreting
from gongkai.apps.disclosure.services.document_events import By
from gongkai.apps.disclosure.services.documents import Issue
from gongkai.errors import InvalidInput, MoveRefused, NotPermitted
from tests.apps.builders import NOW, TODAY, County
from tests.apps.disclosure.documents import TEXT, approved, begun, issued, planned, reviewed
from tests.apps.refusals import refused
from tests.apps.scans import scan_file

TOMORROW, LATER = TODAY + timedelta(days=1), NOW + timedelta(days=40)
BY = By(words="示政规〔2026〕9号")


def test_document_goes_from_draft_to_issued_and_keeps_its_number(county: County) -> None:
    document = issued(county, number="示政规[2026]第01号")

    assert (document.state, document.number) == ("issued", "示政规〔2026〕1号")
    assert document.status_events.get().on == TODAY
    assert document.publication is not None
    assert document.publication.document_number == "示政规〔2026〕1号"
    assert document.publication.formed_on == TODAY


@pytest.mark.parametrize("kind", ["county", "township", "department"])
def test_rules_of_a_body_without_power_are_refused_with_the_article(county: County, kind: str) -> None:
    body = county.body
    if kind != "county":
        body = register_body(kind=kind, name=f"示范{kind}", parent=county.body, by=SYSTEM, at=NOW)
    clerk = county.person("clerk", body)

    with pytest.raises(InvalidInput) as caught:
        documents.register_document(body=body, kind="rules", title="规定", body_html=TEXT, by=clerk, at=NOW)
    assert caught.value.code == "no-power-to-make-rules"
    assert "第九十三条" in caught.value.message.zh


def test_only_the_role_of_the_state_takes_it_further(county: County) -> None:
    document = begun(county)
    documents.send_to_legality_review(document, by=county.person("clerk"), at=NOW)

    for role in ("clerk", "leader", "office_head", "first_reviewer", "publisher"):
        with refused(NotPermitted, "role-needed"):
            documents.review_legality(document, is_lawful=True, opinion="合法", by=county.person(role), at=NOW)
    with refused(MoveRefused, "missing-facts"):
        documents.review_legality(document, is_lawful=True, opinion=" ", by=county.person("legal_adviser"), at=NOW)


def test_what_was_not_found_lawful_goes_back_to_the_clerk(county: County) -> None:
    document = begun(county)
    documents.send_to_legality_review(document, by=county.person("clerk"), at=NOW)
    adviser = county.person("legal_adviser")

    documents.review_legality(document, is_lawful=False, opinion="第三条超越权限。", by=adviser, at=NOW)

    assert document.state == "draft"
    assert document.legality_reviews.get().is_lawful is False
    with refused(MoveRefused, "move-not-open"):
        documents.approve_document(document, by=county.person("leader"), at=NOW)


def test_text_changed_after_the_legality_review_cannot_be_approved(county: County) -> None:
    document = begun(county)
    planned(county, document)
    reviewed(county, document)
    assert document.publication is not None
    publishing.revise_publication(
        document.publication, title="新", body_html="<p>改</p>", by=county.person("clerk"), at=NOW
    )

    with refused(MoveRefused, "text-changed"):
        documents.approve_document(document, by=county.person("leader"), at=NOW)


def test_leader_approves_on_paper(county: County) -> None:
    document, clerk = begun(county), county.person("clerk")
    planned(county, document)
    reviewed(county, document)
    scan = store(scan_file(), name="签批单.png", by=clerk.actor, at=NOW)

    documents.approve_document(document, by=clerk, at=NOW, on_paper=OnPaper(county.person("leader"), TODAY, scan))

    assert document.state == "approved"


def test_number_is_given_once_however_its_brackets_are_typed(county: County) -> None:
    issued(county, number="示政规〔2026〕1号")
    other = approved(county, title="另一办法")

    with refused(InvalidInput, "number-taken"):
        documents.issue_document(
            other, issue=Issue("示政规(2026) 1号", TODAY, TODAY), by=county.person("office_head"), at=NOW
        )


@pytest.mark.parametrize(
    ("issue", "where"),
    [
        (Issue("1", TODAY, TODAY - timedelta(days=1)), "issued_on"),
        (Issue("1", TODAY, TOMORROW), "issued_on"),
        (Issue("1", TODAY, TODAY, effective_on=TODAY - timedelta(days=1)), "effective_on"),
        (Issue("1", TODAY, TODAY, effective_on=TOMORROW, valid_until=TODAY), "valid_until"),
    ],
)
def test_days_out_of_order_are_refused(county: County, issue: Issue, where: str) -> None:
    document = approved(county)

    with pytest.raises(InvalidInput) as caught:
        documents.issue_document(document, issue=issue, by=county.person("office_head"), at=NOW)
    assert (caught.value.code, caught.value.where) == ("document-days", where)


@pytest.mark.parametrize(
    ("words", "code"), [("按王某（13800138000）反映", "personal-data"), ("机密★1年〔2026〕1号", "text-marked-secret")]
)
def test_words_of_a_repeal_that_nobody_may_read_are_refused(county: County, words: str, code: str) -> None:
    document = issued(county)

    with refused(InvalidInput, code):
        events.repeal_document(document, on=TODAY, changed_by=By(words=words), by=county.person("office_head"), at=NOW)
    document.refresh_from_db()

    assert document.state == "issued"


def test_repeal_names_the_document_that_repeals(county: County) -> None:
    document, head = issued(county), county.person("office_head")
    with refused(MoveRefused, "missing-facts"):
        events.repeal_document(document, on=TODAY, changed_by=By(), by=head, at=NOW)
    newer = issued(county, number="示政规〔2026〕2号", title="新办法")

    events.repeal_document(document, on=TODAY, changed_by=By(newer), by=head, at=NOW)

    assert (document.state, document.validity_on(TODAY)) == ("repealed", "repealed")
    assert newer.effects.get().document == document
    with refused(InvalidInput, "basis-document"):
        events.amend_document(newer, on=TODAY, changed_by=By(newer), by=head, at=NOW)


def test_it_lapses_by_itself_on_the_day_after_its_last(county: County) -> None:
    document = issued(county, valid_until=TOMORROW)
    day_after = TOMORROW + timedelta(days=1)

    assert events.lapse_documents(on=TOMORROW, by=SYSTEM, at=LATER) == 0
    assert events.lapse_documents(on=day_after, by=SYSTEM, at=LATER) == 1
    assert events.lapse_documents(on=day_after, by=SYSTEM, at=LATER) == 0

    assert (document.validity_on(TOMORROW), document.validity_on(day_after)) == ("in_force", "lapsed")
    assert document.status_events.get(kind="lapsed").on == day_after
    assert AuditEntry.objects.filter(act="disclosure.lapse").count() == 1


def test_lapsed_document_is_neither_prolonged_nor_repealed(county: County) -> None:
    document, head = issued(county, valid_until=TOMORROW), county.person("office_head")
    on = TODAY + timedelta(days=10)

    with refused(InvalidInput, "lapsed-already"):
        events.repeal_document(document, on=on, changed_by=BY, by=head, at=LATER)
    with refused(InvalidInput, "lapsed-already"):
        events.prolong_document(document, until=None, on=on, changed_by=BY, by=head, at=LATER)


def test_prolonged_document_lapses_on_its_new_day(county: County) -> None:
    document, head = issued(county, valid_until=TOMORROW), county.person("office_head")
    with refused(InvalidInput, "not-prolonged"):
        events.prolong_document(document, until=TODAY, on=TODAY, changed_by=BY, by=head, at=NOW)

    events.prolong_document(document, until=date(2030, 12, 31), on=TODAY, changed_by=BY, by=head, at=NOW)

    assert document.validity_on(date(2030, 12, 31)) == "in_force"
    assert document.validity_on(date(2031, 1, 1)) == "lapsed"


def test_amended_document_stays_in_force_and_says_so(county: County) -> None:
    document = issued(county)

    events.amend_document(document, on=TODAY, changed_by=BY, by=county.person("office_head"), at=NOW)

    assert (document.state, document.validity_on(TODAY)) == ("issued", "amended")
    assert NormativeDocument.objects.filter(in_force_on(TODAY)).get() == document


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY, TOMORROW, date(2031, 1, 1)])
def test_database_and_row_say_the_same_of_every_day(county: County, day: date) -> None:
    head = county.person("office_head")
    issued(county, number="1", title="甲")
    issued(county, number="2", title="乙", valid_until=TODAY)
    amended = issued(county, number="3", title="丙")
    events.amend_document(amended, on=TODAY, changed_by=BY, by=head, at=NOW)
    gone = issued(county, number="4", title="丁")
    events.repeal_document(gone, on=TODAY, changed_by=BY, by=head, at=NOW)
    NormativeDocument.objects.filter(number="1").update(effective_on=TOMORROW)
    begun(county, title="戊")

    for one in with_validity(NormativeDocument.objects.all(), day):
        assert one.validity == one.validity_on(day), one.title  # type: ignore[attr-defined]


def test_filing_is_recorded_once_and_between_issue_and_today(county: County) -> None:
    document, clerk = issued(county), county.person("clerk")
    with refused(InvalidInput, "filing-day"):
        events.file_document(document, filed_on=TOMORROW, filed_with="市政府", receipt="", by=clerk, at=NOW)
    events.file_document(document, filed_on=TODAY, filed_with="市政府", receipt="备1", by=clerk, at=NOW)

    with refused(MoveRefused, "filed-already"):
        events.file_document(document, filed_on=TODAY, filed_with="市政府", receipt="", by=clerk, at=NOW)


def test_status_events_are_what_the_columns_say(county: County) -> None:
    document = issued(county, valid_until=date(2030, 1, 1))
    events.repeal_document(document, on=TODAY, changed_by=BY, by=county.person("office_head"), at=NOW)

    facts = dict(StatusEvent.objects.filter(document=document).values_list("kind", "on"))

    assert facts == {"issued": document.issued_on, "repealed": document.repealed_on}


def test_staff_see_the_register_of_their_bodies_alone(county: County) -> None:
    document, other = begun(county), County(slug="lin", name="邻县")

    assert list(desk_documents(county.person("clerk"), TODAY)) == [document]
    assert list(desk_documents(other.person("clerk"), TODAY)) == []
    assert list(desk_documents(county.person("auditor"), TODAY)) == []


def test_text_has_no_last_day_before_its_document_is_issued(county: County) -> None:
    publication = begun(county).publication
    assert publication is not None

    publishing.revise_publication(publication, title="新", body_html=TEXT, by=county.person("clerk"), at=NOW)

    assert (publication.due_on, publication.due_basis) == (None, {})
    assert publishing.settle_clocks(at=LATER) == 0


def test_text_keeps_number_and_last_day_of_its_document_while_it_is_edited(county: County) -> None:
    early = TODAY - timedelta(days=10)
    publication = issued(county, on=early).publication
    assert publication is not None
    given, clerk = Details(kind="normative_document", topic="general"), county.person("clerk")
    due_on = publication.due_on

    publishing.revise_publication(publication, title="办法", body_html=TEXT, by=clerk, at=NOW, details=given)

    assert (publication.topic, publication.due_on) == ("general", due_on)
    assert (publication.formed_on, publication.document_number) == (early, "示政规〔2026〕1号")
    assert due_on is not None


def test_co_issuers_are_bound_to_the_register_by_name(county: County) -> None:
    document = documents.register_document(
        body=county.body,
        title="联合办法",
        body_html=TEXT,
        co_issuers=[county.department.name, "省某厅", "省某厅"],
        by=county.person("clerk"),
        at=NOW,
    )

    assert list(document.co_issuers.values_list("name", "public_body")) == [
        (county.department.name, county.department.pk),
        ("省某厅", None),
    ]


def test_waived_document_needs_no_interpretation(county: County) -> None:
    document = begun(county)
    interpreting.waive_interpretation(document, reason="仅废止旧文件。", by=county.person("office_head"), at=NOW)

    documents.approve_document(reviewed(county, document), by=county.person("leader"), at=NOW)

    assert document.state == "approved"
