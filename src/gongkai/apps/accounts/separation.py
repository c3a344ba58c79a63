"""Duties that should be apart and are not: granted before separation was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from gongkai.apps.accounts.models import Delegation, RoleGrant, User
from gongkai.apps.accounts.roles import CONTROL, ROLES
from gongkai.bilingual import Text

STANDS_IN = Text("代办业务", "Stands in for disclosure work")


@dataclass(frozen=True, slots=True)
class Meeting:
    """One person with an office of control and another office that may not go with it."""

    user: User
    control: Text
    other: Text


def duties_that_meet(day: date) -> Iterator[Meeting]:
    """Every pair of offices that meets in one person on that day or a later one, by person; each pair once."""
    grants = RoleGrant.objects.holding_within(day, None).filter(user__is_active=True).select_related("user")
    for _user_id, held in groupby(grants.order_by("user_id", "pk"), key=lambda grant: grant.user_id):
        yield from _meetings(list(held), day)


def _meetings(held: list[RoleGrant], day: date) -> Iterator[Meeting]:
    order, user = list(ROLES), held[0].user
    pairs = {
        (one.role, other.role)
        for one in held
        for other in held
        if one.role in CONTROL
        and one.role != other.role
        and (other.role not in CONTROL or order.index(one.role) < order.index(other.role))
        and _last(one) >= other.valid_from
        and _last(other) >= one.valid_from
    }
    for control, other in sorted(pairs, key=lambda pair: [order.index(role) for role in pair]):
        yield Meeting(user, ROLES[control].label, ROLES[other].label)
    taken = list(Delegation.objects.not_ended_on(day).filter(taker=user))
    for role in order:
        spans = [one for one in held if one.role == role and role in CONTROL]
        if any(one.valid_from <= span.valid_to and _last(one) >= span.valid_from for one in spans for span in taken):
            yield Meeting(user, ROLES[role].label, STANDS_IN)


def _last(grant: RoleGrant) -> date:
    """The last day on which a grant holds."""
    ends = [grant.valid_to or date.max]
    if grant.withdrawn_on is not None:
        ends.append(grant.withdrawn_on - timedelta(days=1))
    return min(ends)
