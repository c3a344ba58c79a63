"""Documents, interpretations and rules from the desk to the portal and into the figures."""

from __future__ import annotations

from django.utils import timezone

from gongkai.apps.core import measures
from gongkai.apps.core.measures import Period
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Interpretation, NormativeDocument, RuleBookVersion
from gongkai.apps.disclosure.services import documents
from tests.apps.builders import County
from tests.apps.disclosure.documents import approved, begun, imported, issued, planned, published, reviewed

FORM = {"kind": "normative", "title": "示范县演示管理办法", "text": "第一条 演示。"}
PLAN = {"piece_forms": ["graphic"], "who": "县政府办公室", "outline": "背景、依据。"}
PIECE = {"form": "graphic", "title": "一图读懂演示管理办法", "text": "图解。"}


def send(county: County, role: str, path: str, **form: object) -> str:
    return county.client(role).post(county.url(f"desk/documents/{path}"), form, follow=True).content.decode()


def seen(county: County, path: str) -> str:
    return county.client().get(county.url(path)).content.decode()


def this_year() -> Period:
    return Period.of_year(timezone.localdate().year)


def today() -> str:
    return timezone.localdate().isoformat()


def begin(county: County) -> NormativeDocument:
    county.person("clerk")
    send(county, "clerk", "new/", body=county.body.pk, **FORM)
    return NormativeDocument.objects.get()


def test_row_61_document_goes_from_the_desk_to_the_portal_and_into_table_2(county: County) -> None:
    document = begin(county)
    at = f"{document.pk}/"
    send(county, "clerk", f"{at}plan/", **PLAN)
    send(county, "clerk", f"{at}interpret/", **PIECE)
    send(county, "clerk", f"{at}send_to_legality_review/")
    send(county, "legal_adviser", f"{at}find_lawful/", opinion="合法。")
    send(county, "leader", f"{at}approve_document/")
    send(county, "office_head", f"{at}issue/", number="示政规[2026]1号", formed_on=today(), issued_on=today())
    document.refresh_from_db()
    published(county, document.publication, at=timezone.now())

    page = seen(county, f"documents/{document.pk}/")

    assert "示政规〔2026〕1号" in page
    assert "有效" in page
    assert measures.total([county.body.pk], this_year(), "t2.normative_docs.in_force") == 1
    assert measures.total([county.body.pk], this_year(), "normative_docs_posted") == 1


def test_row_24_page_says_why_the_document_cannot_be_approved_yet(county: County) -> None:
    document = reviewed(county, begun(county))

    page = county.client("leader").get(county.url(f"desk/documents/{document.pk}/")).content.decode()
    told = send(county, "leader", f"{document.pk}/approve_document/")

    assert "没有解读方案，不能审签。" in page
    assert "由公开机构负责人写明理由免除" in told
    document.refresh_from_db()
    assert document.state == "in_approval"


def test_row_24_review_of_the_publication_is_barred_on_its_page_too(county: County) -> None:
    document = begun(county)
    planned(county, document)
    Interpretation.objects.all().delete()
    assert document.publication is not None
    page = county.url(f"desk/publications/{document.publication.pk}/")
    county.client("clerk").post(f"{page}submit/", {"self_check": "on"})

    shown = county.client("first_reviewer").get(page).content.decode()

    assert "没有解读稿，不能审签。" in shown


def test_row_25_piece_of_the_desk_stands_beside_its_document_and_is_counted(county: County) -> None:
    document = issued(county)
    now = timezone.now()
    published(county, document.publication, at=now)
    published(county, document.interpretations.get().publication, at=now)

    assert "一图读懂演示办法" in seen(county, f"documents/{document.pk}/")
    assert "一图读懂演示办法" in seen(county, "interpretations/?form=graphic")
    assert measures.total([county.body.pk], this_year(), "interpretations_graphic") == 1


def test_row_25_interpretation_of_a_meeting_is_begun_on_the_desk(county: County) -> None:
    county.person("clerk")
    send(county, "clerk", "interpretations/new/", body=county.body.pk, about="第3次常务会议", **PIECE)

    published(county, Interpretation.objects.get().publication, at=timezone.now())

    assert "第3次常务会议" in seen(county, "interpretations/")


