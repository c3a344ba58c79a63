"""Signing in through the identity service of the government (OpenID Connect): it opens accounts, it never makes any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

import jwt
import requests
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.utils import import_from_settings

from gongkai.apps.accounts.backends import may_sign_in
from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import user_at

ENDPOINTS = {
    "OIDC_OP_AUTHORIZATION_ENDPOINT": "authorization_endpoint",
    "OIDC_OP_TOKEN_ENDPOINT": "token_endpoint",
    "OIDC_OP_USER_ENDPOINT": "userinfo_endpoint",
    "OIDC_OP_JWKS_ENDPOINT": "jwks_uri",
}
CACHE_SECONDS = 3600
FAILURES = (requests.RequestException, jwt.PyJWTError, SuspiciousOperation, ValueError, KeyError)
"""What a service that is silent, wrong or hostile may cause; all of it means: not signed in."""


def is_on() -> bool:
    return bool(settings.OIDC_ISSUER)


def setting_of(name: str, *default: Any) -> Any:
    """A setting of the library; the addresses of the service are asked of the service itself."""
    return endpoints()[ENDPOINTS[name]] if name in ENDPOINTS else import_from_settings(name, *default)


def endpoints() -> Mapping[str, str]:
    """What the service says of itself, kept for an hour. Raises SuspiciousOperation when it names another issuer."""
    issuer = settings.OIDC_ISSUER
    key = f"oidc-{quote(issuer, safe='')}"
    found: dict[str, str] | None = cache.get(key)
    if found is None:
        reply = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=settings.OIDC_TIMEOUT)
        reply.raise_for_status()
        described = reply.json()
        if described.get("issuer", "").rstrip("/") != issuer:
            raise SuspiciousOperation("the identity service names another issuer")
        found = {name: described[name] for name in ENDPOINTS.values()}
        scheme = urlsplit(issuer).scheme
        if any(urlsplit(address).scheme != scheme for address in found.values()):
            raise SuspiciousOperation("the identity service names an unguarded address")
        cache.set(key, found, CACHE_SECONDS)
    return found


class IdentityBackend(OIDCAuthenticationBackend):  # type: ignore[misc]
    """Finds the account that names the issuer and the subject of a verified token; no other claim counts."""

    def __init__(self) -> None:
        """Asks the service for nothing yet: this is made for every sign-in, by password too."""
        self.UserModel = User

    @staticmethod
    def get_settings(attr: str, *args: Any) -> Any:
        return setting_of(attr, *args)

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """The account; None for a password, for a service that is not set up or does not answer, or no account."""
        if not is_on() or "nonce" not in credentials:
            return None
        try:
            super().__init__()
            found: User | None = super().authenticate(request, **credentials)
        except FAILURES:
            return None
        return found if may_sign_in(found) else None

    def retrieve_matching_jwk(self, token: bytes) -> jwt.PyJWK:
        """The key the token names; a service with one key need not name it."""
        if "kid" in jwt.get_unverified_header(token):
            named: jwt.PyJWK = super().retrieve_matching_jwk(token)
            return named
        reply = requests.get(self.OIDC_OP_JWKS_ENDPOINT, timeout=settings.OIDC_TIMEOUT)
        reply.raise_for_status()
        (only,) = reply.json()["keys"]
        return jwt.PyJWK(only)

    def get_userinfo(self, _access_token: str, _id_token: str, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        """The signed token itself: what the service says elsewhere is not needed."""
        return payload

    def verify_claims(self, claims: Mapping[str, Any]) -> bool:
        """Made by the issuer, for this installation, for somebody."""
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        is_ours = settings.OIDC_RP_CLIENT_ID in audiences and claims.get("azp") in (None, settings.OIDC_RP_CLIENT_ID)
        is_theirs = str(claims.get("iss", "")).rstrip("/") == settings.OIDC_ISSUER
        return bool(is_ours and is_theirs and claims.get("sub"))

    def filter_users_by_claims(self, claims: Mapping[str, Any]) -> QuerySet[User]:
        return User.objects.filter(oidc_issuer=settings.OIDC_ISSUER, oidc_subject=str(claims["sub"]))

    def get_user(self, user_id: int) -> User | None:
        user = user_at(user_id)
        return user if may_sign_in(user) else None
