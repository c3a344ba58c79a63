"""The frame of a desk page: whose desks one may go to, and what it costs."""

from __future__ import annotations

import pytest

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import places_of
from gongkai.apps.accounts.services import grant_role, withdraw_role
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.services import add_host, open_government, register_body
from gongkai.apps.core.actors import SYSTEM
from tests.apps.builders import NOW, TODAY, County


def give(user: User, body: PublicBody, *, covers_members: bool = False) -> None:
    grant_role(user, role="clerk", body=body, by=SYSTEM, at=NOW, valid_from=TODAY, covers_members=covers_members)


def slugs(user: User) -> set[str]:
    return {place.slug for place in places_of(user, TODAY)}


@pytest.fixture
def city(county: County) -> County:
    """A city with two counties, beside the county of the test."""
    over = County("shi", "示范市")
    over.body = register_body(kind="city", name="示范市", parent=None, by=SYSTEM, at=NOW)
    assert over.government
    assert county.government
    for slug in ("dong", "xi"):
        inside = register_body(kind="county", name=f"{slug}县", parent=over.body, by=SYSTEM, at=NOW)
        open_government(inside, slug=slug, is_demo=True, by=SYSTEM, at=NOW)
    return over


def test_role_in_a_city_leads_to_its_counties_only_when_it_covers_members(county: County, city: County) -> None:
    narrow, wide = county.person("first_reviewer"), county.person("publisher")
    give(narrow, city.body)
    give(wide, city.body, covers_members=True)

    assert slugs(narrow) == {"shifan", "shi"}
    assert slugs(wide) == {"shifan", "shi", "dong", "xi"}


def test_role_in_a_department_leads_to_the_desk_of_every_government_above(county: County, city: County) -> None:
    user, inside = county.person("publisher"), city.body.members.get(name="dong县")
    give(user, register_body(kind="department", name="dong县教育局", parent=inside, by=SYSTEM, at=NOW))

    assert slugs(user) == {"shifan", "shi", "dong"}


def test_desks_one_may_go_to_are_named_once_each_by_their_first_host(county: County, city: County) -> None:
    give(county.person("clerk"), city.body)
    for host in ("gk.shi.example", "www.shi.example"):
        add_host(city.government, host=host, by=SYSTEM, at=NOW)

    page = county.client("clerk").get(county.url("desk/")).content.decode()

    assert page.count('href="//gk.shi.example/desk/"') == 1
    assert "www.shi.example" not in page


def test_withdrawn_role_closes_the_next_page(county: County) -> None:
    client, user = county.client("clerk"), county.person("clerk")
    give(user, county.department)
    address = county.url("desk/publications/")
    assert client.get(address).status_code == 200

    for grant in user.grants.all():
        withdraw_role(grant, by=SYSTEM, at=NOW)

    assert client.get(address).status_code == 403
