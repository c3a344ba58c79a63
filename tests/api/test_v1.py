"""The read interface: what it shows, how it pages, how it refuses, and that its schema is the committed one."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver

from gongkai.api.doors import DOORS
from gongkai.api.urls import urlpatterns
from gongkai.apps.bodies import services
from gongkai.apps.bodies.services.offices import Office
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.disclosure import services as disclosure
from gongkai.apps.disclosure.models import Publication
from tests.apps.bodies.test_tree import EARLIER, entered
from tests.apps.builders import NOW, TODAY, County
from tools.openapi import SCHEMA, current_schema

BODIES, PUBLICATIONS, MEASURES = "api/v1/bodies", "api/v1/publications", "api/v1/measures"


def answer(county: County, path: str) -> HttpResponse:
    return county.client().get(county.url(path))


def read(county: County, path: str) -> Any:
    return json.loads(answer(county, path).content)


def published(county: County, title: str, at_day: date = TODAY) -> Publication:
    one = disclosure.draft_publication(
        body=county.body, title=title, body_html="<p>正文</p>", by=county.person("clerk"), at=NOW
    )
    Publication.objects.filter(pk=one.pk).update(state="published", published_on=at_day, published_at=NOW)
    return one


def test_bodies_stand_in_the_order_of_the_tree(county: County) -> None:
    township = entered(county.body, "第1乡", "township")
    village = entered(township, "第1村", "village")
    bureau = entered(county.body, "演示局")

    found = read(county, BODIES)

    assert [one["id"] for one in found["items"]] == [county.body.pk, bureau.pk, township.pk, village.pk]
    assert (found["total"], found["page"], found["pages"]) == (4, 1, 1)


@pytest.mark.parametrize("path", [BODIES, f"{BODIES}/999999"])
def test_answer_of_a_demonstration_says_that_it_is_one(county: County, path: str) -> None:
    assert read(county, path)["notice"] == "演示数据 · 非政府网站"
    assert "notice" not in read(county.in_earnest(), path)


def test_chinese_is_written_as_it_is(county: County) -> None:
    entered(county.body, "演示局")

    page = answer(county, BODIES)

    assert "演示局" in page.content.decode()
    assert page.headers["Content-Type"] == "application/json; charset=utf-8"


def test_register_is_shown_as_of_the_day_asked_for(county: County) -> None:
    bureau = entered(county.body, "演示卫生局")
    services.rename_body(bureau, name="演示卫健局", on=EARLIER, by=SYSTEM, at=NOW)

    names = [read(county, f"{BODIES}?kind=department&on={day}")["items"][0]["name"] for day in ("2025-04-30", EARLIER)]

    assert names == ["演示卫生局", "演示卫健局"]


def test_bodies_are_filtered_and_paged(county: County) -> None:
    township = entered(county.body, "第1乡", "township")
    for number in range(5):
        entered(township, f"第{number}村", "village")

    found = read(county, f"{BODIES}?parent={township.pk}&kind=village&page=2&page_size=2")

    assert [one["name"] for one in found["items"]] == ["第2村", "第3村"]
    assert (found["total"], found["pages"]) == (5, 3)


def test_one_body_tells_its_history_and_office_without_telephones_of_persons(county: County) -> None:
    bureau = entered(county.body, "演示局")
    services.set_disclosure_office(bureau, Office("演示办", phone="0999-1234567"), on=EARLIER, by=SYSTEM, at=NOW)
    services.appoint(
        bureau, post="dedicated_officer", name="演示甲", phone="13900000000", on=EARLIER, by=SYSTEM, at=NOW
    )

    whole = read(county, f"{BODIES}/{bureau.pk}")

    assert whole["office"]["phone"] == "0999-1234567"
    assert whole["posts"] == [{"post": "dedicated_officer", "name": "演示甲", "title": ""}]
    assert "13900000000" not in json.dumps(whole)


def test_only_what_is_published_is_listed(county: County) -> None:
    shown = published(county, "已公开的通知")
    disclosure.draft_publication(
        body=county.body, title="草稿", body_html="<p>正文</p>", by=county.person("clerk"), at=NOW
    )

    assert [one["id"] for one in read(county, PUBLICATIONS)["items"]] == [shown.pk]


def test_publications_are_filtered_by_body_and_day(county: County) -> None:
    published(county, "去年的通知", date(2025, 6, 1))
    new = published(county, "今年的通知", date(2026, 2, 1))

    found = read(county, f"{PUBLICATIONS}?since=2026-01-01&until=2026-12-31&body={county.body.pk}")

    assert [one["id"] for one in found["items"]] == [new.pk]


def test_measures_add_up_the_bodies_below(county: County) -> None:
    township = entered(county.body, "第1乡", "township")
    entered(township, "第1村", "village")
    published(county, "通知", date(2026, 2, 1))

    with_members = values(read(county, f"{MEASURES}?year=2026"))
    alone = values(read(county, f"{MEASURES}?year=2026&members=false"))

    assert (with_members["townships"], with_members["villages"], with_members["site_posts"]) == (1, 1, 1)
    assert (alone["townships"], alone["villages"]) == (1, 0)


def values(figures: Any) -> dict[str, int]:
    return {one["measure"]: one["value"] for one in figures["items"] if not one["dimensions"]}


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"{BODIES}/999999", 404, "not-found"),
        (f"{BODIES}?page=0", 422, "wrong-parameter"),
        (f"{BODIES}?page_size=201", 422, "wrong-parameter"),
        (f"{BODIES}?on=2021-02-30", 422, "wrong-parameter"),
        (f"{BODIES}?kind=party", 422, "wrong-parameter"),
        (MEASURES, 422, "wrong-parameter"),
        (f"{MEASURES}?year=2026&body=999999", 404, "not-found"),
    ],
)
def test_fault_has_a_code_and_words_in_both_languages(county: County, path: str, status: int, code: str) -> None:
    refused = answer(county, path)

    fault = json.loads(refused.content)

    assert (refused.status_code, fault["code"]) == (status, code)
    assert fault["message"]["zh"]
    assert fault["message"]["en"]


def test_bodies_of_another_government_are_not_found(county: County) -> None:
    stranger = County("other", "另县")
    assert stranger.government

    assert answer(county, f"{BODIES}/{stranger.body.pk}").status_code == 404


def test_address_of_the_whole_installation_asks_for_a_government(county: County) -> None:
    refused = county.client().get("/api/v1/bodies")

    assert (refused.status_code, json.loads(refused.content)["code"]) == (404, "no-government")


def test_nothing_can_be_written(county: County) -> None:
    assert county.client().post(county.url(BODIES)).status_code == 405


@pytest.mark.parametrize("path", [BODIES, PUBLICATIONS, f"{MEASURES}?year=2026"])
def test_long_lists_ask_the_database_no_more_often_than_short_ones(county: County, path: str) -> None:
    def fill(first: int, number: int) -> None:
        for one in range(first, first + number):
            entered(county.body, f"演示{one}局")
            published(county, f"通知{one}")

    assert county.government
    fill(0, 1)
    with CaptureQueriesContext(connection) as short:
        answer(county, path)
    fill(1, 19)
    with CaptureQueriesContext(connection) as long:
        answer(county, path)

    assert len(long) == len(short)


def test_every_address_of_the_interface_has_its_row() -> None:
    assert {f"api:{name}" for name in names(urlpatterns)} == set(DOORS)


def names(patterns: list[Any]) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.add(pattern.name)
    return found


def test_committed_schema_is_up_to_date() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == current_schema()


def test_schema_is_served(county: County) -> None:
    served = read(county, "api/v1/openapi.json")

    assert f"/{county.slug}/api/v1/bodies" in served["paths"]