def test_row_26_problem_is_logged_answered_and_settled_on_the_desk(county: County) -> None:
    document = issued(county)
    county.person("clerk")
    given = {"body": county.body.pk, "source": "hotline", "met_on": today(), "words": "条件看不懂。"}
    send(county, "clerk", f"{document.pk}/problem/", **given)
    problem = document.problems.get()
    send(county, "clerk", f"{document.pk}/interpret/", problem=problem.pk, **PIECE)

    send(county, "clerk", f"problems/{problem.pk}/close/", on=today(), note="已发布图解。")

    problem.refresh_from_db()
    answer = problem.answers.get()
    assert (problem.closing_note, answer.is_continued) == ("已发布图解。", True)
    published(county, document.publication, at=timezone.now())
    published(county, answer.publication, at=timezone.now())
    assert "持续解读" in seen(county, f"documents/{document.pk}/")
    assert measures.total([county.body.pk], this_year(), "interpretations") == 1


def test_row_08_rule_goes_from_the_desk_into_the_rule_book(county: County) -> None:
    county.person("clerk")
    given = {"kind": "rule", "topic": "release", "title": "信息发布制度", "valid_from": today(), "text": "先审后发。"}
    send(county, "clerk", "rules/new/", body=county.body.pk, **given)
    version = RuleBookVersion.objects.get()
    assert "信息发布制度" not in seen(county, "rule-book/")

    published(county, version.publication, at=timezone.now())

    assert "信息发布制度" in seen(county, "rule-book/")
    assert "先审后发" in seen(county, f"rule-book/{version.pk}/")


def test_rules_of_a_county_are_refused_on_the_form(county: County) -> None:
    county.person("clerk")

    page = send(county, "clerk", "new/", body=county.body.pk, **{**FORM, "kind": "rules"})

    assert "无权制定规章" in page
    assert not NormativeDocument.objects.exists()


def test_repeal_shows_on_the_portal_with_the_document_that_repealed(county: County) -> None:
    document = issued(county)
    published(county, document.publication, at=timezone.now())
    county.person("office_head")

    send(county, "office_head", f"{document.pk}/repeal/", on=today(), by_words="示政规〔2026〕9号")

    page = seen(county, f"documents/{document.pk}/")
    assert "废止" in page
    assert "示政规〔2026〕9号" in page
    assert measures.total([county.body.pk], this_year(), "normative_docs_repealed") == 1


def test_item_that_carries_a_document_tells_its_validity_and_leads_to_it(county: County) -> None:
    document = issued(county)
    item = published(county, document.publication)

    page = seen(county, f"publications/{item.pk}/")

    assert county.url(f"documents/{document.pk}/") in page
    assert "有效" in page


def test_returned_document_is_issued_anew_on_the_desk_with_what_it_has(county: County) -> None:
    document, leader = issued(county), county.person("leader")
    send(county, "leader", f"{document.pk}/return_document/", reason="有错字。")
    documents.approve_document(reviewed(county, document), by=leader, at=timezone.now())
    county.person("office_head")

    form = county.client("office_head").get(county.url(f"desk/documents/{document.pk}/issue/"))
    held = {name: form.context["form"][name].initial for name in ("number", "formed_on", "issued_on", "effective_on")}
    send(county, "office_head", f"{document.pk}/issue/", **held)

    document.refresh_from_db()
    assert (document.state, held["number"]) == ("issued", "示政规〔2026〕1号")


def test_draft_is_not_on_the_portal(county: County) -> None:
    document = approved(county)

    assert county.client().get(county.url(f"documents/{document.pk}/")).status_code == 404


def test_lists_and_pages_have_their_files(county: County) -> None:
    row = f"{county.body.name},,演示办法,示政规〔2021〕1号,,2021-03-01,,,,2021-03-02,,,,,,"
    imported(county.body, "normative_documents", [row])
    pk = NormativeDocument.objects.get().pk

    for path in (
        "documents/?format=json",
        "documents/?format=csv",
        f"documents/{pk}/?format=json",
        "documents/feed.xml",
    ):
        assert "演示办法" in seen(county, path)
    assert county.client().get(county.url("documents/?validity=repealed&format=json")).json()["items"] == []


def test_withdrawn_text_takes_the_document_from_the_portal(county: County) -> None:
    document = issued(county)
    item = published(county, document.publication)
    services.withdraw_publication(item, reason="重新校核", by=county.person("publisher"), at=timezone.now())

    assert county.client().get(county.url(f"documents/{document.pk}/")).status_code == 404
