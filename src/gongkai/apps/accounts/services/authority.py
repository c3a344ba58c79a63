"""Who may administer what: checks that every act on accounts and roles makes first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.apps.accounts.models import RoleGrant, User
from gongkai.apps.accounts.selectors import grants_on, keeps
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.actors import Actor
from gongkai.bilingual import Text
from gongkai.errors import MoveRefused, NotPermitted

UNASKED = ("system", "import")
"""Actors that no person at a desk can be: the shell of the machine, the schedule, an import."""


def check_administers(by: Actor, body: PublicBody, *, at: datetime, covers_members: bool = False) -> None:
    """Raises NotPermitted unless this is a security administrator of the body, and of those below when they count."""
    if by.kind in UNASKED:
        return
    for grant in _own_grants(by, localdate(at)):
        if grant.reaches(body) and (grant.covers_members or not covers_members):
            return
    raise NotPermitted(
        "out-of-reach",
        Text("只有该单位的安全管理员可以办理。", "Only a security administrator of that body may do this."),
    )


def check_keeps(by: Actor, user: User, *, at: datetime) -> None:
    """Raises NotPermitted unless this security administrator keeps the account; nobody keeps their own."""
    if by.kind in UNASKED:
        return
    check_not_own(by, user)
    admin = _person(by)
    if admin is None or not keeps(admin, user, localdate(at)):
        words = Text(
            "只有账号所属单位的安全管理员可以办理。", "Only a security administrator of its own body keeps an account."
        )
        raise NotPermitted("account-elsewhere", words)


def check_not_own(by: Actor, user: User) -> None:
    """Raises NotPermitted when a person acts on their own rights."""
    if by.kind == "staff" and by.id == user.pk:
        words = Text(
            "不能给自己授权，也不能管理自己的账号。", "Nobody widens their own rights or keeps their own account."
        )
        raise NotPermitted("own-rights", words)


def check_administrator_remains(ending: Iterable[RoleGrant], *, day: date) -> None:
    """Raises MoveRefused when a body would be left without a security administrator that stays.

    The grants of all security administrators are locked first, so that two of them cannot remove each other at once.
    """
    administrators = list(
        RoleGrant.objects.filter(role="security_admin")
        .holding_within(day, None)
        .select_related("user", "public_body")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    gone = {grant.pk for grant in ending}
    for lost in administrators:
        if lost.pk not in gone:
            continue
        if not any(_stays(grant, day) and grant.pk not in gone and _serves(grant, lost) for grant in administrators):
            words = Text(
                "这是{body}最后一名安全管理员，不能撤销。", "This is the last security administrator of {body}."
            ).format(body=lost.public_body.name)
            hint = Text("请先任命另一名安全管理员。", "Appoint another one first.")
            raise MoveRefused("last-security-admin", words, hint=hint)


def _own_grants(by: Actor, day: date) -> list[RoleGrant]:
    admin = _person(by)
    return [] if admin is None else [grant for grant in grants_on(admin, day) if grant.role == "security_admin"]


def _stays(grant: RoleGrant, day: date) -> bool:
    is_open = grant.valid_to is None and grant.withdrawn_on is None
    return grant.user.is_active and is_open and grant.valid_from <= day


def _serves(grant: RoleGrant, lost: RoleGrant) -> bool:
    return grant.reaches(lost.public_body) and (grant.covers_members or not lost.covers_members)


def _person(by: Actor) -> User | None:
    return User.objects.filter(pk=by.id, is_active=True).first() if by.kind == "staff" and by.id is not None else None
