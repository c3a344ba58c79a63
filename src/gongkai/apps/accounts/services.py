"""Acts on accounts and roles."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from gongkai.apps.accounts.models import RoleGrant, User
from gongkai.apps.accounts.roles import ROLES
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput


@transaction.atomic
def open_account(*, username: str, name: str, password: str | None, by: Actor, at: datetime) -> User:
    """A new account, without roles."""
    user = User(username=username, name=name)
    user.set_password(password)
    user.full_clean()
    user.save()
    audit.record("accounts.open", by=by, at=at, subject=user)
    return user


@transaction.atomic
def grant_role(
    user: User,
    *,
    role: str,
    body: PublicBody,
    by: Actor,
    at: datetime,
    valid_from: date,
    covers_members: bool = False,
) -> RoleGrant:
    """Give a person a role in a body. Raises InvalidInput for a role that does not exist."""
    if role not in ROLES:
        raise InvalidInput("unknown-role", Text(f"没有“{role}”这一角色。", f"There is no role {role!r}."))
    grant = RoleGrant(user=user, role=role, public_body=body, valid_from=valid_from, covers_members=covers_members)
    grant.full_clean()
    grant.save()
    audit.record(
        "accounts.grant_role", by=by, at=at, subject=user, body_id=body.pk, facts={"role": role, "grant": grant.pk}
    )
    return grant
