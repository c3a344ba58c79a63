"""Pages for requests that end badly, each inside the shell of the face it was meant for, in the reader's language."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.errors import NotPermitted
from gongkai.ui.templatetags.ui import words

FAILURES: dict[int, tuple[str, str]] = {
    400: (
        gettext_noop("The request could not be understood"),
        gettext_noop("The address or the form was incomplete. Go back and try again."),
    ),
    403: (
        gettext_noop("You may not open this page"),
        gettext_noop("Your account has no role for it. Ask the security administrator if you need it for your work."),
    ),
    404: (
        gettext_noop("This page was not found"),
        gettext_noop("It may have moved, or the address may be wrong. Search for it, or begin on the first page."),
    ),
    413: (
        gettext_noop("The file or form is too large"),
        gettext_noop("Nothing of it was stored. Make the file smaller, or split it, and send it again."),
    ),
    429: (
        gettext_noop("Too many attempts"),
        gettext_noop("Wait a while before you try again. Nothing was lost."),
    ),
    500: (
        gettext_noop("Something went wrong here"),
        gettext_noop("The fault is ours and was recorded. Nothing you entered was stored. Try again in a few minutes."),
    ),
}


def failed(request: HttpRequest, status: int) -> HttpResponse:
    """The page of one status."""
    title, text = FAILURES[status]
    context = {"status": status, "title": _(title), "text": _(text), "shell": _shell(request, status)}
    return render(request, "ui/failure.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    is_too_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return failed(request, 413 if is_too_large else 400)


def not_permitted(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return failed(request, 403)


def act_not_permitted(request: HttpRequest, error: NotPermitted) -> HttpResponse:
    """An act that is for somebody else: who may do it, and that what was typed is not lost."""
    told = [words(text) for text in (error.message, error.hint) if text]
    text = " ".join([*told, _("Nothing was changed. Go back in your browser: what you typed still stands there.")])
    context = {"status": 403, "title": _("You may not do this"), "text": text, "shell": _shell(request, 403)}
    return render(request, "ui/failure.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return failed(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return failed(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """The form was too old, or came from elsewhere; nothing was stored."""
    return render(request, "ui/csrf.html", {"shell": _shell(request, 403)}, status=403)


def _shell(request: HttpRequest, status: int) -> str:
    """The frame to draw in; the barest one where the registers may be what has failed, or were not asked yet."""
    if status in (413, 500):
        return "ui/plain.html"
    if "desk" in settings.CONFIG.faces and request.path_info.startswith("/desk/"):
        return "desk/base.html"
    return (
        "portal/base.html"
        if "portal" in settings.CONFIG.faces and getattr(request, "government", None)
        else "ui/plain.html"
    )
