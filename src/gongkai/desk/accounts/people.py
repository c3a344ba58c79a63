"""Accounts, for security administrators."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.apps.accounts import oidc, services
from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.lockout import locked_until, name_digest
from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import ROLES
from gongkai.apps.accounts.selectors import grants_visible_to, keeps, users_visible_to
from gongkai.apps.accounts.services.second_factor import authenticator_of, remove_totp
from gongkai.apps.accounts.services.signing import unlock_account
from gongkai.desk.accounts.forms import DetailsForm, GrantForm, IdentityForm, PersonForm
from gongkai.desk.accounts.lists import PEOPLE
from gongkai.desk.list_views import show_list
from gongkai.errors import GongkaiError
from gongkai.ui.templatetags.ui import words

ACTS: dict[str, Callable[..., object]] = {
    "disable": services.disable_account,
    "enable": services.enable_account,
    "end-sessions": services.end_sessions,
    "reset-password": services.reset_password,
    "remove-app": remove_totp,
    "unlock": unlock_account,
}


def person_list(request: StaffRequest) -> HttpResponse:
    people = users_visible_to(request.user, request.today, root=request.government.body.path)
    return show_list(request, PEOPLE, people, template="desk/accounts/people.html")


def person_new(request: StaffRequest) -> HttpResponse:
    root = request.government.body
    form = PersonForm(request.POST or None, user=request.user, day=request.today, root=root)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            opened = services.open_account(
                username=given["username"],
                name=given["name"],
                password=None,
                home=given["home"],
                by=request.user.actor,
                at=request.now,
            )
            return _first_password(request, opened) if given["signs_in"] else redirect("desk:person", pk=opened.pk)
        except ValidationError:
            form.add_error("username", _("This user name is taken, or has characters that are not allowed."))
    return render(request, "desk/accounts/person_new.html", {"form": form})


def _first_password(request: StaffRequest, user: User) -> HttpResponse:
    """Shown on the answer itself and nowhere else; changed by the person at the first sign-in."""
    temporary = services.reset_password(user, by=request.user.actor, at=request.now)
    return render(request, "desk/accounts/temporary.html", {"person": user, "temporary": temporary})


@require_safe
def person(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(User, request.subject)
    return render(request, "desk/accounts/person.html", _shown(request, subject))


def _shown(request: StaffRequest, subject: User) -> dict[str, object]:
    grants = grants_visible_to(request.user, request.today).filter(user=subject)
    root = request.government.body
    may_keep = keeps(request.user, subject, request.today) and subject.pk != request.user.pk
    return {
        "person": subject,
        "grants": [(ROLES[grant.role].label, grant, _holds(grant, request)) for grant in grants],
        "may_keep": may_keep,
        "is_self": subject.pk == request.user.pk,
        "has_app": authenticator_of(subject) is not None,
        "locked_until": locked_until(name=name_digest(subject.username), address=None, at=request.now),
        "details": DetailsForm(instance=subject),
        "identity": IdentityForm(initial={"subject": subject.oidc_subject}) if oidc.is_on() else None,
        "grant": GrantForm(user=request.user, day=request.today, root=root),
    }


def _holds(grant: object, request: StaffRequest) -> bool:
    """Whether there is still something to withdraw."""
    valid_to, withdrawn_on = getattr(grant, "valid_to", None), getattr(grant, "withdrawn_on", None)
    return withdrawn_on is None and (valid_to is None or valid_to >= request.today)


@require_POST
def person_details(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(User, request.subject)
    form = DetailsForm(request.POST, instance=User(username=subject.username, password=subject.password))
    if not form.is_valid():
        messages.error(request, _("Nothing was changed: the name or the e-mail address is not usable."))
        return redirect("desk:person", pk=pk)
    given = form.cleaned_data
    return _done(
        request,
        subject,
        lambda: services.change_details(
            subject,
            name=given["name"],
            email=given["email"],
            phone=given["phone"],
            by=request.user.actor,
            at=request.now,
        ),
    )


@require_POST
def person_identity(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(User, request.subject)
    if not oidc.is_on():
        raise Http404
    given = request.POST.get("subject", "")
    issuer, by, at = settings.OIDC_ISSUER, request.user.actor, request.now
    return _done(request, subject, lambda: services.set_identity(subject, issuer=issuer, subject=given, by=by, at=at))


@require_POST
def person_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """Stop, open, unlock, sign out, take the app or the password away."""
    subject = cast(User, request.subject)
    if act not in ACTS:
        raise Http404
    if act == "reset-password":
        try:
            return _first_password(request, subject)
        except GongkaiError as error:
            messages.error(request, words(error.message))
            return redirect("desk:person", pk=pk)
    return _done(request, subject, lambda: ACTS[act](subject, by=request.user.actor, at=request.now))


def _done(request: StaffRequest, subject: User, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
        messages.success(request, _("Done."))
    except GongkaiError as error:
        messages.error(request, words(error.message))
    except ValidationError:
        messages.error(request, _("Nothing was changed: another account has this already."))
    return redirect("desk:person", pk=subject.pk)
