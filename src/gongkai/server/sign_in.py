"""The settings of signing in, built from the typed settings of the installation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongkai.server.config import Config

_RULES = "django.contrib.auth.password_validation."
OIDC_SECRET = "oidc.secret"


def sign_in_settings(config: Config) -> dict[str, Any]:
    """What the libraries read; the values that our own code reads stand in settings."""
    return {
        "AUTHENTICATION_BACKENDS": [
            "axes.backends.AxesStandaloneBackend",
            "gongkai.apps.accounts.backends.StaffBackend",
            "gongkai.apps.accounts.oidc.IdentityBackend",
        ],
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": f"{_RULES}UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ("username", "name", "email", "phone")},
            },
            {"NAME": f"{_RULES}MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
            {"NAME": f"{_RULES}CommonPasswordValidator"},
            {"NAME": f"{_RULES}NumericPasswordValidator"},
            {"NAME": "gongkai.apps.accounts.passwords.NotRecentPassword"},
        ],
        "SESSION_COOKIE_AGE": config.session_hours * 3600,
        "OTP_TOTP_ISSUER": "Gongkai",
        **_lock_out(),
        **_IDENTITY,
    }


def _lock_out() -> dict[str, Any]:
    """By user name and by address; what was typed is kept as a keyed digest only."""
    return {
        "AXES_HANDLER": "gongkai.apps.accounts.lockout.LockOut",
        "AXES_USERNAME_CALLABLE": "gongkai.apps.accounts.lockout.typed_name",
        "AXES_LOCKOUT_CALLABLE": "gongkai.apps.accounts.lockout.keep_response",
        "AXES_LOCKOUT_PARAMETERS": ["username", "ip_address"],
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT": False,
        "AXES_SENSITIVE_PARAMETERS": ["username", "password", "code"],
        "AXES_CLIENT_STR_CALLABLE": "gongkai.apps.accounts.lockout.no_client",
        "AXES_ENABLE_ADMIN": False,
        "AXES_DISABLE_ACCESS_LOG": True,
        "AXES_VERBOSE": False,
    }


def identity_secret(keys_dir: Path) -> str:
    """What proves this installation to the sign-in service; lies with the keys."""
    path = keys_dir / OIDC_SECRET
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


# The sign-in service opens accounts that name it; it never makes any.
_IDENTITY: dict[str, Any] = {
    "OIDC_RP_SIGN_ALGO": "RS256",
    "OIDC_RP_SCOPES": "openid",
    "OIDC_USE_PKCE": True,
    "OIDC_CREATE_USER": False,
    "OIDC_AUTHENTICATION_CALLBACK_URL": "desk:oidc_callback",
}
