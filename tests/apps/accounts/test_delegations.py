"""Standing in for somebody who is away."""

from __future__ import annotations

from datetime import date, timedelta

from gongkai.apps.accounts.models import Delegation, User
from gongkai.apps.accounts.selectors import bodies_of, delegations_visible_to, mandate_for, roles_in
from gongkai.apps.accounts.services import disable_account, end_delegation, give_delegation, grant_role
from gongkai.apps.core.actors import SYSTEM
from gongkai.errors import InvalidInput, MoveRefused, NotPermitted
from tests.apps.builders import NOW, TODAY, County
from tests.apps.refusals import refused

WEEK = TODAY + timedelta(days=7)


def stand_in(county: County, giver: User, taker: User, by: User | None = None, **more: object) -> Delegation:
    given = {"body": county.body, "valid_from": TODAY, "valid_to": WEEK, "reason": "出差", **more}
    return give_delegation(giver=giver, taker=taker, by=(by or giver).actor, at=NOW, **given)  # type: ignore[arg-type]


def test_taker_uses_the_roles_of_the_giver_on_those_days(county: County) -> None:
    reviewer, clerk = county.person("first_reviewer"), county.person("clerk")

    stand_in(county, reviewer, clerk)

    days = [TODAY - timedelta(days=1), TODAY, WEEK, WEEK + timedelta(days=1)]
    assert ["first_reviewer" in roles_in(clerk, county.body, day) for day in days] == [False, True, True, False]


def test_giver_keeps_their_roles(county: County) -> None:
    reviewer = county.person("first_reviewer")

    stand_in(county, reviewer, county.person("clerk"))

    assert roles_in(reviewer, county.body, TODAY) == {"first_reviewer"}


def test_mandate_tells_for_whom_somebody_acts(county: County) -> None:
    reviewer, clerk = county.person("first_reviewer"), county.person("clerk")
    stand_in(county, reviewer, clerk)

    borrowed = mandate_for(clerk, "first_reviewer", county.body, TODAY)
    own = mandate_for(clerk, "clerk", county.body, TODAY)

    assert borrowed is not None
    assert borrowed.on_behalf_of == reviewer.pk
    assert own is not None
    assert own.on_behalf_of is None


def test_own_grant_is_used_before_a_delegated_one(county: County) -> None:
    reviewer, clerk = county.person("first_reviewer"), county.person("clerk")
    stand_in(county, reviewer, clerk)
    own = grant_role(clerk, role="first_reviewer", body=county.body, by=SYSTEM, at=NOW, valid_from=TODAY)

    mandate = mandate_for(clerk, "first_reviewer", county.body, TODAY)

    assert mandate is not None
    assert (mandate.grant_id, mandate.on_behalf_of) == (own.pk, None)


def test_delegation_holds_in_its_body_alone(county: County) -> None:
    reviewer, clerk = county.person("first_reviewer"), county.person("clerk")
    grant_role(reviewer, role="first_reviewer", body=county.department, by=SYSTEM, at=NOW, valid_from=TODAY)

    stand_in(county, reviewer, clerk)

    assert "first_reviewer" not in roles_in(clerk, county.department, TODAY)


def test_delegation_ends_early_and_at_once(county: County) -> None:
    reviewer, clerk = county.person("first_reviewer"), county.person("clerk")
    delegation = stand_in(county, reviewer, clerk)

    end_delegation(delegation, by=reviewer.actor, at=NOW)

    assert "first_reviewer" not in roles_in(clerk, county.body, TODAY)


def test_taker_may_hand_back(county: County) -> None:
    clerk = county.person("clerk")
    delegation = stand_in(county, county.person("first_reviewer"), clerk)

    end_delegation(delegation, by=clerk.actor, at=NOW)

    assert roles_in(clerk, county.body, TODAY) == {"clerk"}


def test_somebody_else_does_not_end_it(county: County) -> None:
    delegation = stand_in(county, county.person("first_reviewer"), county.person("clerk"))

    with refused(NotPermitted, "out-of-reach"):
        end_delegation(delegation, by=county.person("publisher").actor, at=NOW)


def test_delegation_that_is_over_is_not_ended_again(county: County) -> None:
    reviewer = county.person("first_reviewer")
    delegation = stand_in(county, reviewer, county.person("clerk"))
    end_delegation(delegation, by=reviewer.actor, at=NOW)

    with refused(MoveRefused, "delegation-over"):
        end_delegation(delegation, by=reviewer.actor, at=NOW)


