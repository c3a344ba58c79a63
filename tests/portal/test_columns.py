"""Columns on the portal, and the page tags every page carries."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.http import HttpResponse

from gongkai.apps.channels import services
from gongkai.apps.channels.models import WebColumn
from gongkai.apps.channels.services.columns import ColumnWords
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.measures import Period, total
from gongkai.apps.disclosure.models import Publication
from tests.apps.builders import NOW, TODAY, County
from tests.apps.channels.sites import bring_in, column, website

SITE = {"SiteName": "示范县人民政府网", "SiteDomain": "www.shifan.gov.cn", "SiteIDCode": "9923210001"}
OF_COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
OF_TEXT = {"ArticleTitle", "PubDate", "ContentSource"}


def tags(page: HttpResponse) -> dict[str, str]:
    return dict(re.findall(r'<meta name="([A-Z]\w+)" content="([^"]*)">', page.content.decode()))


def get(county: County, path: str) -> HttpResponse:
    return county.client().get(county.url(path))


def filled(county: County) -> WebColumn:
    """A website with two columns, one below the other, and two notices in the lower."""
    site = website(county.in_earnest(), adds_up=True)
    upper = column(site, "policies", "政策公开", words=ColumnWords(column_type="policies", description="各类文件"))
    notices = column(site, "notices", "通知公告", parent=upper)
    lines = [f"{county.name},第{n}号通知,2026-01-1{n},通知公告" for n in (1, 2)]
    bring_in(county, "publications", ["发布单位,标题,发布日期,栏目", *lines])
    return notices


def test_row_03_items_stand_in_their_column_and_are_counted_there(county: County) -> None:
    filled(county)

    tree, page = get(county, "columns/").content.decode(), get(county, "columns/policies/").content.decode()

    assert "通知公告 <span>2</span>" in tree
    assert "第1号通知" in page
    assert total([county.body.pk], Period.of_year(2026), "posts_notices") == 2


def test_column_as_data_holds_what_the_page_shows(county: County) -> None:
    filled(county)

    rows = get(county, "columns/notices/?format=json").json()
    columns = get(county, "columns/?format=csv").content.decode("utf-8-sig")

    assert "第2号通知" in str(rows)
    assert "notices,通知公告,policies" in columns


def test_column_page_carries_every_tag_that_must_be_there(county: County) -> None:
    filled(county)

    found = tags(get(county, "columns/policies/"))

    assert found.items() >= SITE.items()
    assert found.keys() >= OF_COLUMN
    assert (found["ColumnType"], found["ColumnDescription"]) == ("政策文件", "各类文件")


def test_content_page_carries_every_tag_that_must_be_there(county: County) -> None:
    filled(county)
    one = Publication.objects.earliest("pk")

    found = tags(get(county, f"publications/{one.pk}/"))

    assert found.items() >= SITE.items()
    assert found.keys() >= OF_TEXT | {"ColumnName", "ColumnType"}
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", found["PubDate"])


def test_every_page_carries_the_tags_of_the_site_in_either_language(county: County) -> None:
    filled(county)
    client = county.client()
    client.cookies["gk_language"] = "en"

    for path in ("", "publications/", "columns/", "bodies/", "accessibility/"):
        assert tags(client.get(county.url(path))).items() >= SITE.items(), path
    assert tags(client.get(county.url("columns/policies/")))["ColumnType"] == "政策文件"


def test_closed_column_can_still_be_read_and_says_so(county: County) -> None:
    notices = filled(county)

    services.close_column(notices, on=TODAY, reason="栏目调整", by=SYSTEM, at=NOW)

    assert "第1号通知" in get(county, "columns/notices/").content.decode()
    assert "通知公告" not in get(county, "columns/").content.decode()


def test_unknown_column_is_not_found(county: County) -> None:
    filled(county)

    assert get(county, "columns/nothing/").status_code == 404


def test_column_shows_what_is_pinned_first_and_not_what_has_expired(county: County) -> None:
    filled(county)
    older, newer = Publication.objects.order_by("published_on")
    Publication.objects.filter(pk=older.pk).update(pinned_until=date(2199, 1, 1))
    Publication.objects.filter(pk=newer.pk).update(expires_on=TODAY - timedelta(days=1))

    page = get(county, "columns/policies/").content.decode()

    assert page.index("置顶") < page.index("第1号通知")
    assert "第2号通知" not in page
    assert "通知公告 <span>1</span>" in page


def test_what_has_expired_stands_in_the_files_of_a_column_and_where_it_is_asked_for(county: County) -> None:
    filled(county)
    Publication.objects.update(expires_on=TODAY - timedelta(days=1))

    assert "第2号通知" not in get(county, "columns/notices/").content.decode()
    assert "第2号通知" in get(county, "columns/notices/?all=1").content.decode()
    assert "第2号通知" in str(get(county, "columns/notices/?format=json").json())
