"""Interpretations: no approval without plan and draft at any door, three working days, forms, and the problem log."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.apps.accounts.moves import OnPaper
from gongkai.apps.core import measures
from gongkai.apps.core.attachments import store
from gongkai.apps.core.measures import Period
from gongkai.apps.disclosure import services as publishing
from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.document_flow import FORMS
from gongkai.apps.disclosure.document_register import interpretation_limit, is_late, pieces_of, with_debts
from gongkai.apps.disclosure.models import Interpretation, NormativeDocument, Publication
from gongkai.apps.disclosure.services import documents, interpreting
from gongkai.apps.disclosure.services.interpreting import Piece, Plan
from gongkai.errors import InvalidInput, MoveRefused, NotPermitted
from tests.apps.builders import NOW, TODAY, County
from tests.apps.disclosure.documents import PIECE, PLAN, TEXT, begun, imported, issued, planned, published, reviewed
from tests.apps.refusals import refused
from tests.apps.scans import scan_file

YEAR = Period.of_year(2026)


def submitted(county: County, publication: Publication | None) -> Publication:
    assert publication is not None
    publishing.submit_publication(publication, has_checked=True, by=county.person("clerk"), at=NOW)
    return publication


def approve(county: County, publication: Publication, on_paper: OnPaper | None = None) -> None:
    by = county.person("first_reviewer") if on_paper is None else county.person("clerk")
    publishing.approve_publication(publication, is_proofread=True, by=by, at=NOW, on_paper=on_paper)


@pytest.mark.parametrize("code", ["no-interpretation-plan", "no-interpretation-draft"])
def test_row_24_document_is_not_approved_without_plan_and_draft(county: County, code: str) -> None:
    document = reviewed(county, begun(county))
    if code == "no-interpretation-draft":
        interpreting.plan_interpretation(document, plan=PLAN, by=county.person("clerk"), at=NOW)

    with refused(MoveRefused, code):
        documents.approve_document(document, by=county.person("leader"), at=NOW)
    with refused(MoveRefused, code):
        approve(county, submitted(county, document.publication))


def test_row_24_the_door_of_paper_asks_the_same(county: County) -> None:
    document = begun(county)
    scan = store(scan_file(), name="签批单.png", by=county.person("clerk").actor, at=NOW)
    paper = OnPaper(county.person("first_reviewer"), TODAY, scan)

    with refused(MoveRefused, "no-interpretation-plan"):
        approve(county, submitted(county, document.publication), on_paper=paper)


@pytest.mark.parametrize("kind", ["normative_document", "policy_document"])
def test_policy_document_outside_the_register_is_not_approved(county: County, kind: str) -> None:
    clerk = county.person("clerk")
    item = publishing.draft_publication(
        body=county.body, title="办法", body_html=TEXT, by=clerk, at=NOW, details=Details(kind=kind)
    )

    with refused(MoveRefused, "document-not-registered"):
        approve(county, submitted(county, item))


def test_with_plan_and_draft_both_are_approved(county: County) -> None:
    document = begun(county)
    planned(county, document)

    approve(county, submitted(county, document.publication))
    documents.approve_document(reviewed(county, document), by=county.person("leader"), at=NOW)

    assert document.state == "approved"
    assert document.publication is not None
    assert document.publication.state == "in_second_review"


def test_waiver_needs_the_head_of_the_office_and_a_reason(county: County) -> None:
    document, head = begun(county), county.person("office_head")
    with refused(NotPermitted, "role-needed"):
        interpreting.waive_interpretation(document, reason="简单", by=county.person("clerk"), at=NOW)
    with refused(InvalidInput, "reason-missing"):
        interpreting.waive_interpretation(document, reason=" ", by=head, at=NOW)

    interpreting.waive_interpretation(document, reason="仅作文字更正。", by=head, at=NOW)

    approve(county, submitted(county, document.publication))


def test_row_24_document_and_piece_become_public_in_their_order(county: County) -> None:
    document = issued(county)
    piece = document.interpretations.get()
    with refused(MoveRefused, "document-not-public"):
        published(county, piece.publication)

    published(county, document.publication)
    assert piece.publication is not None
    publishing.publish_publication(piece.publication, by=county.person("publisher"), at=NOW)

    assert list(pieces_of(document, is_public=True)) == [piece]
    assert document.public_on == piece.public_on == TODAY


def test_document_is_not_public_before_it_is_issued_nor_with_another_text(county: County) -> None:
    document = begun(county)
    planned(county, document)
    item = county.review(submitted(county, document.publication))

    with refused(MoveRefused, "document-not-issued"):
        publishing.publish_publication(item, by=county.person("publisher"), at=NOW)


def test_row_24_piece_is_due_three_working_days_after_its_document(county: County) -> None:
    document = issued(county)
    published(county, document.publication)  # a Wednesday
    limit = interpretation_limit(document)

    assert limit is not None
    assert limit.on == date(2026, 3, 9)
    assert limit.rule.number == 3
    owing = with_debts(NormativeDocument.objects.all(), TODAY, until=TODAY).get()
    assert (owing.owes_interpretation, owing.owes_filing, owing.is_ending) == (True, True, False)


@pytest.mark.parametrize(("days", "late"), [(0, False), (5, False), (6, True)])
def test_piece_after_its_day_is_late(county: County, days: int, late: bool) -> None:
    document = issued(county)
    published(county, document.publication)
    piece, at = document.interpretations.get(), NOW + timedelta(days=days)

    published(county, piece.publication, at=at)

    assert is_late(Interpretation.objects.get(pk=piece.pk)) is late


def test_row_25_pieces_are_counted_by_form(county: County) -> None:
    rows = [
        f"{county.body.name},解读,{label.zh},2026-03-0{n},,会议,,某网," for n, label in enumerate(FORMS.values(), 1)
    ]
    assert imported(county.body, "interpretations", rows, at=NOW + timedelta(days=9)).state == "done"
    parts = [f"interpretations_{form}" for form in FORMS if form != "forwarded"]

    told = measures.totals([county.body.pk], YEAR, ["interpretations", *parts])

    assert told == {"interpretations": len(FORMS), **dict.fromkeys(parts, 1)}


def test_row_25_draft_counts_only_once_it_is_public(county: County) -> None:
    document = issued(county)
    assert measures.total([county.body.pk], YEAR, "interpretations") == 0
    published(county, document.publication)

    published(county, document.interpretations.get().publication)

    assert measures.total([county.body.pk], YEAR, "interpretations_graphic") == 1
    assert measures.rows([county.body.pk], YEAR, "interpretations_graphic").get() == document.interpretations.get()


@pytest.mark.parametrize(
    ("piece", "code"),
    [
        (Piece("dance", "解读", TEXT, about="会议"), "interpretation-form"),
        (Piece("text", "解读", TEXT), "interpretation-about"),
        (Piece("text", "解读", TEXT, about="联系13800138000"), "personal-data"),
        (Piece("forwarded", "解读", TEXT, about="会议"), "interpretation-source"),
    ],
)
def test_piece_says_its_form_its_matter_and_its_source(county: County, piece: Piece, code: str) -> None:
    with refused(InvalidInput, code):
        interpreting.draft_interpretation(body=county.body, piece=piece, by=county.person("clerk"), at=NOW)


def test_row_26_problem_is_answered_by_a_continued_piece_and_settled(county: County) -> None:
    document, clerk = issued(county), county.person("clerk")
    problem = interpreting.record_problem(
        document, body=county.body, source="hotline", met_on=TODAY, words="申领条件看不懂。", by=clerk, at=NOW
    )
    answer = Piece("text", "申领条件问答", TEXT, problem=problem)
    piece = interpreting.draft_interpretation(body=county.body, document=document, piece=answer, by=clerk, at=NOW)

    interpreting.close_problem(problem, note="已发布问答。", on=TODAY, by=clerk, at=NOW)

    assert (piece.is_continued, list(problem.answers.all())) == (True, [piece])
    with refused(MoveRefused, "problem-closed"):
        interpreting.close_problem(problem, note="再办", on=TODAY, by=clerk, at=NOW)


def test_row_26_problem_of_another_document_is_not_answered_here(county: County) -> None:
    first, second = issued(county, number="1"), issued(county, number="2", title="另一办法")
    problem = interpreting.record_problem(
        first, body=county.body, source="hall", met_on=TODAY, words="不清楚。", by=county.person("clerk"), at=NOW
    )

    with refused(InvalidInput, "interpretation-problem"):
        interpreting.draft_interpretation(
            body=county.body,
            document=second,
            piece=Piece("text", "解读", TEXT, problem=problem),
            by=county.person("clerk"),
            at=NOW,
        )


@pytest.mark.parametrize("met_on", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_problem_is_met_between_the_issue_and_today(county: County, met_on: date) -> None:
    document = issued(county)

    with refused(InvalidInput, "problem-day"):
        interpreting.record_problem(
            document, body=county.body, source="hall", met_on=met_on, words="?", by=county.person("clerk"), at=NOW
        )


def test_plan_is_closed_with_the_approval_and_names_a_form(county: County) -> None:
    document, clerk = issued(county), county.person("clerk")
    with refused(MoveRefused, "plan-closed"):
        interpreting.plan_interpretation(document, plan=PLAN, by=clerk, at=NOW)

    with refused(InvalidInput, "interpretation-forms"):
        interpreting.plan_interpretation(document, plan=Plan((), "办公室", "背景"), by=clerk, at=NOW)


def test_second_public_piece_of_a_document_is_a_continued_one(county: County) -> None:
    document, clerk = issued(county), county.person("clerk")
    published(county, document.publication)
    published(county, document.interpretations.get().publication)

    more = interpreting.draft_interpretation(body=county.body, document=document, piece=PIECE, by=clerk, at=NOW)

    assert more.is_continued
