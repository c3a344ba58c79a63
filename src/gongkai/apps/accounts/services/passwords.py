"""Changing a password, and giving a new one to somebody who cannot."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from gongkai.apps.accounts.models import OldPassword, User
from gongkai.apps.accounts.services.authority import check_keeps
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor

KEPT = 5
TEMPORARY_BYTES = 12


@transaction.atomic
def change_password(user: User, *, new: str, at: datetime) -> None:
    """The person's own act; ends their other sessions. Raises ValidationError where the policy refuses it."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    validate_password(new, locked)
    _replace(user, new, at=at)
    user.must_change_password = False
    user.password_set_at = at
    user.save(update_fields=["password", "must_change_password", "password_set_at"])
    audit.record("accounts.change_password", by=user.actor, at=at, subject=user, body_id=user.home_id)


@transaction.atomic
def reset_password(user: User, *, by: Actor, at: datetime) -> str:
    """A password to be handed over once and changed at the next sign-in; ends all sessions of the person."""
    check_keeps(by, user, at=at)
    User.objects.select_for_update().get(pk=user.pk)
    temporary = secrets.token_urlsafe(TEMPORARY_BYTES)
    _replace(user, temporary, at=at)
    user.must_change_password = True
    user.password_set_at = at
    user.save(update_fields=["password", "must_change_password", "password_set_at"])
    audit.record("accounts.reset_password", by=by, at=at, subject=user, body_id=user.home_id)
    return temporary


def _replace(user: User, new: str, *, at: datetime) -> None:
    """Set the new hash and keep the old one among the last few."""
    if user.has_usable_password():
        OldPassword(user=user, encoded=user.password, replaced_at=at).save()
    outdated = OldPassword.objects.filter(user=user).values_list("pk", flat=True)[KEPT - 1 :]
    OldPassword.objects.filter(pk__in=list(outdated)).delete()
    user.set_password(new)
