"""How long a session lasts, and which step of signing in is still open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import roles_anywhere
from gongkai.apps.accounts.services.second_factor import authenticator_of

OPENED, SEEN, WHO = "gk_opened", "gk_seen", "gk_who"
STEP_SECONDS = 60
"""How exactly the last request is remembered: a session is written once in so many seconds."""


def is_over(request: Any) -> str:
    """Why this session has ended: "idle", "over", or "" while it lasts. Notes that the person was here."""
    session, now = request.session, int(request.now.timestamp())
    if session.get(WHO) != request.user.pk:
        session[WHO], session[OPENED], session[SEEN] = request.user.pk, now, now
    if now - session[OPENED] > settings.SESSION_LIFE.total_seconds():
        return "over"
    if now - session[SEEN] > settings.SESSION_IDLE.total_seconds():
        return "idle"
    if now - session[SEEN] >= STEP_SECONDS:
        session[SEEN] = now
    return ""


def open_step(request: Any) -> str | None:
    """The route this person must pass first: second factor, a due change of password, setting up the second factor."""
    user = request.user
    is_verified = user.is_verified()
    has_app = is_verified or authenticator_of(user) is not None
    if has_app and not is_verified:
        return "desk:second_factor"
    if _password_is_due(user, request.now):
        return "desk:account_password"
    if not has_app and _owes_second_factor(request):
        return "desk:account_totp"
    return None


def _password_is_due(user: User, now: datetime) -> bool:
    life, since = settings.PASSWORD_LIFE, user.password_set_at
    is_old = life is not None and since is not None and now - since > life
    return user.has_usable_password() and (user.must_change_password or is_old)


def _owes_second_factor(request: Any) -> bool:
    """Whoever holds a role; accounts of a demonstration are let off while the installation is one."""
    is_let_off = settings.IS_DEMO and request.user.is_demo
    return settings.REQUIRE_TOTP and not is_let_off and bool(roles_anywhere(request.user, request.today))
