"""Publications on the desk: drafts, acts, refusals, and what Today makes of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.apps.core.models import AuditEntry
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from gongkai.desk.disclosure.forms import as_text
from gongkai.errors import MoveRefused, NotPermitted
from tests.apps.builders import NOW, County


def drafted(county: County, title: str = "关于演示的通知", days_ago: int = 0) -> Publication:
    at = timezone.now() - timedelta(days=days_ago)
    return services.draft_publication(
        body=county.body, title=title, body_html="<p>正文</p>", by=county.person("clerk"), at=at
    )


def test_clerk_types_a_notice_and_its_text_stays_text(county: County) -> None:
    client = county.client("clerk")

    client.post(
        county.url("desk/publications/new/"),
        {"body": county.body.pk, "title": "通知", "text": "<b>2 < 3</b>\n\n第二段"},
    )

    assert Publication.objects.get().body_html == "<p>&lt;b&gt;2 &lt; 3&lt;/b&gt;</p>\n\n<p>第二段</p>"


def test_form_that_is_not_filled_in_says_what_is_missing(county: County) -> None:
    page = county.client("clerk").post(county.url("desk/publications/new/"), {"title": ""}).content.decode()

    assert "请检查以下内容" in page
    assert 'href="#id_title"' in page
    assert not Publication.objects.exists()


def test_draft_can_be_changed_and_the_log_names_the_fields(county: County) -> None:
    item = drafted(county)

    county.client("clerk").post(county.url(f"desk/publications/{item.pk}/edit/"), {"title": "新题", "text": "正文"})

    item.refresh_from_db()
    assert item.title == "新题"
    assert AuditEntry.objects.get(act="disclosure.revise").facts == {"changed": ["title"]}


@pytest.mark.parametrize(("title", "text"), [("机密★1年", "正文"), ("通知", "秘密★\n\n正文")])
def test_typed_text_with_a_secrecy_mark_is_refused_and_not_kept(county: County, title: str, text: str) -> None:
    form = {"body": county.body.pk, "title": title, "text": text}

    page = county.client("clerk").post(county.url("desk/publications/new/"), form).content.decode()

    assert "所填文字带有国家秘密标志，没有接收，也没有保存" in page
    assert not Publication.objects.exists()
    assert AuditEntry.objects.get(act="core.refuse_marked_text").body_id == county.body.pk


def test_draft_is_not_changed_to_a_text_with_a_secrecy_mark(county: County) -> None:
    item = drafted(county)
    address = county.url(f"desk/publications/{item.pk}/edit/")

    page = county.client("clerk").post(address, {"title": "通知", "text": "绝密★长期"}).content.decode()

    item.refresh_from_db()
    assert "国家秘密标志" in page
    assert (item.title, item.versions.count()) == ("关于演示的通知", 1)


def test_what_was_submitted_is_not_changed_any_more(county: County) -> None:
    item = drafted(county)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)

    with pytest.raises(MoveRefused, match="draft"):
        services.revise_publication(item, title="新题", body_html="", by=county.person("clerk"), at=NOW)


def test_nobody_but_a_clerk_changes_a_draft(county: County) -> None:
    item = drafted(county)

    with pytest.raises(NotPermitted):
        services.revise_publication(item, title="新题", body_html="", by=county.person("publisher"), at=NOW)


def test_refusal_is_told_in_the_language_of_the_reader(county: County) -> None:
    item = drafted(county)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
    client = county.client("first_reviewer")
    client.cookies["gk_language"] = "en"

    page = client.post(county.url(f"desk/publications/{item.pk}/send_back/"), {"opinion": " "}, follow=True)

    assert "still needs: Reason" in page.content.decode()


def test_publishing_asks_first_and_says_what_will_happen(county: County) -> None:
    item = drafted(county)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
    county.review(item)

    page = county.client("publisher").get(county.url(f"desk/publications/{item.pk}/publish/")).content.decode()

    assert "公众立即可以" in page
    item.refresh_from_db()
    assert item.state == "approved"


def test_act_that_does_not_exist_is_not_found(county: County) -> None:
    item = drafted(county)

    assert county.client("clerk").get(county.url(f"desk/publications/{item.pk}/vanish/")).status_code == 404


def test_timeline_shows_who_did_what_and_what_they_said(county: County) -> None:
    item = drafted(county)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=timezone.now())
    services.send_back_publication(item, reason="请补充日期。", by=county.person("first_reviewer"), at=timezone.now())

    page = county.client("clerk").get(county.url(f"desk/publications/{item.pk}/")).content.decode()

    assert "请补充日期。" in page
    assert county.person("first_reviewer").name in page


def test_today_tells_late_from_near_from_fresh(county: County) -> None:
    drafted(county, "很久的草稿", days_ago=60)
    drafted(county, "新的草稿")

    context = county.client("clerk").get(county.url("desk/")).context

    assert [line.duty.what for line in context["late"]] == ["很久的草稿"]
    assert [line.duty.what for line in context["mine"]] == ["新的草稿"]
    assert "条例" in context["late"][0].duty.derived.zh


def test_today_shows_nothing_of_another_government(county: County) -> None:
    other = County(slug="linxian", name="邻县")
    assert other.government
    drafted(other, "邻县的草稿")

    page = county.client("clerk").get(county.url("desk/")).content.decode()

    assert "邻县的草稿" not in page


def test_number_of_queries_of_today_does_not_grow_with_its_lines(
    county: County, django_assert_max_num_queries: object
) -> None:
    client = county.client("clerk")
    drafted(county)
    client.get(county.url("desk/"))
    for number in range(12):
        drafted(county, f"草稿{number}", days_ago=number * 3)

    with django_assert_max_num_queries(40):  # type: ignore[operator]
        client.get(county.url("desk/"))


def test_search_finds_only_what_the_person_may_see(county: County) -> None:
    drafted(county, "机密的草稿")

    told = county.client("publisher", county.department).get(county.url("desk/search/?q=机密&format=json")).json()

    assert told["found"] == []


def test_text_is_given_back_as_it_was_typed() -> None:
    assert as_text("<p>第一段<br>第二行</p>\n\n<p>2 &lt; 3</p>") == "第一段\n第二行\n\n2 < 3"
