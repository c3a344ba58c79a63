"""Offices that met in one person before they were to be apart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.apps.accounts.models import Delegation, RoleGrant, User
from gongkai.apps.accounts.separation import duties_that_meet
from tests.apps.builders import TODAY, County


def grant(county: County, user: User, role: str, *, first: date = TODAY, last: date | None = None) -> RoleGrant:
    return RoleGrant.objects.create(user=user, role=role, public_body=county.body, valid_from=first, valid_to=last)


def found() -> list[tuple[str, str, str]]:
    return [(one.user.name, one.control.en, one.other.en) for one in duties_that_meet(TODAY)]


def test_two_offices_of_control_are_named_once(county: County) -> None:
    grant(county, county.person("auditor"), "operator")

    assert found() == [("演示auditor", "Auditor", "Operator")]


def test_office_of_control_and_business_are_named(county: County) -> None:
    grant(county, county.person("clerk"), "security_admin")

    assert found() == [("演示clerk", "Security administrator", "Clerk")]


@pytest.mark.parametrize("role", ["publisher", "clerk"])
def test_business_roles_go_together(county: County, role: str) -> None:
    grant(county, county.person("handler"), role)

    assert found() == []


def test_offices_one_after_the_other_do_not_meet(county: County) -> None:
    user = county.person("clerk")
    RoleGrant.objects.filter(user=user).update(withdrawn_on=TODAY + timedelta(days=3))
    grant(county, user, "auditor", first=TODAY + timedelta(days=3))

    assert found() == []


def test_office_that_has_ended_meets_nothing(county: County) -> None:
    user = county.person("clerk")
    grant(county, user, "auditor", first=TODAY - timedelta(days=9), last=TODAY - timedelta(days=1))

    assert found() == []


def test_auditor_who_stands_in_for_work_is_named(county: County) -> None:
    days = {"valid_from": TODAY, "valid_to": TODAY + timedelta(days=5), "reason": "出差"}
    giver, taker = county.person("clerk"), county.person("auditor")
    Delegation.objects.create(giver=giver, taker=taker, public_body=county.body, **days)

    assert found() == [("演示auditor", "Auditor", "Stands in for disclosure work")]
