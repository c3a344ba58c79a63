"""Signing in."""

from __future__ import annotations

from django.contrib.auth.views import LoginView


class SignIn(LoginView):
    """User name and password."""

    template_name = "desk/accounts/sign_in.html"
