"""Tokens that a message service wants: asked for by HTTP, kept in this process until they expire."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

import httpx

_USABLE = re.compile(r"[\x21-\x7e]{1,4096}")
_EARLY = timedelta(seconds=60)
"""How long before its end a token is no longer used: a message takes some time to arrive."""


class NoToken(Exception):
    """None was given: nothing can be sent now."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A token, and until when it may be used."""

    value: str = field(repr=False)
    until: datetime


_LOCK = Lock()
_KEPT: dict[TokenSource, Kept] = {}


@dataclass(frozen=True, slots=True)
class TokenSource:
    """Where tokens come from: the answer is an object with `access_token` and `expires_in` in seconds.

    url      asked by GET; by POST where there is a body, JSON or form
    invalid  "name=value,value" by which an answer of the service itself says that the token holds no more; or ""
    """

    url: str = field(repr=False)
    body: str = field(default="", repr=False)
    invalid: str = ""

    def token(self, at: datetime, *, timeout: float) -> str:
        """The one that is kept while it holds, else a new one. Raises NoToken."""
        with _LOCK:
            kept = _KEPT.get(self)
            if kept is None or at >= kept.until:
                kept = _KEPT[self] = self._asked(at, timeout)
            return kept.value

    def forget(self, token: str) -> None:
        """It was found invalid; one that has come meanwhile is kept."""
        with _LOCK:
            kept = _KEPT.get(self)
            if kept is not None and kept.value == token:
                del _KEPT[self]

    def is_refused(self, answer: httpx.Response) -> bool:
        """Whether the service says that the token is not, or no longer, valid."""
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            return True
        name, _, values = self.invalid.partition("=")
        told = object_in(answer)
        return name in told and str(told[name]) in [value.strip() for value in values.split(",")]

    def _asked(self, at: datetime, timeout: float) -> Kept:
        try:
            with httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client:
                answer = self._answer(client)
        except (httpx.HTTPError, httpx.InvalidURL):
            raise NoToken from None  # the error may hold the address, and with it the secret
        told = object_in(answer)
        token = told.get("access_token")
        if not answer.is_success or not isinstance(token, str) or not _USABLE.fullmatch(token):
            raise NoToken
        return Kept(token, at + max(_seconds(told.get("expires_in")) - _EARLY, timedelta(0)))

    def _answer(self, client: httpx.Client) -> httpx.Response:
        if not self.body:
            return client.get(self.url)
        is_json = self.body.lstrip().startswith("{")
        media_type = "application/json" if is_json else "application/x-www-form-urlencoded"
        return client.post(self.url, content=self.body.encode(), headers={"Content-Type": media_type})


def object_in(answer: httpx.Response) -> Mapping[str, object]:
    """The JSON object of an answer; empty where it is none."""
    try:
        told = answer.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _seconds(told: object) -> timedelta:
    """How long a token holds; not at all where the answer does not say."""
    text = str(told)
    return timedelta(seconds=int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else timedelta(0)