def test_delegate_cannot_delegate_on(county: County) -> None:
    reviewer, clerk, publisher = (county.person(role) for role in ("first_reviewer", "clerk", "publisher"))
    stand_in(county, reviewer, clerk)

    stand_in(county, clerk, publisher)

    assert roles_in(publisher, county.body, TODAY) == {"publisher", "clerk"}


def test_who_holds_nothing_has_nothing_to_delegate(county: County) -> None:
    reviewer, handler = county.person("first_reviewer"), county.person("handler", county.department)
    stand_in(county, reviewer, handler)

    with refused(MoveRefused, "delegation-nothing"):
        stand_in(county, handler, county.person("clerk"))


def test_offices_of_control_are_not_delegated(county: County) -> None:
    with refused(MoveRefused, "delegation-nothing"):
        stand_in(county, county.person("auditor"), county.person("clerk"))


def test_who_controls_stands_in_for_nobody(county: County) -> None:
    with refused(MoveRefused, "delegation-duties-apart"):
        stand_in(county, county.person("clerk"), county.person("auditor"))


def test_who_stands_in_is_given_no_office_of_control(county: County) -> None:
    handler = county.person("handler", county.department)
    stand_in(county, county.person("clerk"), handler)
    handler.grants.update(valid_to=date(2025, 12, 31))

    with refused(MoveRefused, "duties-apart"):
        grant_role(handler, role="auditor", body=county.body, by=SYSTEM, at=NOW, valid_from=TODAY)


def test_nobody_takes_a_role_by_delegating_it_to_themselves(county: County) -> None:
    reviewer, clerk = county.person("first_reviewer"), county.person("clerk")

    with refused(NotPermitted, "out-of-reach"):
        stand_in(county, reviewer, clerk, by=clerk)


def test_security_administrator_delegates_for_somebody_who_fell_ill(county: County) -> None:
    clerk = county.person("clerk")

    stand_in(county, county.person("first_reviewer"), clerk, by=county.person("security_admin"))

    assert "first_reviewer" in roles_in(clerk, county.body, TODAY)


def test_security_administrator_does_not_delegate_to_themselves(county: County) -> None:
    admin = county.person("security_admin")

    with refused(NotPermitted, "own-rights"):
        stand_in(county, county.person("clerk"), admin, by=admin)


def test_stranger_does_not_stand_in(county: County) -> None:
    other = County(slug="lin", name="邻县")

    with refused(InvalidInput, "delegation-stranger"):
        stand_in(county, county.person("clerk"), other.person("clerk"))


def test_delegation_does_not_reach_back(county: County) -> None:
    with refused(InvalidInput, "delegation-past"):
        stand_in(county, county.person("clerk"), county.person("publisher"), valid_from=TODAY - timedelta(days=1))


def test_same_delegation_is_not_given_twice(county: County) -> None:
    giver, taker = county.person("clerk"), county.person("publisher")
    stand_in(county, giver, taker)

    with refused(InvalidInput, "delegation-held"):
        stand_in(county, giver, taker)


def test_delegation_falls_with_the_account_of_the_giver(county: County) -> None:
    reviewer, clerk = county.person("first_reviewer"), county.person("clerk")
    stand_in(county, reviewer, clerk)

    disable_account(reviewer, by=SYSTEM, at=NOW)

    assert roles_in(clerk, county.body, TODAY) == {"clerk"}


def test_delegate_sees_the_bodies_of_the_giver(county: County) -> None:
    clerk = county.person("clerk", county.department)

    stand_in(county, county.person("first_reviewer"), clerk)

    assert county.body in bodies_of(clerk, TODAY, roles=["first_reviewer"])


def test_delegations_are_seen_by_both_sides_and_the_administrator(county: County) -> None:
    giver, taker = county.person("clerk"), county.person("publisher")
    stand_in(county, giver, taker)

    seen = {
        role: delegations_visible_to(county.person(role), TODAY).exists()
        for role in ("clerk", "publisher", "security_admin", "first_reviewer", "auditor")
    }

    assert seen == {"clerk": True, "publisher": True, "security_admin": True, "first_reviewer": False, "auditor": False}
