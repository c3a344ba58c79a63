"""Signing in by user name and password."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import user_at


def may_sign_in(user: User | None) -> bool:
    """Whether the account is open at all: asked when signing in and again on every request of a session."""
    return user is not None and user.is_active and (settings.IS_DEMO or not user.is_demo)


class StaffBackend(ModelBackend):
    """Compares a password also where there is no such account, so that the time of the answer tells nothing."""

    def user_can_authenticate(self, user: User | None) -> bool:  # type: ignore[override]
        return may_sign_in(user)

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, as long as the account is open."""
        user = user_at(user_id)
        return user if may_sign_in(user) else None
