"""Signing in through an identity service, against a real one on this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from gongkai.apps.accounts.models import Authenticator, User
from gongkai.apps.accounts.oidc import IdentityBackend
from gongkai.apps.accounts.services import disable_account, open_account, set_identity
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import AuditEntry
from tests.apps.builders import NOW, PASSWORD, County

pytestmark = pytest.mark.usefixtures("officer")
CLIENT = "gongkai-desk"
SUBJECT = "officer-17"


@contextmanager
def running(*options: str) -> Iterator[str]:
    """An identity service of its own process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *options]
    quiet = {**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"}
    with subprocess.Popen(command, env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address)
            yield address
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with running() as address:
        yield address


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            requests.get(f"{address}/.well-known/openid-configuration", timeout=1).raise_for_status()
            return
        except requests.ConnectionError:
            time.sleep(0.1)
    pytest.fail("the identity service did not start")


@pytest.fixture
def service(issuer: str, settings: Settings) -> str:
    """The installation set up for that service."""
    cache.clear()
    settings.OIDC_ISSUER, settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = issuer, CLIENT, "secret"
    return issuer


@pytest.fixture
def officer(county: County, service: str) -> User:
    """Somebody without role or password whose account names the identity."""
    user = open_account(username="wang", name="王某", password=None, home=county.body, by=SYSTEM, at=NOW)
    set_identity(user, issuer=service, subject=SUBJECT, by=SYSTEM, at=NOW)
    return user


def identified(county: County, client: Client, subject: str = SUBJECT, query: str = "") -> str:
    """Go to the service, sign in there, and come back as far as the address to be opened here."""
    there = client.get(county.url("desk/sign-in/identity/") + query)["Location"]
    back = requests.post(there, data={"sub": subject}, allow_redirects=False, timeout=5)
    asked = urlsplit(back.headers["Location"])
    return f"{asked.path}?{asked.query}"


def come_back(county: County, client: Client, subject: str = SUBJECT, query: str = "") -> Any:
    return client.get(identified(county, client, subject, query))


def is_in(county: County, client: Client) -> bool:
    return client.get(county.url("desk/account/")).status_code == 200


def test_identity_opens_the_account_that_names_it(county: County) -> None:
    client = county.client()

    answer = come_back(county, client)

    assert answer["Location"] == county.url("desk/")
    assert is_in(county, client)
    assert AuditEntry.objects.get(act="accounts.sign_in").facts == {"way": "identity"}


def test_service_is_asked_with_state_nonce_and_proof(county: County, service: str) -> None:
    there = county.client().get(county.url("desk/sign-in/identity/"))["Location"]

    asked = parse_qs(urlsplit(there).query)
    assert there.startswith(service)
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert asked["redirect_uri"] == [f"http://localhost{county.url('desk/sign-in/identity/back/')}"]


def test_unknown_identity_makes_no_account(county: County) -> None:
    client, people = county.client(), User.objects.count()

    answer = come_back(county, client, "somebody-else")

    assert answer["Location"] == county.url("desk/sign-in/")
    assert not is_in(county, client)
    assert User.objects.count() == people
    assert AuditEntry.objects.get(act="accounts.fail_sign_in").facts == {"way": "identity"}


def test_email_and_user_name_prove_nothing(county: County, service: str, officer: User) -> None:
    User.objects.filter(pk=officer.pk).update(oidc_subject="another", email="wang@example.cn")
    claims = {"email": "wang@example.cn", "preferred_username": "wang"}
    requests.put(f"{service}/users/wang", json=claims, timeout=5).raise_for_status()
    client = county.client()

    come_back(county, client, "wang")

    assert not is_in(county, client)


def test_identity_of_another_issuer_opens_nothing(county: County, officer: User) -> None:
    User.objects.filter(pk=officer.pk).update(oidc_issuer="https://elsewhere.example")
    client = county.client()

    come_back(county, client)

    assert not is_in(county, client)


def test_stopped_account_is_not_opened(county: County, officer: User) -> None:
    disable_account(officer, by=SYSTEM, at=NOW)
    client = county.client()

    come_back(county, client)

    assert not is_in(county, client)


def test_answer_of_the_service_is_not_taken_twice(county: County) -> None:
    client = county.client()
    address = identified(county, client)
    client.get(address)
    client.post(county.url("desk/sign-out/"))

    client.get(address)

    assert not is_in(county, client)


def test_answer_for_one_browser_is_not_taken_by_another(county: County) -> None:
    address, victim = identified(county, county.client()), county.client()
    victim.get(county.url("desk/sign-in/identity/"))

    victim.get(address)

    assert not is_in(county, victim)


def test_refusal_by_the_service_is_told_without_reasons(county: County) -> None:
    client = county.client()

    answer = client.get(county.url("desk/sign-in/identity/back/") + "?error=access_denied")

    assert answer["Location"] == county.url("desk/sign-in/")


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/"])
def test_identity_leads_to_no_other_site(county: County, target: str) -> None:
    assert come_back(county, county.client(), query=f"?next={target}")["Location"] == county.url("desk/")


def test_identity_leads_back_to_the_page_asked_for(county: County) -> None:
    asked = county.url("desk/account/")

    assert come_back(county, county.client(), query=f"?next={asked}")["Location"] == asked


def test_identity_does_not_stand_in_for_the_second_factor(county: County, service: str) -> None:
    clerk = county.person("clerk")
    Authenticator.objects.create(user=clerk, confirmed=True, name="app")
    set_identity(clerk, issuer=service, subject="clerk-1", by=SYSTEM, at=NOW)
    client = county.client()

    come_back(county, client, "clerk-1")

    assert client.get(county.url("desk/"))["Location"].startswith(county.url("desk/sign-in/code/"))


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-client"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"iss": "https://elsewhere.example"},
        {"sub": ""},
    ],
)
def test_token_made_by_others_for_others_or_nobody_is_refused(service: str, claims: dict[str, Any]) -> None:
    good = {"iss": service, "aud": CLIENT, "sub": SUBJECT}
    backend = IdentityBackend()

    assert backend.verify_claims(good)
    assert not backend.verify_claims({**good, **claims})


