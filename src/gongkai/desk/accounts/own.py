"""A person's own account."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.apps.accounts import services
from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.roles import ROLES
from gongkai.apps.accounts.selectors import grants_on, sign_ins_of
from gongkai.apps.accounts.services.second_factor import authenticator_of
from gongkai.desk.accounts.forms import ConfirmForm, PasswordForm, PreferencesForm
from gongkai.desk.accounts.preferences import forget_size, remember

SIGN_INS_SHOWN = 10


@require_safe
def account(request: StaffRequest) -> HttpResponse:
    grants = grants_on(request.user, request.today).select_related("user").order_by("public_body__path", "role")
    context = {
        "grants": [(ROLES[grant.role].label, grant, grant.user_id != request.user.pk) for grant in grants],
        "sign_ins": sign_ins_of(request.user)[:SIGN_INS_SHOWN],
        "has_app": authenticator_of(request.user) is not None,
        "is_app_required": settings.REQUIRE_TOTP,
        "preferences": PreferencesForm(instance=request.user),
        "confirm": ConfirmForm(request),
    }
    return render(request, "desk/accounts/account.html", context)


@require_POST
def preferences(request: StaffRequest) -> HttpResponse:
    form = PreferencesForm(request.POST, instance=request.user)
    response = redirect("desk:account")
    if form.is_valid():
        given = form.cleaned_data
        services.prefer(request.user, language=given["language"], is_elder_mode=given["is_elder_mode"])
        forget_size(response)
        remember(response, request.user)
    return response


def password(request: StaffRequest) -> HttpResponse:
    """Also the step that is due at the first sign-in, and when a password has grown too old."""
    data = request.POST or None
    confirm, form = ConfirmForm(request, data), PasswordForm(request.user, data)
    if request.method == "POST" and confirm.is_valid() and form.is_valid():
        services.change_password(request.user, new=form.cleaned_data["new_password1"], at=request.now)
        update_session_auth_hash(request, request.user)
        messages.success(request, _("The password is changed. Other sessions were signed out."))
        return redirect("desk:today")
    is_due = request.user.must_change_password
    return render(request, "desk/accounts/password.html", {"confirm": confirm, "form": form, "is_due": is_due})


@require_POST
def sessions_end(request: StaffRequest) -> HttpResponse:
    """Sign out everywhere else."""
    services.end_sessions(request.user, by=request.user.actor, at=request.now)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("All other sessions were signed out."))
    return redirect("desk:account")
