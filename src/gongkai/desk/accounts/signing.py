"""Signing in by password or through the identity service, and signing out."""

from __future__ import annotations

from math import ceil
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from gongkai.apps.accounts import oidc
from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.lockout import locked_until, name_digest
from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.services.signing import record_failure, record_sign_in, record_sign_out
from gongkai.desk.accounts.forms import SignInForm
from gongkai.desk.accounts.preferences import remember

TOO_MANY = 429


class SignIn(LoginView):
    """User name and password. Nothing on it tells whether an account exists."""

    template_name = "desk/accounts/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if cast(StaffRequest, request).government is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if minutes := self._minutes_locked():
            return self._locked(minutes)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        user = cast(User, form.get_user())
        login(self.request, user)
        record_sign_in(user, way="password", at=cast(StaffRequest, self.request).now)
        response = HttpResponseRedirect(self.get_success_url())
        remember(response, user)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        if not form.has_error("__all__", "invalid_login"):
            return super().form_invalid(form)
        request, minutes = cast(StaffRequest, self.request), self._minutes_locked()
        body, typed = request.government.body, request.POST.get("username")
        record_failure(typed=typed, way="password", at=request.now, body=body, locks=bool(minutes))
        return self._locked(minutes) if minutes else super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, has_identity=oidc.is_on())

    def _minutes_locked(self) -> int:
        """For how many more minutes the typed name or the address is locked; 0 when it is not."""
        request = cast(StaffRequest, self.request)
        name = name_digest(request.POST.get("username", ""))
        until = locked_until(name=name, address=request.META.get("REMOTE_ADDR"), at=request.now)
        return 0 if until is None else max(1, ceil((until - request.now).total_seconds() / 60 - 0.1))

    def _locked(self, minutes: int) -> HttpResponse:
        context = self.get_context_data(form=SignInForm(self.request), minutes=minutes)
        return self.render_to_response(context, status=TOO_MANY)


@require_POST
def sign_out(request: StaffRequest) -> HttpResponse:
    record_sign_out(request.user, at=request.now)
    logout(request)
    return redirect("desk:sign_in")


class _ToIdentity(OIDCAuthenticationRequestView):  # type: ignore[misc]
    """Sends the browser to the identity service."""

    get_settings = staticmethod(oidc.setting_of)


class _FromIdentity(OIDCAuthenticationCallbackView):  # type: ignore[misc]
    """Takes the browser back from the identity service."""

    get_settings = staticmethod(oidc.setting_of)

    def login_success(self) -> HttpResponse:
        record_sign_in(self.user, way="identity", at=self.request.now)
        response: HttpResponse = super().login_success()
        remember(response, self.user)
        return response

    def login_failure(self) -> HttpResponse:
        return _refuse(self.request)


@never_cache
@require_GET
def identity_start(request: StaffRequest) -> HttpResponse:
    return _ask_identity(_ToIdentity, request)


@never_cache
@require_GET
def identity_back(request: StaffRequest) -> HttpResponse:
    return _ask_identity(_FromIdentity, request)


def _ask_identity(view: Any, request: StaffRequest) -> HttpResponse:
    if request.government is None or not oidc.is_on():
        raise Http404
    try:
        return cast(HttpResponse, view.as_view()(request))
    except oidc.FAILURES:
        return _refuse(request)


def _refuse(request: StaffRequest) -> HttpResponse:
    """One answer for every reason: no such account, not open, or a service that does not answer."""
    record_failure(typed=None, way="identity", at=request.now, body=request.government.body)
    messages.error(request, _("Signing in through the identity service did not succeed."))
    return HttpResponseRedirect(reverse("desk:sign_in"))
