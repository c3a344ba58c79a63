"""The demonstration brings its columns and visits in through the import door, and the printed figures come out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from gongkai.apps.channels.column_numbers import SiteNumbers, numbers_of
from gongkai.apps.channels.models import Website
from gongkai.apps.channels.selectors import columns_of
from gongkai.apps.channels.services import open_website
from gongkai.apps.core import imports, measures
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.measures import Period
from tests.apps.builders import NOW, County
from tests.apps.channels.sites import bring_in
from tools.demo_registers import items_table

pytestmark = pytest.mark.django_db
SINCE = date(2019, 1, 1)
HC = {
    "posts_county_news": 700,
    "posts_department_news": 756,
    "posts_township_news": 490,
    "posts_state_council_reposts": 210,
    "posts_notices": 355,
}
ITEMS = {"xh": 8444, "tr": 1941, "cy": 2936}
KL = {
    "planning_posts": 3,
    "personnel_posts": 3,
    "department_matter_posts": 55,
    "emergency_posts": 11,
    "policy_posts": 10,
    "consultation_posts": 400,
    "execution_posts": 23,
}


def loaded(root: Path, folder: str, name: str, *templates: str, adds_up: bool = False) -> tuple[County, Website]:
    county = County(slug=folder, name=name)
    site = open_website(county.body, name=f"{name}人民政府网", on=SINCE, adds_up=adds_up, by=SYSTEM, at=NOW)
    for template in templates:
        with (root / "demo" / "registers" / folder / f"{template}.csv").open("rb") as file:
            about = {"name": "a.csv", "template": template, "body_id": county.body.pk}
            run = imports.check_file(file, **about, by=SYSTEM, at=NOW)  # type: ignore[arg-type]
        assert imports.run_import(run, at=NOW).state == "done", run.faults
    return county, site


def numbers(site: Website, year: int) -> SiteNumbers:
    return numbers_of(site, list(columns_of(site)), Period.of_year(year))


@pytest.mark.parametrize(
    ("folder", "name", "unit", "visits"),
    [("xh", "循化撒拉族自治县", "person_times", 707_290), ("tr", "同仁市", "times", 7514)],
)
def test_row_04_visits_of_a_year_come_out_in_their_unit(
    root: Path, folder: str, name: str, unit: str, visits: int
) -> None:
    county, _site = loaded(root, folder, name, "visits")

    counted = measures.counts([county.body.pk], Period.of_year(2021), measures=["site_visits"])

    assert counted == {(county.body.pk, "site_visits", (("unit", unit),)): visits}


@pytest.mark.slow
def test_row_03_items_that_no_file_holds_come_out_as_printed(root: Path) -> None:
    declared = yaml.safe_load((root / "demo" / "registers" / "governments.yaml").read_text(encoding="utf-8"))
    county = County(slug="tongren", name="同仁市")
    table = items_table("同仁市", **declared["tr"]["items"]).decode()

    assert bring_in(county, "publications", table.splitlines()).state == "done"

    counted = measures.totals([county.body.pk], Period.of_year(2021), ["site_posts", "key_area_posts"])
    assert counted == {"site_posts": 1941, "key_area_posts": 93}
    assert {folder: about["items"]["number"] for folder, about in declared.items() if "items" in about} == ITEMS


@pytest.mark.slow
def test_row_03_columns_of_huangchuan_add_up_to_all_it_published(root: Path) -> None:
    county, site = loaded(root, "hc", "潢川县", "columns", "publications", adds_up=True)

    counted = measures.totals([county.body.pk], Period.of_year(2021), ["site_posts", *HC])

    assert counted == {"site_posts": 2511, **HC}
    found = numbers(site, 2021)
    assert (found.whole, found.without, found.standing) == (2511, 0, "adds_up")


@pytest.mark.slow
def test_row_07_reposts_of_huangchuan_are_counted_apart(root: Path) -> None:
    county, _site = loaded(root, "hc", "潢川县", "columns", "publications", adds_up=True)

    assert measures.total([county.body.pk], Period.of_year(2021), "reposts") == 210


@pytest.mark.slow
def test_row_03_columns_of_kelan_are_some_of_what_it_published(root: Path) -> None:
    county, site = loaded(root, "kl", "岢岚县", "columns", "publications")

    counted = measures.totals([county.body.pk], Period.of_year(2020), ["site_posts", *KL])

    assert counted == {"site_posts": 3095, **KL}
    found = numbers(site, 2020)
    assert (found.whole, found.in_columns, found.standing) == (3095, 505, "part")
