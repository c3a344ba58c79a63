"""Those who carry notices: a mail server, a service over HTTP, or a folder. Each says what it knows of the outcome."""

from __future__ import annotations

import json
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, quote_plus

import httpx
from django.conf import settings
from django.utils.timezone import localtime

from gongkai.apps.core.models import Channel
from gongkai.apps.core.notices_tokens import NoToken, TokenSource, object_in

TIMEOUT_SECONDS = 20
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
HTTP_SETTINGS = ("url", "body", "success", "headers")


@dataclass(frozen=True, slots=True)
class Message:
    """A notice on its way out, in the language of its recipient.

    reference   the same at every try, so that a provider can tell a repetition
    """

    reference: str
    address: str
    subject: str
    text: str
    at: datetime


class NotSent(Exception):
    """It has certainly not been taken; another try may succeed."""


class Refused(Exception):
    """It has certainly not been taken and never will be."""


class Uncertain(Exception):
    """It broke off after the message was on its way: it may have been taken."""


class Provider(Protocol):
    """One way of handing a message over."""

    def send(self, message: Message) -> str:
        """Hand it over; returns the provider's own id of it, or "".

        raises  NotSent, Refused, Uncertain
        """
        ...


@dataclass(frozen=True, slots=True)
class SmtpProvider:
    """A mail server; with TLS from the start, or after STARTTLS."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    starts_tls: bool = False
    is_tls: bool = False

    def send(self, message: Message) -> str:
        try:
            mail = self._mail(message).as_bytes(policy=SMTP)
            message.address.encode("ascii")
        except ValueError as error:
            raise Refused from error
        try:
            server = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent from error
        try:
            return self._handed_over(server, message.address, mail)
        finally:
            _leave(server)

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.is_tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
        try:
            if self.starts_tls:
                server.starttls(context=context)
            if self.user:
                server.login(self.user, self.password)
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        return server

    def _handed_over(self, server: smtplib.SMTP, address: str, mail: bytes) -> str:
        try:
            _check(server.mail(self.sender)[0], lasting=NotSent)
            _check(server.rcpt(address)[0])
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent from error
        try:
            code, words = server.data(mail)
        except smtplib.SMTPDataError as error:
            _check(error.smtp_code)
            raise NotSent from error
        except (OSError, smtplib.SMTPException) as error:
            raise Uncertain from error
        _check(code)
        return words.decode("ascii", "replace")[:120]

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.sender, message.address, message.subject
        mail["Date"] = format_datetime(localtime(message.at))
        mail["Message-ID"] = f"<{message.reference}@{self.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text, cte="base64")
        return mail


def _check(code: int, *, lasting: type[Exception] = Refused) -> None:
    """Raises Refused (or what is named) for an answer that stays, NotSent for one that may change."""
    if 500 <= code < 600:
        raise lasting
    if not 200 <= code < 300:
        raise NotSent


def _leave(server: smtplib.SMTP) -> None:
    """The outcome is known; how the connection ends does not change it."""
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()


@dataclass(frozen=True, slots=True)
class HttpProvider:
    """A service asked by POST: for SMS, WeChat or government WeChat, or a gateway in front of them.

    body     JSON or form text with {phone} or {address}, {text}, {subject} and {reference}; a value filled in never
             breaks its form
    success  "name=value" that the answer, an object, must hold where the service answers 200 to everything; or ""
    tokens   where the service wants a token, which is filled in for {token} in address, headers and body
    """

    url: str
    body: str
    success: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    tokens: TokenSource | None = None

    def send(self, message: Message) -> str:
        token = self._token(message)
        answer = self._posted(message, token)
        if self.tokens is not None and self.tokens.is_refused(answer):
            self.tokens.forget(token)
            answer = self._posted(message, self._token(message))
            if self.tokens.is_refused(answer):
                raise NotSent
        return _outcome(answer, self.success)

    def _token(self, message: Message) -> str:
        if self.tokens is None:
            return ""
        try:
            return self.tokens.token(message.at, timeout=TIMEOUT_SECONDS)
        except NoToken:
            raise NotSent from None

    def _posted(self, message: Message, token: str) -> httpx.Response:
        try:
            content, media_type = self._content(message, token)
        except ValueError as error:  # the body in the settings is no JSON: mended, it can go out
            raise NotSent from error
        url, own = self.url, dict(self.headers)
        if token:
            url = _filled(url, {"token": quote(token, safe="")})
            own = {name: _filled(value, {"token": token}) for name, value in own.items()}
        try:
            with httpx.Client(timeout=TIMEOUT_SECONDS, follow_redirects=False, trust_env=False) as client:
                return client.post(url, content=content, headers={"Content-Type": media_type, **own})
        except (*NEVER_LEFT, httpx.InvalidURL) as error:
            raise NotSent from error
        except httpx.HTTPError as error:
            raise Uncertain from error

    def _content(self, message: Message, token: str) -> tuple[bytes, str]:
        values = {
            **({"token": token} if token else {}),
            "phone": message.address,
            "address": message.address,
            "text": message.text,
            "subject": message.subject,
            "reference": message.reference,
        }
        if self.body.lstrip().startswith(("{", "[")):
            filled = _fill(json.loads(self.body), values)
            return json.dumps(filled, ensure_ascii=False).encode(), "application/json"
        escaped = {name: quote_plus(value) for name, value in values.items()}
        return _filled(self.body, escaped).encode(), "application/x-www-form-urlencoded"


def _fill(part: Any, values: Mapping[str, str]) -> Any:
    if isinstance(part, str):
        return _filled(part, values)
    if isinstance(part, list):
        return [_fill(one, values) for one in part]
    return {name: _fill(one, values) for name, one in part.items()} if isinstance(part, dict) else part


def _filled(words: str, values: Mapping[str, str]) -> str:
    """The places filled in once: braces inside a value stay what they are."""
    parts = words.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, closing, rest = part.partition("}")
        filled.append(values[name] + rest if closing and name in values else "{" + part)
    return "".join(filled)


TRY_LATER = frozenset({401, 403, 404, 429, 503})
"""Answers that say it was not taken and that another day, or a mended setting, may change."""


def _outcome(answer: httpx.Response, success: str) -> str:
    if answer.is_success:
        told = object_in(answer)
        name, _, value = success.partition("=")
        if success and str(told.get(name)) != value:
            raise NotSent
        return str(next((told[key] for key in ("id", "message_id", "msgid") if key in told), ""))[:120]
    if answer.status_code in TRY_LATER or answer.is_redirect:
        raise NotSent
    if answer.is_client_error and answer.status_code != httpx.codes.REQUEST_TIMEOUT:
        raise Refused
    raise Uncertain


@dataclass(frozen=True, slots=True)
class FolderProvider:
    """Writes each message to a file of its own: for trials and tests."""

    folder: Path
    channel: str

    def send(self, message: Message) -> str:
        path = self.folder / f"{self.channel}-{message.reference}.json"
        facts = {"to": message.address, "subject": message.subject, "text": message.text}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise NotSent from error
        return path.name


def provider_for(channel: str) -> Provider | None:
    """What the settings name for a channel; None where they name nothing."""
    config = settings.CONFIG
    if config.notices_dir is not None:
        return FolderProvider(config.notices_dir, channel)
    if channel == Channel.EMAIL:
        return _mail_provider()
    url, body, success, headers = (getattr(config, f"{channel}_{part}") for part in HTTP_SETTINGS)
    if not url:
        return None
    tokens = None
    if channel == Channel.WECHAT and config.wechat_token_url:
        tokens = TokenSource(config.wechat_token_url, config.wechat_token_body, config.wechat_token_invalid)
    return HttpProvider(url, body, success, headers, tokens)


def _mail_provider() -> Provider | None:
    if settings.EMAIL_BACKEND.endswith(".filebased.EmailBackend"):
        return FolderProvider(Path(getattr(settings, "EMAIL_FILE_PATH", "")), Channel.EMAIL)
    if not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        return None
    return SmtpProvider(
        settings.EMAIL_HOST,
        settings.EMAIL_PORT,
        settings.DEFAULT_FROM_EMAIL,
        settings.EMAIL_HOST_USER,
        settings.EMAIL_HOST_PASSWORD,
        starts_tls=settings.EMAIL_USE_TLS,
        is_tls=settings.EMAIL_USE_SSL,
    )
