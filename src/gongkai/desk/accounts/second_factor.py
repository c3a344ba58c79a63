"""One-time codes: asked for when signing in, set up and renewed on the own account."""

from __future__ import annotations

import base64

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_otp import login as remember_device

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.models import Authenticator
from gongkai.apps.accounts.services import second_factor as services
from gongkai.desk.accounts.forms import CodeForm, ConfirmForm

TOO_MANY = 429


def second_factor(request: StaffRequest) -> HttpResponse:
    """After the password: a code of the app, or a recovery code."""
    if request.user.is_verified():  # type: ignore[attr-defined]
        return _onward(request)
    form, until = CodeForm(request.POST or None), services.waits_until(request.user)
    if request.method == "POST" and until is None and form.is_valid():
        device = services.check_code(request.user, code=form.cleaned_data["code"], at=request.now)
        if device is not None:
            request.session.cycle_key()
            remember_device(request, device)
            return _onward(request)
        form.add_error("code", _("This code is not right, or was used already."))
        until = services.waits_until(request.user)
    seconds = 0 if until is None else max(1, round((until - request.now).total_seconds()))
    context = {"form": form, "seconds": seconds, "next": request.GET.get("next", "")}
    status = TOO_MANY if request.method == "POST" and until is not None else 200
    return render(request, "desk/accounts/second_factor.html", context, status=status)


def _onward(request: StaffRequest) -> HttpResponse:
    """To the page that was asked for before, when it is one of this installation."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(asked) if is_ours else redirect("desk:today")


def app(request: StaffRequest) -> HttpResponse:
    """Set up an app: the password, then the picture to scan, then a first code. Its recovery codes are shown once."""
    pending = Authenticator.objects.filter(user=request.user, confirmed=False).first()
    if request.method == "POST" and "code" in request.POST and pending is not None:
        return _prove(request, pending)
    confirm = ConfirmForm(request, request.POST or None)
    if request.method == "POST" and confirm.is_valid():
        services.begin_totp(request.user)
        return redirect("desk:account_totp")
    context = {"confirm": confirm, "is_on": services.authenticator_of(request.user) is not None, **_shown(pending)}
    return render(request, "desk/accounts/app.html", context)


def _prove(request: StaffRequest, pending: Authenticator) -> HttpResponse:
    """The first code of a new app. It also counts as the second factor of this session."""
    form = CodeForm(request.POST)
    codes = None
    if form.is_valid():
        codes = services.confirm_totp(pending, code=form.cleaned_data["code"], at=request.now)
    if codes is None:
        form.add_error("code", _("This code is not right. Check the clock of the device and try the next one."))
        return render(request, "desk/accounts/app.html", {**_shown(pending), "form": form})
    request.session.cycle_key()
    remember_device(request, services.authenticator_of(request.user))
    return _show_codes(request, codes)


def _shown(pending: Authenticator | None) -> dict[str, object]:
    """The picture an app scans, drawn as SVG, and the same secret as letters."""
    if pending is None:
        return {}
    picture = segno.make(pending.config_url, error="m").svg_inline(scale=5, border=3, light="#fff")
    secret = base64.b32encode(pending.bin_key).decode()
    spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return {"picture": mark_safe(picture), "secret": spaced, "form": CodeForm()}


@require_POST
def codes(request: StaffRequest) -> HttpResponse:
    """New recovery codes in place of the old ones."""
    form = ConfirmForm(request, request.POST)
    if not form.is_valid() or services.authenticator_of(request.user) is None:
        messages.error(request, _("Nothing was changed: the password was not right."))
        return redirect("desk:account")
    return _show_codes(request, services.renew_codes(request.user, at=request.now))


def _show_codes(request: StaffRequest, codes: list[str]) -> HttpResponse:
    """On the answer itself and nowhere else: what is shown once is not kept for a next page."""
    return render(request, "desk/accounts/codes.html", {"codes": codes})


@require_POST
def app_off(request: StaffRequest) -> HttpResponse:
    """Where nobody must use one-time codes, a person may stop doing so."""
    form = ConfirmForm(request, request.POST)
    if settings.REQUIRE_TOTP or not form.is_valid():
        messages.error(request, _("Nothing was changed: one-time codes are required, or the password was not right."))
    else:
        services.remove_totp(request.user, by=request.user.actor, at=request.now)
        messages.success(request, _("One-time codes are off."))
    return redirect("desk:account")
