"""What the audit log keeps of signing in and out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.apps.accounts.lockout import forget_failures, name_digest
from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.services.authority import check_keeps
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.core.actors import PUBLIC, Actor


@transaction.atomic
def record_sign_in(user: User, *, way: str, at: datetime) -> None:
    """way  password, or identity for the sign-in service"""
    audit.record("accounts.sign_in", by=user.actor, at=at, subject=user, body_id=user.home_id, facts={"way": way})


@transaction.atomic
def record_sign_out(user: User, *, at: datetime, why: str = "asked") -> None:
    """why  asked, idle, or over"""
    audit.record("accounts.sign_out", by=user.actor, at=at, subject=user, body_id=user.home_id, facts={"why": why})


@transaction.atomic
def record_failure(*, typed: str | None, way: str, at: datetime, body: PublicBody | None, locks: bool = False) -> None:
    """Somebody failed to sign in. Of the name they typed a keyed digest is kept.

    body   the government at whose address it was tried
    locks  this failure locked the name or the address
    """
    facts: dict[str, audit.Fact] = {"way": way}
    if typed:
        facts["name_digest"] = name_digest(typed)
    user = User.objects.filter(username=typed).first() if typed else None
    home = user.home if user is not None and user.home is not None else body
    for act in ("accounts.fail_sign_in", *(["accounts.lock"] if locks else [])):
        audit.record(act, by=PUBLIC, at=at, subject=user, body_id=home.pk if home else None, facts=facts)


@transaction.atomic
def unlock_account(user: User, *, by: Actor, at: datetime) -> None:
    """Let a person try again before the lock has run out."""
    check_keeps(by, user, at=at)
    forget_failures(name=name_digest(user.username))
    audit.record("accounts.unlock", by=by, at=at, subject=user, body_id=user.home_id)
