"""Giving roles and taking them back: by whom, to whom, and what must stay apart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries, Settings

from gongkai.apps.accounts.models import RoleGrant, User
from gongkai.apps.accounts.selectors import keep_grants, roles_anywhere, roles_in, roles_under, users_visible_to
from gongkai.apps.accounts.services import disable_account, enable_account, grant_role, open_account, withdraw_role
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.actors import PUBLIC, SYSTEM
from gongkai.apps.core.models import AuditEntry
from gongkai.errors import InvalidInput, MoveRefused, NotPermitted
from tests.apps.builders import NOW, PASSWORD, TODAY, County
from tests.apps.refusals import refused

CONTROL = ("auditor", "security_admin", "operator")


def colleague(county: County, name: str = "wang", home: PublicBody | None = None) -> User:
    return open_account(username=name, name="王某", password=PASSWORD, home=home or county.body, by=SYSTEM, at=NOW)


def administrator(county: County) -> User:
    return county.person("security_admin", covers_members=True)


def give(user: User, role: str, body: PublicBody, by: User | None = None, **more: object) -> RoleGrant:
    actor = by.actor if by else SYSTEM
    given = {"valid_from": TODAY, **more}
    return grant_role(user, role=role, body=body, by=actor, at=NOW, **given)  # type: ignore[arg-type]


def test_security_administrator_gives_a_role_in_a_body_below(county: County) -> None:
    wang = colleague(county)

    give(wang, "clerk", county.department, by=administrator(county))

    assert roles_in(wang, county.department, TODAY) == {"clerk"}


def test_role_reaches_bodies_below_only_when_it_covers_members(county: County) -> None:
    narrow, wide = colleague(county, "narrow"), colleague(county, "wide")
    give(narrow, "superior", county.body)

    give(wide, "superior", county.body, covers_members=True)

    assert not roles_in(narrow, county.department, TODAY)
    assert roles_in(wide, county.department, TODAY) == {"superior"}


def test_role_holds_from_its_first_to_its_last_day(county: County) -> None:
    wang, last = colleague(county), TODAY + timedelta(days=3)
    give(wang, "clerk", county.body, valid_to=last)

    held = [bool(roles_in(wang, county.body, TODAY + timedelta(days=days))) for days in (-1, 0, 3, 4)]

    assert held == [False, True, True, False]


def test_withdrawn_role_is_gone_on_the_same_day(county: County) -> None:
    wang = colleague(county)
    grant = give(wang, "clerk", county.body)

    withdraw_role(grant, by=administrator(county).actor, at=NOW)

    assert not roles_in(wang, county.body, TODAY)


def test_grants_that_are_kept_are_asked_once_a_day(
    county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    wang, tomorrow = colleague(county), TODAY + timedelta(days=1)
    give(wang, "clerk", county.body, valid_to=TODAY)
    keep_grants(wang)
    bodies = (county.body, county.department)

    with django_assert_num_queries(4):  # grants and delegations, for each of two days
        asked = [roles_in(wang, body, day) for day in (TODAY, tomorrow) for body in bodies]
        assert roles_anywhere(wang, TODAY) == roles_under(wang, county.body, TODAY) == {"clerk"}

    assert asked == [{"clerk"}, frozenset(), frozenset(), frozenset()]


def test_grants_are_asked_anew_where_nobody_keeps_them(county: County) -> None:
    wang = colleague(county)
    grant = give(wang, "clerk", county.body)
    assert roles_in(wang, county.body, TODAY)

    withdraw_role(grant, by=administrator(county).actor, at=NOW)

    assert not roles_in(wang, county.body, TODAY)


def test_withdrawn_role_can_be_given_again(county: County) -> None:
    wang = colleague(county)
    withdraw_role(give(wang, "clerk", county.body), by=SYSTEM, at=NOW)

    give(wang, "clerk", county.body)

    assert roles_in(wang, county.body, TODAY) == {"clerk"}


def test_role_is_not_withdrawn_twice(county: County) -> None:
    grant = give(colleague(county), "clerk", county.body)
    withdraw_role(grant, by=SYSTEM, at=NOW)

    with refused(MoveRefused, "grant-over"):
        withdraw_role(grant, by=SYSTEM, at=NOW)


def test_role_is_not_given_twice_for_the_same_days(county: County) -> None:
    wang = colleague(county)
    give(wang, "clerk", county.body, valid_to=TODAY)

    with refused(InvalidInput, "grant-held"):
        give(wang, "clerk", county.body)


def test_nobody_but_a_security_administrator_gives_roles(county: County) -> None:
    wang = colleague(county)

    for actor in (county.person("office_head").actor, county.person("operator").actor, PUBLIC):
        with refused(NotPermitted, "out-of-reach"):
            grant_role(wang, role="clerk", body=county.body, by=actor, at=NOW, valid_from=TODAY)


def test_security_administrator_gives_nothing_above_their_body(county: County) -> None:
    admin = county.person("security_admin", county.department)

    with refused(NotPermitted, "out-of-reach"):
        give(colleague(county), "clerk", county.body, by=admin)


def test_security_administrator_of_one_body_gives_no_role_that_covers_members(county: County) -> None:
    admin = county.person("security_admin", county.department)

    with refused(NotPermitted, "out-of-reach"):
        give(colleague(county), "clerk", county.department, by=admin, covers_members=True)


def test_security_administrator_of_another_government_gives_nothing_here(county: County) -> None:
    other = County(slug="lin", name="邻县")

    with refused(NotPermitted, "out-of-reach"):
        give(colleague(county), "clerk", county.body, by=administrator(other))


def test_nobody_widens_their_own_rights(county: County) -> None:
    admin = administrator(county)

    with refused(NotPermitted, "own-rights"):
        give(admin, "clerk", county.body, by=admin)


def test_unknown_role_is_refused(county: County) -> None:
    with refused(InvalidInput, "unknown-role"):
        give(colleague(county), "emperor", county.body)


@pytest.mark.parametrize("role", CONTROL)
@pytest.mark.parametrize("other", [*CONTROL, "clerk", "superior"])
def test_offices_of_control_are_held_by_different_people(county: County, role: str, other: str) -> None:
    if role == other:
        return
    wang = colleague(county)
    give(wang, other, county.department)

    with refused(MoveRefused, "duties-apart"):
        give(wang, role, county.body)


def test_who_controls_is_given_no_business_role(county: County) -> None:
    with refused(MoveRefused, "duties-apart"):
        give(county.person("auditor"), "clerk", county.department)


def test_duties_are_kept_apart_on_coming_days_as_well(county: County) -> None:
    wang = colleague(county)
    give(wang, "clerk", county.body, valid_from=TODAY + timedelta(days=30))

    with refused(MoveRefused, "duties-apart"):
        give(wang, "auditor", county.body)


def test_former_clerk_may_become_auditor(county: County) -> None:
    wang = colleague(county)
    give(wang, "clerk", county.body, valid_from=date(2025, 1, 1), valid_to=TODAY - timedelta(days=1))

    give(wang, "auditor", county.body)

    assert roles_in(wang, county.body, TODAY) == {"auditor"}


def test_small_body_may_leave_duties_together(county: County, settings: Settings) -> None:
    settings.SEPARATE_DUTIES = False
    wang = colleague(county)
    give(wang, "clerk", county.body)

    give(wang, "auditor", county.body)

    assert roles_in(wang, county.body, TODAY) == {"clerk", "auditor"}


def test_last_security_administrator_is_not_withdrawn(county: County) -> None:
    grant = administrator(county).grants.get()

    with refused(MoveRefused, "last-security-admin"):
        withdraw_role(grant, by=SYSTEM, at=NOW)


def test_security_administrator_is_withdrawn_when_another_stays(county: County) -> None:
    first = administrator(county)
    give(colleague(county), "security_admin", county.body, covers_members=True)

    withdraw_role(first.grants.get(), by=SYSTEM, at=NOW)

    assert not roles_in(first, county.body, TODAY)


@pytest.mark.parametrize(
    "stand_in", [{"valid_to": date(2026, 12, 31)}, {"valid_from": date(2026, 5, 1)}, {"covers_members": False}]
)
def test_somebody_who_will_not_stay_does_not_count(county: County, stand_in: dict[str, object]) -> None:
    first = administrator(county)
    give(colleague(county), "security_admin", county.body, **{"covers_members": True, **stand_in})

    with refused(MoveRefused, "last-security-admin"):
        withdraw_role(first.grants.get(), by=SYSTEM, at=NOW)


def test_account_of_the_last_security_administrator_is_not_disabled(county: County) -> None:
    with refused(MoveRefused, "last-security-admin"):
        disable_account(administrator(county), by=SYSTEM, at=NOW)


def test_disabled_administrator_does_not_count_as_one_that_stays(county: County) -> None:
    first, second = administrator(county), colleague(county)
    give(second, "security_admin", county.body, covers_members=True)
    disable_account(second, by=first.actor, at=NOW)

    with refused(MoveRefused, "last-security-admin"):
        withdraw_role(first.grants.get(), by=SYSTEM, at=NOW)


def test_disabled_person_has_no_role(county: County) -> None:
    wang = colleague(county)
    give(wang, "clerk", county.body)

    disable_account(wang, by=administrator(county).actor, at=NOW)

    assert not roles_in(wang, county.body, TODAY)
    assert not roles_under(wang, county.body, TODAY)


def test_nobody_keeps_their_own_account(county: County) -> None:
    admin = administrator(county)

    for act in (disable_account, enable_account):
        with refused(NotPermitted, "own-rights"):
            act(admin, by=admin.actor, at=NOW)


def test_account_is_kept_by_its_own_body_alone(county: County) -> None:
    wang = colleague(county)
    give(wang, "clerk", county.department)

    with refused(NotPermitted, "account-elsewhere"):
        disable_account(wang, by=county.person("security_admin", county.department).actor, at=NOW)


def test_person_opens_accounts_only_in_a_body_they_administer(county: County) -> None:
    admin = county.person("security_admin", county.department)

    with refused(NotPermitted, "out-of-reach"):
        open_account(username="li", name="李某", password=None, home=county.body, by=admin.actor, at=NOW)


def test_account_opened_by_a_person_needs_a_home(county: County) -> None:
    with refused(InvalidInput, "home-missing"):
        open_account(username="li", name="李某", password=None, by=administrator(county).actor, at=NOW)


def test_user_names_that_differ_in_case_are_one(county: County) -> None:
    colleague(county, "wang")

    with pytest.raises(ValidationError, match="user_name_once_in_any_case"):
        colleague(county, "Wang")


def test_security_administrator_sees_people_of_their_bodies_only(county: County) -> None:
    other = County(slug="lin", name="邻县")
    here, there = colleague(county, "here", county.department), colleague(other, "there")

    seen = set(users_visible_to(administrator(county), TODAY))

    assert here in seen
    assert there not in seen


def test_clerk_sees_no_accounts(county: County) -> None:
    assert not users_visible_to(county.person("clerk"), TODAY).exists()


def test_every_act_on_roles_is_in_the_audit_log(county: County) -> None:
    admin, wang = administrator(county), colleague(county)

    withdraw_role(give(wang, "clerk", county.body, by=admin), by=admin.actor, at=NOW)

    acts = AuditEntry.objects.filter(actor_id=admin.pk, subject_id=wang.pk).order_by("id")
    assert [(entry.act, entry.facts["role"]) for entry in acts] == [
        ("accounts.grant_role", "clerk"),
        ("accounts.withdraw_role", "clerk"),
    ]


def test_roles_are_read_in_few_queries(county: County, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    wang = colleague(county)
    for role in ("clerk", "handler", "publisher"):
        give(wang, role, county.body)

    with django_assert_max_num_queries(2):
        roles_in(wang, county.body, TODAY)
