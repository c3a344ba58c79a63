"""What a reader chooses for every page: language, size of the text, colours. Kept in cookies of their own.

No token guards these forms: nothing is stored here, and the pages of the portal stay free of cookies that differ
from reader to reader.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gongkai.server.middleware import LANGUAGE_COOKIE

YEAR_SECONDS = 365 * 24 * 3600
SIZE_COOKIE, SIZES = settings.SIZE_COOKIE_NAME, frozenset({"normal", "large"})
THEME_COOKIE, THEMES = "gk_theme", frozenset({"auto", "light", "dark"})


@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language and go back to the page."""
    response = _back(request)
    _remember(response, LANGUAGE_COOKIE, request.POST.get("language", ""), frozenset(dict(settings.LANGUAGES)))
    return response


@csrf_exempt
@require_POST
def choose_display(request: HttpRequest) -> HttpResponse:
    """Remember the size of the text or the colours and go back to the page."""
    response = _back(request)
    _remember(response, SIZE_COOKIE, request.POST.get("size", ""), SIZES)
    _remember(response, THEME_COOKIE, request.POST.get("theme", ""), THEMES)
    return response


def _back(request: HttpRequest) -> HttpResponse:
    """To the page the choice was made on, when it is one of this installation."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = get_script_prefix()
    return HttpResponseRedirect(back)


def _remember(response: HttpResponse, cookie: str, value: str, known: frozenset[str]) -> None:
    if value in known:
        response.set_cookie(
            cookie,
            value,
            max_age=YEAR_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
