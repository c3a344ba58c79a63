"""The pages to look at: every route, every role, and what is of no route."""

from __future__ import annotations

import pytest
from django.test import Client

from gongkai.apps.accounts.roles import ROLES
from tests.apps.builders import HOST, County
from tests.faces.routes import all_routes, pages, unknown_routes, unshown_routes
from tests.faces.world import NAMES, World
from tools.shots import LANGUAGES, WIDTHS, is_examined

pytestmark = pytest.mark.xdist_group("world")


@pytest.fixture
def full(built: World, db: None) -> County:  # noqa: ARG001
    return built.full


def test_world_has_a_person_of_every_role() -> None:
    assert set(NAMES) == set(ROLES)


def test_every_route_is_known() -> None:
    assert unknown_routes() == []


def test_full_county_has_something_to_show_of_every_route(full: County) -> None:
    assert unshown_routes(full) == []


def test_route_without_a_thing_to_show_is_named(built: World, full: County) -> None:  # noqa: ARG001
    named = unshown_routes(built.empty)

    assert "desk:publication" in named
    assert set(named) <= {route for route, _takes in all_routes()}


def test_today_is_looked_at_by_every_role(full: County) -> None:
    (today,) = [page for page in pages(full) if page.route == "desk:today"]

    assert today.roles == frozenset(ROLES)


@pytest.mark.parametrize("route", ["governments", "not found", "not permitted"])
def test_page_of_no_route_answers_as_it_says(full: County, route: str) -> None:
    found = [page for page in pages(full) if page.route == route]

    for page in found:
        client = full.client("clerk") if page.roles else Client(HTTP_HOST=HOST)
        assert client.get(page.address).status_code == page.status
    assert found


def test_list_of_governments_names_the_county(full: County) -> None:
    assert full.name in Client(HTTP_HOST=HOST).get("/").content.decode()


def test_axe_examines_every_width_in_the_first_language() -> None:
    first, *others = LANGUAGES

    assert all(is_examined(width, first) for width in WIDTHS)
    assert [[width for width in WIDTHS if is_examined(width, one)] for one in others] == [[1440, 390]] * len(others)
