"""What the public sees of bodies."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.apps.bodies import services
from gongkai.apps.bodies.services.offices import Office
from gongkai.apps.core.actors import SYSTEM
from tests.apps.bodies.test_tree import EARLIER, entered
from tests.apps.builders import NOW, County


def shown(county: County, path: str) -> str:
    answer = county.client().get(county.url(path))
    assert answer.status_code == 200
    return answer.content.decode()


def test_tree_shows_every_body_with_a_link(county: County) -> None:
    village = entered(entered(county.body, "第1乡", "township"), "第1村", "village")

    page = shown(county, "bodies/")

    assert f"/shifan/bodies/{village.pk}/" in page
    assert "第1村" in page


def test_tree_is_shown_as_of_the_day_asked_for(county: County) -> None:
    bureau = entered(county.body, "演示卫生局")
    services.rename_body(bureau, name="演示卫健局", on=EARLIER, by=SYSTEM, at=NOW)

    assert "演示卫生局" in shown(county, "bodies/?on=2025-04-30")
    assert "演示卫生局" not in shown(county, "bodies/")


def test_list_of_one_kind_leaves_the_others_out(county: County) -> None:
    entered(county.body, "第1乡", "township")
    entered(county.body, "演示局")

    page = shown(county, "bodies/?kind=township")

    assert "第1乡" in page
    assert "演示局" not in page


@pytest.mark.parametrize("query", ["?on=2025-02-30", "?kind=party", "?on=", "?format=xml"])
def test_nonsense_in_the_address_is_passed_over(county: County, query: str) -> None:
    assert county.body.name in shown(county, f"bodies/{query}")


def test_page_of_a_body_tells_office_and_people_but_no_telephones_of_persons(county: County) -> None:
    services.set_disclosure_office(county.body, Office("演示办", phone="0999-1234567"), on=EARLIER, by=SYSTEM, at=NOW)
    services.appoint(
        county.body, post="group_head", name="演示甲", title="县长", phone="13900000000", on=EARLIER, by=SYSTEM, at=NOW
    )

    pages = [shown(county, f"bodies/{county.body.pk}/{query}") for query in ("", "?format=json", "?format=csv")]

    assert "0999-1234567" in pages[0]
    assert "演示甲" in pages[0]
    assert not any("13900000000" in page for page in pages)


def test_merged_body_says_who_carries_on(county: County) -> None:
    old, new = entered(county.body, "演示旧局"), entered(county.body, "演示新局")
    services.merge_bodies(bodies=[old], into=new, on=EARLIER, reason="机构改革", by=SYSTEM, at=NOW)

    assert "演示新局" in shown(county, f"bodies/{old.pk}/")
    assert "演示旧局" not in shown(county, "bodies/")


def test_file_holds_the_same_rows_as_the_page(county: County) -> None:
    entered(county.body, "演示局")

    rows = json.loads(shown(county, "bodies/?format=json"))["items"]
    lines = shown(county, "bodies/?format=csv").splitlines()

    assert [row["name"] for row in rows] == ["示范县", "演示局"]
    assert len(lines) == 3


def test_body_of_another_government_is_not_found(county: County) -> None:
    stranger = County("other", "另县").department

    assert county.client().get(county.url(f"bodies/{stranger.pk}/")).status_code == 404


def test_tree_of_many_asks_the_database_no_more_often(county: County) -> None:
    assert county.government
    township = entered(county.body, "第1乡", "township")
    entered(township, "第0村", "village")
    with CaptureQueriesContext(connection) as short:
        shown(county, "bodies/")
    for number in range(1, 20):
        entered(township, f"第{number}村", "village")
    with CaptureQueriesContext(connection) as long:
        shown(county, "bodies/")

    assert len(long) == len(short)
