"""The pages of the portal, and their twins for machines."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.services import set_disclosure_office
from gongkai.apps.bodies.services.offices import Office
from gongkai.apps.core import seals
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import AuditEntry
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from tests.apps.builders import NOW, TODAY, County


def published(county: County, title: str, text: str = "<p>正文</p>", at: datetime = NOW) -> Publication:
    item = services.draft_publication(body=county.body, title=title, body_html=text, by=county.person("clerk"), at=at)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=at)
    county.review(item, at=at)
    services.publish_publication(item, by=county.person("publisher"), at=at)
    return item


def text_of(county: County, path: str) -> str:
    return county.client().get(county.url(path)).content.decode()


def test_search_finds_title_and_text_and_marks_the_word(county: County) -> None:
    published(county, "关于招生的公告")
    published(county, "另一份通知", "<p>本年度招生计划</p>")
    published(county, "无关的通知")

    page = text_of(county, "search/?q=招生")

    assert "<mark>招生</mark>" in page
    assert "关于" in page
    assert "另一份通知" in page
    assert "无关的通知" not in page


def test_search_wants_every_word(county: County) -> None:
    published(county, "关于招生的公告")

    assert "没有找到" in text_of(county, "search/?q=招生 预算")


def test_search_shows_what_was_asked_as_text(county: County) -> None:
    page = text_of(county, "search/?q=<script>alert(1)</script>")

    assert "<script>alert" not in page


def test_list_keeps_to_a_year_and_a_body(county: County) -> None:
    published(county, "去年的通知", at=datetime(2025, 6, 2, 2, 0, tzinfo=UTC))
    published(county, "今年的通知")

    assert "去年的通知" not in text_of(county, "publications/?year=2026")
    assert "今年的通知" not in text_of(county, f"publications/?body={county.department.pk}")


@pytest.mark.parametrize("query", ["year=²", "body=9999999999999", "page=x", "year=0", "year=99999999", "body=-1"])
def test_list_survives_any_address(county: County, query: str) -> None:
    published(county, "今年的通知")

    assert county.client().get(county.url(f"publications/?{query}")).status_code == 200


def test_list_is_the_same_as_json(county: County) -> None:
    published(county, "今年的通知")

    told = county.client().get(county.url("publications/?format=json")).json()

    assert told["notice"] == "演示数据 · 非政府网站"
    assert [item["title"] for item in told["items"]] == ["今年的通知"]
    assert told["items"][0]["published_on"] == "2026-03-04"


def test_list_as_csv_holds_no_formula(county: County) -> None:
    published(county, "=HYPERLINK(1)")

    answer = county.client().get(county.url("publications/?format=csv"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert rows[0]["title"] == "'=HYPERLINK(1)"
    assert rows[0]["notice"] == "演示数据 · 非政府网站"


@pytest.mark.slow
@pytest.mark.postgres
def test_number_of_queries_of_the_list_does_not_grow_with_its_rows(
    county: County, django_assert_max_num_queries: object
) -> None:
    for number in range(15):
        published(county, f"通知{number}")
    text_of(county, "publications/")

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        text_of(county, "publications/")


def test_feed_is_atom_and_says_that_it_is_a_demonstration(county: County) -> None:
    published(county, "今年的通知")

    feed = etree.fromstring(county.client().get(county.url("feed.xml")).content)

    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.findtext("a:subtitle", namespaces=atom) == "演示数据 · 非政府网站"
    assert feed.findtext("a:entry/a:title", namespaces=atom) == "今年的通知"


def test_sitemap_names_what_is_public_and_nothing_else(county: County) -> None:
    public = published(county, "今年的通知")
    draft = services.draft_publication(
        body=county.body, title="草稿", body_html="<p>未定</p>", by=county.person("clerk"), at=NOW
    )

    page = text_of(county, "sitemap.xml")

    assert f"/shifan/publications/{public.pk}/<" in page
    assert f"/shifan/publications/{draft.pk}/<" not in page


def test_map_of_a_demonstration_says_that_it_is_one(county: County) -> None:
    assert "<!-- 演示数据 · 非政府网站 -->" in text_of(county, "sitemap.xml")
    assert "演示数据" not in text_of(county.in_earnest(), "sitemap.xml")


def test_item_leads_to_its_neighbours(county: County) -> None:
    older, newer = published(county, "较早的通知"), published(county, "较晚的通知")

    assert "较早的通知" in text_of(county, f"publications/{newer.pk}/")
    assert "较晚的通知" in text_of(county, f"publications/{older.pk}/")


def test_item_of_another_government_is_not_found(county: County) -> None:
    item, other = published(county, "今年的通知"), County(slug="linxian", name="邻县")
    assert other.government

    assert county.client().get(other.url(f"publications/{item.pk}/")).status_code == 404


def test_demonstration_is_kept_out_of_search_engines(county: County) -> None:
    answer = county.client().get(county.url())

    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert 'name="robots"' in answer.content.decode()
    assert "演示数据 · 非政府网站" in answer.content.decode()


def test_real_government_carries_no_mark_of_a_demonstration(county: County) -> None:
    answer = county.in_earnest().client().get(county.url())

    assert "X-Robots-Tag" not in answer.headers
    assert "演示数据" not in answer.content.decode()


def test_page_that_is_not_there_says_so_in_the_language_of_the_reader(county: County) -> None:
    client = county.client()
    client.cookies["gk_language"] = "en"

    answer = client.get(county.url("nowhere/"))

    assert answer.status_code == 404
    assert "This page was not found" in answer.content.decode()
    assert county.name in answer.content.decode()


def test_public_pages_set_no_cookie(county: County) -> None:
    published(county, "今年的通知")

    assert all(not county.client().get(county.url(path)).cookies for path in ("", "publications/", "search/"))


def test_bodies_without_anything_public_are_not_offered_as_filters(county: County) -> None:
    published(county, "今年的通知")
    assert isinstance(county.department, PublicBody)

    assert county.department.name not in text_of(county, "publications/")


def test_heads_of_the_audit_log_are_public_for_outsiders_to_keep(county: County, settings, tmp_path: Path) -> None:
    settings.CONFIG = settings.CONFIG.model_copy(update={"data_dir": tmp_path})
    assert "还没有摘要" in text_of(county, "audit-heads/")
    seals.seal(NOW)
    head = seals.take_head(NOW.date(), NOW)
    assert head is not None

    page, twin = text_of(county, "audit-heads/"), county.client().get(county.url("audit-heads/?format=json")).json()

    assert head.chain in page
    assert twin["items"] == [asdict(head)]
    assert twin["items"][0]["seq"] == AuditEntry.objects.count()


def test_home_tells_which_office_to_turn_to(county: County) -> None:
    assert "这一单位尚未填报公开工作机构" in text_of(county, "")
    office = Office("演示县政务公开办公室", phone="0999-1234567")
    set_disclosure_office(county.body, office, on=TODAY, by=SYSTEM, at=NOW)

    page = text_of(county, "")

    assert "演示县政务公开办公室" in page
    assert "0999-1234567" in page
