"""Columns: a key that never changes, names and places with days, and numbers that add up or say that they do not."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.channels import services
from gongkai.apps.channels.column_numbers import numbers_of
from gongkai.apps.channels.models import WebColumn
from gongkai.apps.channels.selectors import column_on, columns_for, columns_of, website_of
from gongkai.apps.channels.services.columns import ColumnWords
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.measures import Period
from gongkai.apps.disclosure.models import Publication
from gongkai.errors import InvalidInput
from tests.apps.builders import NOW, TODAY, County
from tests.apps.channels.sites import bring_in, column, website

YEAR = Period.of_year(2021)


def posts(county: County, key: str, number: int) -> None:
    Publication.objects.bulk_create(
        Publication(
            public_body=county.body,
            origin="imported",
            column=key,
            title="演示",
            state="published",
            created_at=NOW,
            published_at=NOW,
            published_on=date(2021, 5, 6),
        )
        for _ in range(number)
    )


def test_department_publishes_on_the_website_above_it(county: County) -> None:
    site = website(county)
    column(site, "notices", "通知公告")

    assert website_of(county.department) == site
    assert columns_for(county.department, TODAY) == {"notices": "通知公告"}


def test_renamed_column_keeps_its_earlier_name_for_its_days(county: County) -> None:
    notices = column(website(county), "notices", "通知公告")

    services.rename_column(notices, name="公告", on=date(2021, 6, 1), by=SYSTEM, at=NOW)

    assert notices.name == "公告"
    assert str(column_on(notices, date(2021, 5, 31))).endswith("通知公告")
    assert str(column_on(notices, date(2021, 6, 1))).endswith("公告")


def test_column_cannot_stand_below_itself(county: County) -> None:
    site = website(county)
    upper = column(site, "news", "动态")
    lower = column(site, "county_news", "本地要闻", parent=upper)

    with pytest.raises(InvalidInput, match="itself"):
        services.move_column(upper, parent=lower, on=TODAY, by=SYSTEM, at=NOW)


def test_key_is_used_once_even_after_the_column_was_closed(county: County) -> None:
    site = website(county)
    notices = column(site, "notices", "通知公告")
    services.close_column(notices, on=TODAY, reason="栏目调整", by=SYSTEM, at=NOW)

    with pytest.raises(InvalidInput, match="key"):
        column(site, "notices", "新公告")
    assert not columns_of(site, TODAY).exists()


def test_merged_column_says_who_carries_on(county: County) -> None:
    site = website(county)
    old, new = column(site, "notices", "通知公告"), column(site, "policies", "政策文件")

    services.merge_columns(old, into=new, on=TODAY, reason="合并", by=SYSTEM, at=NOW)

    assert WebColumn.objects.get(pk=old.pk).merged_into == new


def test_column_with_columns_below_it_is_not_closed(county: County) -> None:
    site = website(county)
    upper = column(site, "news", "动态")
    column(site, "county_news", "本地要闻", parent=upper)

    with pytest.raises(InvalidInput) as refused:
        services.close_column(upper, on=TODAY, reason="调整", by=SYSTEM, at=NOW)

    assert refused.value.code == "column-has-members"


@pytest.mark.parametrize(
    ("adds_up", "own", "standing"), [(True, 0, "adds_up"), (True, 2, "differs"), (False, 2, "part")]
)
def test_row_03_parts_add_up_or_are_some_of_it(county: County, adds_up: bool, own: int, standing: str) -> None:
    site = website(county)
    news = column(site, "news", "动态", words=ColumnWords(adds_up=adds_up))
    column(site, "county_news", "本地要闻", parent=news)
    column(site, "township_news", "乡镇动态", parent=news)
    for key, number in (("county_news", 3), ("township_news", 4), ("news", own)):
        posts(county, key, number)

    [found] = numbers_of(site, columns_of(site), YEAR).columns

    assert (found.whole, found.own, found.standing) == (7 + own, own, standing)
    assert found.difference == (own if standing == "differs" else 0)


def test_moving_and_renaming_changes_no_count_of_a_past_year(county: County) -> None:
    site = website(county, adds_up=True)
    news, county_news = column(site, "news", "动态"), column(site, "county_news", "本地要闻")
    posts(county, "county_news", 3)
    before = numbers_of(site, columns_of(site), YEAR).whole

    services.move_column(county_news, parent=news, on=TODAY, by=SYSTEM, at=NOW)

    found = numbers_of(site, columns_of(site), YEAR)
    assert (found.whole, found.without, found.standing) == (before, 0, "adds_up")


def test_columns_come_through_the_import_door_and_leave_with_undo(county: County) -> None:
    from gongkai.apps.core import imports

    site = website(county)
    head = "网站所属单位,栏目代号,栏目名称,上级栏目代号,开设日期"
    lines = [head, f"{county.name},news,动态,,2020-01-01", f"{county.name},county_news,本地要闻,news,2020-01-01"]

    run = bring_in(county, "columns", lines)

    assert run.state == "done", run.faults
    assert [str(one.parent) for one in columns_of(site)] == ["None", "动态"]
    imports.undo_import(run, by=SYSTEM, at=NOW)
    assert not columns_of(site).exists()


def test_faults_of_an_imported_column_name_row_and_field(county: County) -> None:
    website(county)

    run = bring_in(
        county,
        "columns",
        ["网站所属单位,栏目代号,栏目名称,上级栏目代号,开设日期", f"{county.name},News!,动态,none,2020-01-01"],
    )

    assert run.state == "faulty"
