"""What every request passes: which government, which language, what time it is, and the door of its route."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.urls import reverse, set_script_prefix
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gongkai.apps.accounts.doors import Door
from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import roles_for
from gongkai.apps.accounts.selectors import is_of, keep_grants, roles_anywhere, roles_in, roles_under
from gongkai.apps.accounts.services.signing import record_sign_out
from gongkai.apps.bodies.demonstration import is_demonstration
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.selectors import government_at, slug_after
from gongkai.errors import NotPermitted
from gongkai.server.doors import DOORS
from gongkai.server.failures import act_not_permitted
from gongkai.server.sessions import is_over, open_step

Next = Callable[[HttpRequest], HttpResponse]
READING = frozenset({"GET", "HEAD"})
LANGUAGE_COOKIE = settings.LANGUAGE_COOKIE_NAME


class GovernmentMiddleware:
    """Sets request.government by host name, else by the first part of the address, which it takes off."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.now = timezone.now()
        request.today = timezone.localdate(request.now)
        first, slash, rest = request.path_info.lstrip("/").partition("/")
        slug = first if slash else ""
        request.government, is_by_host = government_at(request.get_host().partition(":")[0], slug)
        if request.government is None and slug and (after := slug_after(slug)):
            return _to(f"/{after}/{quote(rest)}", request.META.get("QUERY_STRING", ""))
        if request.government is not None and not is_by_host:
            request.path_info = f"/{rest}"
            set_script_prefix(f"/{slug}/")
        response = self.get_response(request)
        if is_demonstration(request.government):
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


def _to(address: str, query: str) -> HttpResponse:
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address, preserve_request=True)


class LanguageMiddleware:
    """Chinese, unless the reader has chosen English."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(LANGUAGE_COOKIE)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class DoorMiddleware:
    """Holds every route to its row of the permission table; a route without one is shut.

    Whoever is signed in also passes the steps of signing in that are still open: session, second factor, password.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "is_behind_door", False):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: Any, _view: object, _args: object, route_arguments: dict[str, Any]
    ) -> HttpResponse | None:
        route = request.resolver_match.view_name
        door = DOORS.get(route)
        if door is None:
            raise PermissionDenied
        if door.audience == "public":
            return None
        request.is_behind_door = True
        if request.government is None:
            raise Http404
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        if over := is_over(request):
            record_sign_out(request.user, at=request.now, why=over)
            logout(request)
            messages.info(request, _("You were signed out: the session was idle, or had lasted long enough."))
            return _ask_to_sign_in(request)
        if request.method in READING:
            keep_grants(request.user)
        step = open_step(request)
        if step is not None and route not in (step, "desk:sign_out"):
            return (
                redirect_to_login(request.get_full_path(), reverse(step)) if request.method == "GET" else redirect(step)
            )
        _pass(door, request, route_arguments)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The door lets many offices pass to a page of many acts: who lacks the one of the act is refused there."""
        return act_not_permitted(request, exception) if isinstance(exception, NotPermitted) else None


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back to what was asked for; an act that was sent is not sent again."""
    return redirect_to_login(request.get_full_path() if request.method == "GET" else reverse("desk:today"))


def _pass(door: Door, request: Any, route_arguments: dict[str, Any]) -> None:
    """Raises Http404 for what this person may not see, PermissionDenied for what they may see but not do."""
    request.subject = None
    here = roles_under(request.user, request.government.body, request.today)
    if not here and roles_anywhere(request.user, request.today):
        raise Http404
    if door.find is not None:
        request.subject = door.find(request.user, request.today, **route_arguments)
        if request.subject is None or not _is_of_this_government(request):
            raise Http404
    if door.audience == "roles" and not _held(request, here) & door.roles:
        raise PermissionDenied


def _held(request: Any, here: frozenset[str]) -> frozenset[str]:
    """The roles that count at a door: those in the body of what stands behind it, or where that says they act."""
    subject = request.subject
    if isinstance(subject, PublicBody):
        return roles_in(request.user, subject, request.today)
    return here if _body_of(subject) is None else roles_for(subject, request.user, request.today)


def _body_of(subject: Any) -> PublicBody | None:
    return subject if isinstance(subject, PublicBody) else getattr(subject, "public_body", None)


def _is_of_this_government(request: Any) -> bool:
    subject = request.subject
    if isinstance(subject, User):
        return is_of(subject, request.government.body)
    body = _body_of(subject)
    return body is None or body.path.startswith(request.government.body.path)
