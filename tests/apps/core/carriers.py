"""Real carriers on loopback for the tests of notices: a mail server and a service over HTTP, in any mood."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from aiosmtpd.controller import Controller


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass
class Post:
    """A mail server's post-box.

    mood     "accepts", "later" (451 to the sender), "refuses" (550 to the recipient), "full" (552 after the text)
             or "breaks off" (takes the text and says nothing)
    seconds  between taking a mail and saying so
    """

    mood: str = "accepts"
    seconds: float = 0
    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_MAIL(self, _server, _session, envelope, address, _options):  # noqa: N802
        if self.mood == "later":
            return "451 Try later"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if self.mood == "refuses":
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802
        if self.mood == "full":
            return "552 Too much"
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        if self.mood == "breaks off":
            server.transport.abort()
        await asyncio.sleep(self.seconds)
        return "250 Taken as 1"

    @property
    def references(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails]


@contextmanager
def mail_server(post: Post, port: int) -> Iterator[Post]:
    server = Controller(post, hostname="127.0.0.1", port=port, ready_timeout=20)
    server.start()
    try:
        yield post
    finally:
        server.stop()


@dataclass
class Gateway:
    """A service asked by POST.

    mood     the status it answers with, or "breaks off"
    tokens   what it answers, one after the other, where a token is asked for
    asked    the requests for a token
    invalid  tokens it does not take (any more)
    """

    mood: int | str = 200
    answer: object = field(default_factory=lambda: {"id": "a-1"})
    bodies: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    tokens: list[object] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    invalid: set[str] = field(default_factory=set)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/send"

    @property
    def token_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/token?corpsecret=geheim"


class Answering(BaseHTTPRequestHandler):
    """Answers as its gateway is in the mood to."""

    state: Gateway

    def do_GET(self) -> None:
        self.give_token("")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path.startswith("/token"):
            self.give_token(body)
            return
        state = self.state
        state.bodies.append(body)
        state.headers.append(dict(self.headers))
        state.paths.append(self.path)
        if state.mood == "breaks off":
            self.close_connection = True
            return
        is_invalid = any(token in self.path for token in state.invalid)
        self.answer({"errcode": 42001} if is_invalid else state.answer, int(state.mood))

    def give_token(self, body: str) -> None:
        self.state.asked.append(f"{self.command} {self.path} {body}".rstrip())
        self.answer(self.state.tokens.pop(0))

    def answer(self, told: object, status: int = 200) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def gateway() -> Iterator[Gateway]:
    state = Gateway()
    answering = type("Answering", (Answering,), {"state": state})
    with ThreadingHTTPServer(("127.0.0.1", 0), answering) as server:
        state.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()


def wait_until(is_so, seconds: float = 30.0) -> None:
    """Wait for another process; fails when it takes too long."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
