"""Several governments in one installation: addresses, hosts, and who supervises disclosure in each."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from gongkai.apps.bodies import selectors, services
from gongkai.apps.bodies.models import Government
from gongkai.apps.bodies.register import register_on
from gongkai.apps.bodies.services.governments import RESERVED_SLUGS
from gongkai.apps.core.actors import SYSTEM
from gongkai.errors import InvalidInput
from tests.apps.bodies.test_tree import EARLIER, entered
from tests.apps.builders import NOW, TODAY, County

DAY = date(2026, 3, 3)


@pytest.mark.parametrize("slug", ["", "Desk", "api", "a b", "-x", "示范", "x" * 41, "a/b"])
def test_slug_that_cannot_be_an_address_is_refused(county: County, slug: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        services.open_government(county.body, slug=slug, by=SYSTEM, at=NOW)

    assert refused.value.where == "slug"


def test_no_government_can_hide_an_address_of_the_installation() -> None:
    first_parts = {part for pattern in get_resolver().url_patterns for part in _first_parts(pattern)}

    could_be_slugs = {part for part in first_parts if re.fullmatch(r"[a-z0-9-]+", part)}

    assert could_be_slugs - RESERVED_SLUGS == set()


def _first_parts(pattern: URLPattern | URLResolver, before: str = "") -> set[str]:
    address = before + str(pattern.pattern)
    if "/" in address:
        return {address.split("/")[0]}
    return (
        {part for one in pattern.url_patterns for part in _first_parts(one, address)}
        if isinstance(pattern, URLResolver)
        else set()
    )


def test_former_address_leads_on_to_the_new_one(county: County) -> None:
    services.rename_government(county.government, slug="shifan-new", by=SYSTEM, at=NOW)

    assert selectors.government_by_slug("shifan") is None
    assert selectors.slug_after("shifan") == "shifan-new"


def test_government_may_take_its_former_address_back(county: County) -> None:
    services.rename_government(county.government, slug="shifan-new", by=SYSTEM, at=NOW)
    services.rename_government(county.government, slug="shifan", by=SYSTEM, at=NOW)

    assert selectors.slug_after("shifan") is None
    assert selectors.slug_after("shifan-new") == "shifan"


def test_former_address_of_another_government_is_not_given_out(county: County) -> None:
    services.rename_government(county.government, slug="shifan-new", by=SYSTEM, at=NOW)

    with pytest.raises(InvalidInput) as refused:
        services.open_government(County("other", "另县").body, slug="shifan", by=SYSTEM, at=NOW)

    assert refused.value.code == "slug-taken"


def test_two_governments_do_not_share_a_host(county: County) -> None:
    services.add_host(county.government, host="WWW.Shifan.example", by=SYSTEM, at=NOW)

    with pytest.raises(InvalidInput) as refused:
        services.add_host(County("other", "另县").government, host="www.shifan.example.", by=SYSTEM, at=NOW)

    assert (refused.value.code, refused.value.where) == ("host-taken", "host")
    assert selectors.government_at("www.shifan.EXAMPLE", "") == (county.government, True)


@pytest.mark.parametrize("host", ["", "https://a.example", "a.example:80", "a_b.example", "*.example", "a..b", "a/b"])
def test_what_is_no_host_name_is_refused(county: County, host: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        services.add_host(county.government, host=host, by=SYSTEM, at=NOW)

    assert refused.value.code == "host-form"


def test_removed_host_may_be_given_to_another(county: County) -> None:
    entry = services.add_host(county.government, host="gk.example", by=SYSTEM, at=NOW)
    services.remove_host(entry, by=SYSTEM, at=NOW)
    other = County("other", "另县").government

    services.add_host(other, host="gk.example", by=SYSTEM, at=NOW)

    assert selectors.government_at("gk.example", "") == (other, True)


def test_host_name_goes_before_the_first_part_of_the_path(county: County) -> None:
    other = County("other", "另县").government
    for host in ("gk.example", "www.gk.example"):
        services.add_host(county.government, host=host, by=SYSTEM, at=NOW)

    assert selectors.government_at("gk.example", "other") == (county.government, True)
    assert selectors.government_at("elsewhere.example", "other") == (other, False)
    assert selectors.government_at("elsewhere.example", "shifan") == (county.government, False)
    assert selectors.government_at("elsewhere.example", "") == (None, False)


def test_department_is_no_government(county: County) -> None:
    with pytest.raises(InvalidInput) as refused:
        services.open_government(county.department, slug="bureau", by=SYSTEM, at=NOW)

    assert refused.value.code == "not-a-government"


def test_exactly_one_office_supervises_on_any_day(county: County) -> None:
    first, second = entered(county.body, "演示政府办"), entered(county.body, "演示信息中心")
    services.designate_supervising_office(county.government, office=first, on=EARLIER, by=SYSTEM, at=NOW)
    services.designate_supervising_office(county.government, office=second, on=TODAY, by=SYSTEM, at=NOW)

    days = (date(1990, 1, 1), date(2025, 4, 30), EARLIER, DAY, TODAY, date(2090, 1, 1))
    offices = [selectors.supervising_office_on(county.government, day).office for day in days]

    assert offices == [county.body, county.body, first, first, second, second]


def test_office_of_another_government_does_not_supervise(county: County) -> None:
    stranger = County("other", "另县").department

    with pytest.raises(InvalidInput) as refused:
        services.designate_supervising_office(county.government, office=stranger, on=TODAY, by=SYSTEM, at=NOW)

    assert refused.value.code == "office-outside"


def test_county_inside_a_city_sees_only_its_own(db: None) -> None:  # noqa: ARG001
    city = entered(None, "演示市", "city")
    bureau = entered(city, "演示市局")
    county = entered(city, "演示县", "county")
    village = entered(entered(county, "第1乡", "township"), "第1村", "village")
    governments: list[Government] = [
        services.open_government(body, slug=slug, by=SYSTEM, at=NOW) for body, slug in ((city, "shi"), (county, "xian"))
    ]

    seen = [{standing.body for standing in register_on(one, TODAY)} for one in governments]

    assert seen[0] == {city, bureau, county}
    assert village in seen[1]
    assert bureau not in seen[1]
    assert city not in seen[1]


def test_old_address_is_answered_with_the_new_one(county: County) -> None:
    services.rename_government(county.government, slug="shifan-new", by=SYSTEM, at=NOW)

    answer = county.client().get("/shifan/publications/?page=2")

    assert (answer.status_code, answer.headers["Location"]) == (308, "/shifan-new/publications/?page=2")
