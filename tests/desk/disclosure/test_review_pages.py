"""The pages of the reviews: queue, sheet, versions, rules, and one publication through all hands."""

from __future__ import annotations

from gongkai.apps.disclosure.models import Publication, PublishingRule
from tests.apps.builders import County
from tests.apps.disclosure.test_reviews import at_state
from tests.apps.disclosure.test_versions import correct, published


def post(county: County, role: str, item: Publication, move: str, **form: str) -> str:
    address = county.url(f"desk/publications/{item.pk}/{move}/")
    return county.client(role).post(address, form, follow=True).content.decode()


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
