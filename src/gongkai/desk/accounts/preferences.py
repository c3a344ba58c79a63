"""How a person wants pages shown, brought along to the browser they sign in with."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from gongkai.apps.accounts.models import User

YEAR_SECONDS = 365 * 24 * 3600


def remember(response: HttpResponse, user: User) -> None:
    """Set the cookies of the reader's choices from the account; where it has none the browser's stay."""
    if user.language in dict(settings.LANGUAGES):
        _set(response, settings.LANGUAGE_COOKIE_NAME, user.language)
    if user.is_elder_mode:
        _set(response, settings.SIZE_COOKIE_NAME, "large")


def forget_size(response: HttpResponse) -> None:
    _set(response, settings.SIZE_COOKIE_NAME, "normal")


def _set(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=YEAR_SECONDS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
