"""Visits: own views by page and day, figures of other counters with their unit, and what is counted of both."""

from __future__ import annotations

from datetime import date

from gongkai.apps.channels import services
from gongkai.apps.channels.models import DailyVisits, PageViews
from gongkai.apps.channels.selectors import DayVisits, views_by_page, visits_by_day
from gongkai.apps.core import measures
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.measures import Period
from tests.apps.builders import NOW, County
from tests.apps.channels.sites import bring_in, website

HEAD = "网站所属单位,日期,访问量,计量单位,统计工具"
DAY = date(2026, 3, 3)
YEAR = Period.of_year(2026)


def told(county: County, *lines: str) -> list[str]:
    return [HEAD, *(f"{county.name},{line}" for line in lines)]


def test_views_of_several_processes_add_up(county: County) -> None:
    seen = {(county.body.pk, "", DAY): 3, (county.body.pk, "publications/", DAY): 1}

    services.add_views(seen)
    services.add_views(seen)

    assert views_by_page(county.body, DAY, DAY) == [("", 6), ("publications/", 2)]


def test_row_04_day_that_is_over_is_counted_once(county: County) -> None:
    website(county)
    services.add_views({(county.body.pk, "", DAY): 5})

    services.close_day(DAY, by=SYSTEM, at=NOW)
    services.close_day(DAY, by=SYSTEM, at=NOW)

    assert measures.total([county.body.pk], YEAR, "site_visits") == 5
    assert list(measures.rows([county.body.pk], YEAR, "site_visits")) == list(DailyVisits.objects.all())


def test_figure_of_another_counter_stands_for_its_day(county: County) -> None:
    site = website(county)
    bring_in(county, "visits", told(county, "2026-03-03,12.5,万人次,平台"))
    services.add_views({(county.body.pk, "", DAY): 5})

    services.close_day(DAY, by=SYSTEM, at=NOW)

    assert visits_by_day(site, DAY, DAY) == [DayVisits(DAY, 125_000, "person_times")]
    assert measures.counts([county.body.pk], YEAR, measures=["site_visits"]) == {
        (county.body.pk, "site_visits", (("unit", "person_times"),)): 125_000,
    }


def test_row_04_units_are_never_added_into_one_figure(county: County) -> None:
    site = website(county)
    bring_in(county, "visits", told(county, "2026-03-02,0.2,万人次,平台", "2026-03-03,5,次,", "2026-02-27,7,次,"))

    counted = measures.counts([county.body.pk], YEAR, measures=["site_visits"])

    assert {key[2]: value for key, value in counted.items()} == {
        (("unit", "person_times"),): 2000,
        (("unit", "times"),): 12,
    }
    assert measures.total([county.body.pk], YEAR, "site_visits") is None
    assert [(one.visits, one.unit) for one in visits_by_day(site, date(2026, 3, 1), date(2026, 3, 4))] == [
        (0, "person_times"),
        (2000, "person_times"),
        (5, "times"),
        (0, "times"),
    ]


def test_year_without_visits_counts_nought(county: County) -> None:
    website(county)

    assert measures.total([county.body.pk], YEAR, "site_visits") == 0


def test_days_told_twice_ahead_or_in_broken_visits_are_faults(county: County) -> None:
    website(county)

    run = bring_in(
        county,
        "visits",
        told(county, "2026-03-03,1,次,", "2026-03-03,2,次,", "2027-01-01,3,次,", "2026-03-01,1.23456,万次,"),
    )

    assert run.state == "faulty"
    assert not DailyVisits.objects.exists()


def test_views_know_no_address_and_no_person() -> None:
    assert {field.name for field in PageViews._meta.get_fields()} == {"id", "public_body", "page", "day", "views"}