def test_silent_service_leads_back_to_the_sign_in_page(county: County, settings: Settings) -> None:
    cache.clear()
    settings.OIDC_ISSUER, settings.OIDC_RP_CLIENT_ID = "http://127.0.0.1:9", CLIENT

    answer = county.client().get(county.url("desk/sign-in/identity/"))

    assert answer["Location"] == county.url("desk/sign-in/")


def test_service_that_calls_itself_otherwise_is_not_trusted(
    county: County, service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    described = requests.get(f"{service}/.well-known/openid-configuration", timeout=5).json()
    monkeypatch.setattr(requests.Response, "json", lambda _reply: {**described, "issuer": "https://elsewhere.example"})

    answer = county.client().get(county.url("desk/sign-in/identity/"))

    assert answer["Location"] == county.url("desk/sign-in/")


def test_page_offers_the_service_only_where_there_is_one(county: County, settings: Settings) -> None:
    settings.OIDC_ISSUER = ""
    without = county.client().get(county.url("desk/sign-in/")).content.decode()
    settings.OIDC_ISSUER = "https://id.example"
    with_one = county.client().get(county.url("desk/sign-in/")).content.decode()

    address = county.url("desk/sign-in/identity/")
    assert address not in without
    assert address in with_one


def test_password_still_works_while_the_service_is_silent(county: County, settings: Settings) -> None:
    cache.clear()
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    open_account(username="li", name="李某", password=PASSWORD, home=county.body, by=SYSTEM, at=NOW)
    client = county.client()

    client.post(county.url("desk/sign-in/"), {"username": "li", "password": PASSWORD})

    assert is_in(county, client)


def test_token_that_has_run_out_opens_nothing(county: County, officer: User, settings: Settings) -> None:
    cache.clear()
    with running("--token-max-age=-60") as address:
        settings.OIDC_ISSUER = address
        set_identity(officer, issuer=address, subject=SUBJECT, by=SYSTEM, at=NOW)
        client = county.client()
        come_back(county, client)

        assert not is_in(county, client)
