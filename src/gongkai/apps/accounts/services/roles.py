"""Giving roles and taking them back."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import Delegation, RoleGrant, User
from gongkai.apps.accounts.roles import BUSINESS, CONTROL, ROLES
from gongkai.apps.accounts.services.authority import (
    check_administers,
    check_administrator_remains,
    check_not_own,
)
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused


@transaction.atomic
def grant_role(
    user: User,
    *,
    role: str,
    body: PublicBody,
    by: Actor,
    at: datetime,
    valid_from: date,
    valid_to: date | None = None,
    covers_members: bool = False,
) -> RoleGrant:
    """Give a person a role in a body, from a day to a day.

    covers_members  also in the bodies below it
    raises          InvalidInput for a role that does not exist or is held already; NotPermitted to who does not
                    administer the body, or for oneself; MoveRefused where duties must be kept apart
    """
    if role not in ROLES:
        raise InvalidInput("unknown-role", Text(f"没有“{role}”这一角色。", f"There is no role {role!r}."))
    check_not_own(by, user)
    check_administers(by, body, at=at, covers_members=covers_members)
    User.objects.select_for_update().get(pk=user.pk)
    _check_not_held(user, role, body, valid_from, valid_to)
    check_duties_apart(user, role, valid_from, valid_to)
    grant = RoleGrant(
        user=user, role=role, public_body=body, valid_from=valid_from, valid_to=valid_to, covers_members=covers_members
    )
    grant.full_clean()
    grant.save()
    facts: dict[str, audit.Fact] = {"role": role, "grant": grant.pk, "covers_members": covers_members}
    audit.record("accounts.grant_role", by=by, at=at, subject=user, body_id=body.pk, facts=facts)
    return grant


@transaction.atomic
def withdraw_role(grant: RoleGrant, *, by: Actor, at: datetime) -> None:
    """Take a role back from this day on, at once.

    raises  MoveRefused for a grant that is over, or for the last security administrator
    """
    grant.refresh_from_db(from_queryset=RoleGrant.objects.select_for_update())
    day = localdate(at)
    check_administers(by, grant.public_body, at=at, covers_members=grant.covers_members)
    is_over = grant.withdrawn_on is not None or (grant.valid_to is not None and grant.valid_to < day)
    if is_over:
        raise MoveRefused("grant-over", Text("这项授权已经结束。", "This grant is over already."))
    if grant.role == "security_admin":
        check_administrator_remains([grant], day=day)
    grant.withdrawn_on = max(day, grant.valid_from)
    grant.full_clean()
    grant.save(update_fields=["withdrawn_on"])
    audit.record(
        "accounts.withdraw_role",
        by=by,
        at=at,
        subject=grant.user,
        body_id=grant.public_body_id,
        facts={"role": grant.role, "grant": grant.pk},
    )


def check_duties_apart(user: User, role: str, first: date, last: date | None) -> None:
    """Auditor, security administrator and operator are three people, and none of them does disclosure work.

    raises  MoveRefused when this role would meet another of theirs on any day, in whatever body
    """
    if not settings.SEPARATE_DUTIES:
        return
    held = set(RoleGrant.objects.filter(user=user).holding_within(first, last).values_list("role", flat=True))
    if role in CONTROL:
        clashing = held - {role}
        stands_in = Delegation.objects.not_ended_on(first).filter(taker=user)
        if stands_in.exists() if last is None else stands_in.filter(valid_from__lte=last).exists():
            clashing |= BUSINESS
    else:
        clashing = held & CONTROL
    if clashing:
        words = Text(
            "审计员、安全管理员、系统管理员须由三人分别担任，且不得兼任业务角色。",
            "Auditor, security administrator and operator must be three people, none of whom does disclosure work.",
        )
        raise MoveRefused("duties-apart", words, where=role)


def _check_not_held(user: User, role: str, body: PublicBody, first: date, last: date | None) -> None:
    if RoleGrant.objects.filter(user=user, role=role, public_body=body).holding_within(first, last).exists():
        words = Text("此人在这段时间里已有该单位的这一角色。", "This person holds that role in the body in that time.")
        raise InvalidInput("grant-held", words)
