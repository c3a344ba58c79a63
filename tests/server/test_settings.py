"""The settings of Django as they follow from those of the installation."""

from __future__ import annotations

import os

import pytest

from tests.server.installations import Installation

pytestmark = pytest.mark.slow

BEHIND_PROXY = {"GONGKAI_HOSTS": "gk.example", "GONGKAI_TRUSTED_PROXIES": "1", "GONGKAI_HTTPS": "1"}
ASK = f"""
import sys
sys.path.insert(0, {os.getcwd()!r})
from django.test import Client
from tests.apps.builders import County
assert County(slug="shifan").government
for path in ("/shifan/", "/shifan/desk/", "/shifan/desk/sign-in/", "/health"):
    print(Client(HTTP_HOST="localhost").get(path).status_code, end=" ")
"""


def test_cookies_belong_to_this_host_alone_where_https_is_on(installation: Installation) -> None:
    installation.settings.update(BEHIND_PROXY)

    told = installation.python(
        "from django.conf import settings as s\n"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SESSION_COOKIE_HTTPONLY, s.SECURE_HSTS_SECONDS >= 31536000)"
    )

    assert told == "__Host-session __Host-csrf True True True True"


def test_django_finds_nothing_to_object_to(installation: Installation) -> None:
    installation.settings.update(BEHIND_PROXY)

    told = installation.python(
        "from django.core.checks import run_checks\nprint([m.id for m in run_checks(include_deployment_checks=True)])"
    )

    left = {"security.W005", "security.W021"}  # subdomains and preload are for the owner of the whole domain to decide
    assert set(eval(told)) - left == set()


@pytest.mark.parametrize(
    ("faces", "statuses"),
    [("portal", "200 404 404 200"), ("desk", "404 302 200 200"), ("portal,desk", "200 302 200 200")],
)
def test_process_serves_its_faces_and_no_others(installation: Installation, faces: str, statuses: str) -> None:
    installation.settings["GONGKAI_FACES"] = faces

    assert installation.python(ASK) == statuses
