"""Publishing in figures on the desk: by week, by unit, by column."""

from __future__ import annotations

import re

from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.models import Publication
from tests.apps.builders import NOW, County
from tests.apps.channels.sites import bring_in, column, website

HEAD = "发布单位,标题,发布日期,栏目"


def figures(county: County, year: int = 2025) -> str:
    return county.client("clerk").get(county.url(f"desk/publications/figures/?year={year}")).content.decode()


def filled(county: County) -> County:
    column(website(county), "notices", "通知公告")
    days = ("2025-01-01", "2025-01-06", "2025-01-12", "2025-12-31", "2024-12-31")
    bring_in(county, "publications", [HEAD, *(f"{county.name},通知{day},{day},通知公告" for day in days)])
    return county


def test_row_03_year_is_shown_by_unit_and_by_column(county: County) -> None:
    page = figures(filled(county))

    rows = re.findall(r'<th scope="row">([^<]+)</th><td class="gk-number">(\d+)</td><td>', page)
    assert rows == [(county.name, "4"), ("通知公告", "4")]


def test_column_of_a_past_year_is_the_one_in_which_it_was_counted(county: County) -> None:
    filled(county)
    item, clerk = Publication.objects.get(title="通知2025-01-06"), county.person("clerk")
    services.correct_publication(item, reason="栏目有误", by=clerk, at=NOW)
    said = Details(column="")
    services.revise_publication(item, title=item.title, body_html="<p>正文</p>", by=clerk, at=NOW, details=said)
    services.submit_publication(item, has_checked=True, by=clerk, at=NOW)
    services.publish_publication(county.review(item), by=county.person("publisher"), at=NOW)

    rows = re.findall(r'<th scope="row">([^<]+)</th><td class="gk-number">(\d+)</td><td>', figures(county))

    assert ("通知公告", "4") in rows


def test_weeks_begin_on_monday_and_end_with_the_year(county: County) -> None:
    page = figures(filled(county))

    weeks = dict(re.findall(r'<tr><th scope="row">(\d\d-\d\d)</th><td class="gk-number">(\d+)</td></tr>', page))
    assert (weeks["01-01"], weeks["01-06"], weeks["01-13"], weeks["12-29"]) == ("1", "2", "0", "1")
    assert len(weeks) == 53


def test_year_without_an_item_says_what_will_stand_here(county: County) -> None:
    assert "本年度没有发布信息" in figures(county)
