"""The pages of the reviews: queue, sheet, versions, rules, and one publication through all hands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.apps.accounts.moves import OnPaper
from gongkai.apps.accounts.services import grant_role
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.attachments import store
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication, PublishingRule
from tests.apps.builders import NOW, TODAY, County
from tests.apps.disclosure.documents import issued
from tests.apps.disclosure.test_reviews import at_state
from tests.apps.disclosure.test_versions import correct, published
from tests.apps.scans import scan_file


def post(county: County, role: str, item: Publication, move: str, **form: str) -> str:
    address = county.url(f"desk/publications/{item.pk}/{move}/")
    return county.client(role).post(address, form, follow=True).content.decode()


@pytest.mark.slow
def test_notice_goes_through_all_hands_on_the_desk(county: County) -> None:
    item = at_state(county, "draft")
    steps = [
        ("clerk", "submit", {"self_check": "on"}),
        ("first_reviewer", "approve", {"proofread": "on", "opinion": "同意"}),
        ("second_reviewer", "approve_second", {"proofread": "on"}),
        ("third_reviewer", "approve_third", {"proofread": "on"}),
        ("secrecy_reviewer", "clear", {"opinion": "不涉及国家秘密"}),
        ("publisher", "publish", {}),
    ]

    for role, move, form in steps:
        post(county, role, item, move, **form)

    item.refresh_from_db()
    assert item.state == "published"
    assert county.client().get(county.url(f"publications/{item.pk}/")).status_code == 200


def test_review_without_proofreading_is_refused_with_words(county: County) -> None:
    item = at_state(county, "in_first_review")

    page = post(county, "first_reviewer", item, "approve", opinion="同意")

    assert "还缺少：校对" in page


def test_older_page_of_a_review_does_not_make_the_next_one(county: County) -> None:
    item = at_state(county, "in_second_review")

    page = post(county, "second_reviewer", item, "approve", proofread="on")

    assert "不能" in page
    assert Publication.objects.get().state == "in_second_review"


def test_same_person_does_not_review_twice_at_the_desk(county: County) -> None:
    item, reviewer = at_state(county, "in_first_review"), county.person("first_reviewer")
    grant_role(reviewer, role="second_reviewer", body=county.body, by=SYSTEM, at=NOW, valid_from=TODAY)
    post(county, "first_reviewer", item, "approve", proofread="on")

    page = post(county, "first_reviewer", item, "approve_second", proofread="on")

    assert "同一个人不能审两次" in page
    assert Publication.objects.get().state == "in_second_review"


def test_queue_holds_what_waits_for_this_person(county: County) -> None:
    at_state(county, "in_second_review")
    address = county.url("desk/publications/queue/")

    assert "关于演示的通知" in county.client("second_reviewer").get(address).content.decode()
    assert "没有待审核的稿件" in county.client("first_reviewer").get(address).content.decode()


def test_sheet_tells_who_passed_each_step_and_leaves_lines_for_the_rest(county: County) -> None:
    item = at_state(county, "in_second_review")

    page = county.client("clerk").get(county.url(f"desk/publications/{item.pk}/sheet/")).content.decode()

    assert county.person("first_reviewer").name in page
    assert "二审通过" in page


def test_sheet_tells_the_day_a_paper_was_signed_with_attachments_and_what_was_let_stand(county: County) -> None:
    item, clerk, later = at_state(county, "draft"), county.person("clerk"), NOW + timedelta(days=3)
    services.attach_file(item, file=scan_file(), name="附图.png", title="规划附图", by=clerk, at=NOW)
    county.let_marks_stand(item)
    services.submit_publication(item, has_checked=True, by=clerk, at=NOW)
    paper = store(scan_file(), name="签批单.png", by=clerk.actor, at=later)
    signed = OnPaper(county.person("first_reviewer"), TODAY + timedelta(days=1), paper)
    services.approve_publication(item, is_proofread=True, by=clerk, at=later, on_paper=signed)

    page = county.client("clerk").get(county.url(f"desk/publications/{item.pk}/sheet/")).content.decode()

    assert "2026-03-05<br>纸质签字" in page
    assert "2026-03-07" not in page
    assert "规划附图" in page
    assert "已逐页看过" in page


def test_sheet_of_a_document_tells_its_number_and_day(county: County) -> None:
    document = issued(county)

    page = county.client("clerk").get(county.url(f"desk/publications/{document.publication_id}/sheet/"))

    assert document.number in page.content.decode()
    assert document.formed_on.isoformat() in page.content.decode()


def test_versions_show_what_changed(county: County) -> None:
    item = published(county)
    correct(county, item)

    page = county.client("clerk").get(county.url(f"desk/publications/{item.pk}/versions/")).content.decode()

    assert "<del>甲</del><ins>乙</ins>" in page


def test_head_of_the_office_sets_the_rule_of_a_body(county: County) -> None:
    form = {"body": county.body.pk, "valid_from": "2099-01-01", "reviews": "2", "leader_signs": "on"}

    county.client("office_head").post(county.url("desk/publications/rules/"), form)

    rule = PublishingRule.objects.get()
    assert (rule.reviews, rule.leader_signs, rule.valid_from.year) == (2, True, 2099)


def test_clerk_is_told_whose_the_review_is(county: County) -> None:
    item = at_state(county, "in_second_review")

    page = county.client("clerk").get(county.url(f"desk/publications/{item.pk}/")).content.decode()

    assert "“二审通过”由“二审”办理。" in page
