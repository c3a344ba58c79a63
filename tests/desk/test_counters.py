"""The numbers of the rail are those of the areas themselves, for what a person holds now."""

from __future__ import annotations

from pytest_django import DjangoAssertNumQueries

from gongkai.apps.accounts.services import grant_role
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.disclosure import services
from gongkai.desk.areas import AREAS
from gongkai.desk.counters import numbers_waiting
from gongkai.desk.lists import Viewer
from tests.apps.builders import NOW, TODAY, County

WAITING = {area.route: area.waiting for area in AREAS if area.waiting}


def draft(county: County) -> None:
    services.draft_publication(body=county.body, title="通知", body_html="<p>文</p>", by=county.person("clerk"), at=NOW)


def test_one_query_tells_what_each_area_would(
    county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draft(county)
    viewer = Viewer(county.person("clerk"), TODAY, county.body.path)
    alone = {route: rows(viewer).count() for route, rows in WAITING.items()}
    numbers_waiting(viewer, WAITING)

    with django_assert_num_queries(3):  # what the person holds, what others lend, and the numbers
        found = numbers_waiting(viewer, WAITING)

    assert found == alone
    assert found["desk:publication_list"] == 1


def test_number_follows_the_records_and_the_grants(county: County) -> None:
    viewer = Viewer(county.person("handler"), TODAY, county.body.path)
    before = numbers_waiting(viewer, WAITING)["desk:publication_list"]
    draft(county)

    grant_role(viewer.user, role="clerk", body=county.body, by=SYSTEM, at=NOW, valid_from=TODAY)
    granted = numbers_waiting(viewer, WAITING)["desk:publication_list"]
    draft(county)

    assert (before, granted, numbers_waiting(viewer, WAITING)["desk:publication_list"]) == (0, 1, 2)
