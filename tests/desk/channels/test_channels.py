"""The website on the desk: columns opened and closed, numbers that add up, visits as a picture, own words."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from gongkai.apps.bodies.services import register_body
from gongkai.apps.channels.models import SiteWord, WebColumn, Website
from gongkai.apps.channels.selectors import words_for
from gongkai.apps.core.actors import SYSTEM
from tests.apps.builders import NOW, County
from tests.apps.channels.sites import bring_in, column, website


def get(county: County, path: str = "", role: str = "office_head") -> HttpResponse:
    return county.client(role).get(county.url(f"desk/columns/{path}"))


def post(county: County, path: str, role: str = "office_head", **form: str) -> HttpResponse:
    return county.client(role).post(county.url(f"desk/columns/{path}"), form)


def test_website_and_column_are_entered_on_the_desk(county: County) -> None:
    post(county, "website/", name="示范县人民政府网", on="2020-01-01")
    post(county, "new/", key="notices", name="通知公告", on="2020-01-01", column_type="policies")

    assert Website.objects.get().name == "示范县人民政府网"
    assert "通知公告" in get(county).content.decode()


def test_what_is_said_of_the_website_is_changed_on_the_desk(county: County) -> None:
    website(county)

    post(county, "website/change/", name="示范县政府门户网站", domain="www.shifan.gov.cn", adds_up="on")

    site = Website.objects.get()
    assert (site.name, site.adds_up) == ("示范县政府门户网站", True)


def test_filing_numbers_of_the_desk_stand_at_the_foot_of_the_portal(county: County) -> None:
    website(county.in_earnest())
    numbers = {"icp_number": "示ICP备 12345678号-1", "police_number": "示公网安备 63000000000001号"}

    post(county, "website/change/", name="示范县人民政府网", site_code="9923210001", **numbers)

    foot = county.client().get(county.url()).content.decode().partition("<footer")[2]
    assert "网站标识码：9923210001" in foot
    assert "示ICP备12345678号-1" in foot
    assert "示公网安备63000000000001号" in foot


@pytest.mark.parametrize("field", ["domain", "site_code", "icp_number", "police_number"])
def test_number_that_is_none_is_refused_at_its_field(county: County, field: str) -> None:
    website(county)

    page = post(county, "website/change/", name="示范县人民政府网", **{field: "无此号"}).content.decode()

    assert f'href="#id_{field}"' in page
    assert getattr(Website.objects.get(), field) != "无此号"


def test_website_is_closed_with_its_columns_and_another_entered_after_it(county: County) -> None:
    column(website(county), "notices", "通知公告")

    post(county, "website/close/", on="2026-03-04", reason="集约化迁移")
    post(county, "website/", name="示范县政府新网站", on="2026-03-04")

    assert [str(one.valid_to) for one in Website.objects.order_by("pk")] == ["2026-03-03", "None"]
    assert str(WebColumn.objects.get().valid_to) == "2026-03-03"


@pytest.mark.django_db
def test_website_of_the_city_is_not_the_countys_to_change() -> None:
    city, county = County(slug="shi", name="示范市"), County()
    city.body = register_body(kind="city", name=city.name, parent=None, by=SYSTEM, at=NOW)
    county.body = register_body(kind="county", name=county.name, parent=city.body, by=SYSTEM, at=NOW)
    website(city)

    answer = post(county, "website/close/", on="2026-03-04", reason="集约化迁移")

    assert answer.status_code == 404


def test_refusal_stands_at_its_field(county: County) -> None:
    website(county)

    page = post(county, "new/", key="Notices!", name="通知公告", on="2020-01-01", column_type="policies")

    assert "代号用小写英文字母" in page.content.decode()
    assert not WebColumn.objects.exists()


def test_row_03_desk_shows_numbers_by_column_and_what_stands_empty(county: County) -> None:
    site = website(county, adds_up=True)
    column(site, "notices", "通知公告")
    column(site, "planning", "规划计划")
    bring_in(county, "publications", ["发布单位,标题,发布日期,栏目", f"{county.name},通知,2026-01-11,通知公告"])

    page = get(county, "?year=2026").content.decode()

    assert "各项之和等于合计" in page
    assert page.count("无内容") == 1


def test_row_04_desk_shows_visits_with_their_unit_and_as_a_file(county: County) -> None:
    website(county.in_earnest())
    lines = [f"{county.name},2026-03-0{day},{1900 + day},人次," for day in (1, 2)]
    bring_in(county, "visits", ["网站所属单位,日期,访问量,计量单位,统计工具", *lines])

    page = get(county, "traffic/?first=2026-03-01&last=2026-03-02").content.decode()
    file = get(county, "traffic/?first=2026-03-01&last=2026-03-02&format=csv").content.decode("utf-8-sig")

    assert "3803 <small>人次</small>" in page
    assert "<svg" in page
    assert file.splitlines()[1:] == ["2026-03-01,1901,人次", "2026-03-02,1902,人次"]


def test_row_04_desk_draws_days_of_two_units_apart(county: County) -> None:
    website(county.in_earnest())
    lines = [f"{county.name},2026-03-01,1901,人次,", f"{county.name},2026-03-02,5,次,"]
    bring_in(county, "visits", ["网站所属单位,日期,访问量,计量单位,统计工具", *lines])

    page = get(county, "traffic/?first=2026-03-01&last=2026-03-02").content.decode()

    assert page.count('<figure class="gk-figure"') == 2
    assert "1906" not in page


def test_word_is_added_and_dropped_by_the_office_head_alone(county: County) -> None:
    post(county, "words/", word="循化县", says="应写全称")
    assert words_for(county.body) == {"循化县": "应写全称"}

    assert post(county, "words/", "clerk", word="甲乙", says="丙").status_code == 403
    post(county, "words/", drop=str(SiteWord.objects.get().pk))

    assert words_for(county.body) == {}


def test_closing_a_column_needs_a_reason(county: County) -> None:
    notices = column(website(county), "notices", "通知公告")

    post(county, f"{notices.pk}/close/", on="2026-03-04", reason="")
    assert WebColumn.objects.get().valid_to is None
    post(county, f"{notices.pk}/close/", on="2026-03-04", reason="栏目调整")

    assert str(WebColumn.objects.get().valid_to) == "2026-03-03"
