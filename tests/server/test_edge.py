"""What every request meets first: client address, size, headers, and the line in the log."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from gongkai.server.edge import EdgeMiddleware, SizeMiddleware
from gongkai.server.logs import Lines
from tests.apps.builders import County

STRANGER = "203.0.113.9"
FORM = "application/x-www-form-urlencoded"


def passed(settings: Settings, proxies: int = 0, **headers: str) -> Any:
    """The request as what stands behind the edge sees it."""
    seen: list[HttpRequest] = []

    def behind(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    settings.CONFIG = settings.CONFIG.model_copy(update={"trusted_proxies": proxies})
    EdgeMiddleware(behind)(RequestFactory().get("/", **headers))  # type: ignore[arg-type]
    return seen[0]


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """What the installation writes to its log."""
    written: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    keeper = Keeper()
    keeper.setFormatter(Lines())
    root = logging.getLogger()
    root.addHandler(keeper)
    yield written
    root.removeHandler(keeper)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 192.0.2.7", "203.0.113.9"),
        (1, "203.0.113.9:41022", "203.0.113.9"),
        (1, "[2001:db8::9]:443", "2001:db8::9"),
        (1, "2001:db8::9", "2001:db8::9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "<script>", "127.0.0.1"),
    ],
)
def test_client_address_is_what_our_outermost_proxy_saw(
    proxies: int, forwarded: str, address: str, settings: Settings
) -> None:
    request = passed(settings, proxies, HTTP_X_FORWARDED_FOR=forwarded)

    assert request.META["REMOTE_ADDR"] == address


def test_claims_of_clients_do_not_go_further(settings: Settings) -> None:
    request = passed(
        settings, HTTP_X_FORWARDED_FOR=STRANGER, HTTP_X_REAL_IP=STRANGER, HTTP_X_FORWARDED_HOST="evil.example"
    )

    assert STRANGER not in request.META.values()
    assert "evil.example" not in request.META.values()


def test_request_through_an_undeclared_proxy_is_not_from_here(settings: Settings) -> None:
    assert passed(settings).is_from_here
    assert not passed(settings, HTTP_X_FORWARDED_FOR="127.0.0.1").is_from_here


@pytest.mark.parametrize("length", [str((50 << 20) + 1), "-1", "many", "９"])
def test_request_that_is_too_large_is_refused_unread(length: str) -> None:
    request = RequestFactory().get("/", CONTENT_LENGTH=length)

    response = SizeMiddleware(lambda _: HttpResponse("read"))(request)

    assert response.status_code == 413


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "请把文件改小或分成几份，再重新提交"), ("en", "Make the file smaller, or split it")],
)
def test_upload_above_the_limit_is_told_what_to_do(county: County, language: str, words: str) -> None:
    client = county.client("office_head")
    client.cookies["gk_language"] = language

    response = client.post(county.url("desk/imports/new/publications/"), {}, CONTENT_LENGTH=str((50 << 20) + 1))

    assert (response.status_code, words in response.content.decode()) == (413, True)
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.slow
def test_form_above_the_limit_is_told_what_to_do(county: County) -> None:
    form = {"title": "通知", "text": "字" * (2 << 20)}

    response = county.client("clerk").post(county.url("desk/publications/new/"), urlencode(form), FORM)

    assert (response.status_code, "太大" in response.content.decode()) == (413, True)


@pytest.mark.parametrize("path", ["", "publications/", "no-such-page/", "desk/"])
def test_every_answer_carries_the_headers_that_guard_it(county: County, path: str) -> None:
    headers = county.client().get(county.url(path)).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1@evil.example"])
@pytest.mark.django_db
def test_unknown_host_is_refused(host: str) -> None:
    assert Client(HTTP_HOST=host).get("/").status_code == 400


def test_line_of_a_request_tells_route_and_time_but_not_what_was_asked(county: County, lines: list[str]) -> None:
    client = county.client("clerk")

    response = client.get(county.url("desk/publications/"), {"q": "张三 13800001111"}, REMOTE_ADDR=STRANGER)

    line = json.loads(lines[-1])
    assert (line["event"], line["route"], line["status"]) == ("request", "desk:publication_list", 200)
    assert line["id"] == response.headers["X-Request-Id"]
    assert line["user"] == county.person("clerk").pk
    assert not [word for word in ("张三", "13800001111", STRANGER, "q=") if word in lines[-1]]


def test_unhandled_error_is_logged_by_place_and_not_by_what_it_says(
    county: County, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("Key (phone)=(13800001111) already exists")

    monkeypatch.setattr("gongkai.portal.home.current_list", fail)
    client = county.client()
    client.raise_request_exception = False

    response = client.get(county.url())

    (error,) = (json.loads(line) for line in lines if '"error"' in line and "frames" in line)
    assert response.status_code == 500
    assert error["error"] == "builtins.ValueError"
    assert error["id"] == response.headers["X-Request-Id"]
    assert error["id"] in response.content.decode()
    assert any("portal/home.py" in frame for frame in error["frames"])
    assert "13800001111" not in "".join(lines)


def test_messages_of_libraries_are_written_without_what_was_filled_in() -> None:
    record = logging.LogRecord("other", logging.WARNING, __file__, 1, "failed for %s", ("张三",), None)

    assert "张三" not in Lines().format(record)
    assert "failed for %s" in Lines("plain").format(record)
