"""Who may pass a route: the permission table is data, and every face is held to it in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model
from django.http import HttpRequest

from gongkai.apps.accounts.models import User
from gongkai.apps.bodies.models import Government

Find = Callable[..., Model | None]


@dataclass(frozen=True, slots=True)
class Door:
    """The rule of one route.

    audience  everybody, anybody signed in, or people with a role
    roles     for "roles": one of these is needed, in the body of the object or, on a list, in any body
    find      (user, day, route arguments) -> the object, or None where this person may not see it (404)
    """

    audience: str
    roles: frozenset[str] = frozenset()
    find: Find | None = None


def public() -> Door:
    return Door("public")


def signed_in(find: Find | None = None) -> Door:
    return Door("signed_in", find=find)


def staff(*roles: str, find: Find | None = None) -> Door:
    return Door("roles", frozenset(roles), find)


class PublicRequest(HttpRequest):
    """A request as the views of the portal get it."""

    government: Government
    now: datetime
    today: date


class StaffRequest(PublicRequest):
    """A request that has passed a staff door.

    subject  what `find` of the door returned
    """

    user: User
    subject: Model
