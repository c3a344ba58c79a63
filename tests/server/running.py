"""The platform as processes on free ports of this machine, and a clerk at the desk who speaks HTTP."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from contextlib import closing
from dataclasses import replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests.server.installations import Installation, free_port

PATIENCE = 60.0
TOKEN = "a" * 32


def children_of(pid: int) -> list[int]:
    """All processes below one, the nearest first."""
    below: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text("utf-8").rpartition(")")[2].split()[1])
        except OSError:  # it ended meanwhile
            continue
        below.setdefault(parent, []).append(int(status.parent.name))
    found = list(below.get(pid, ()))
    for child in found:
        found += below.get(child, ())
    return found


class Running:
    """`gongkai serve` or `web` on a free port, with further settings of this process alone."""

    def __init__(self, installation: Installation, command: str, **settings: str) -> None:
        self.port = free_port()
        listen = f"127.0.0.1:{self.port}"
        given = {"GONGKAI_LISTEN": listen, "GONGKAI_WORKERS": "1", "GONGKAI_REQUIRE_TOTP": "0", **settings}
        installation = replace(installation, settings={**installation.settings, **given})
        self.process = installation.start(command)
        self.lines: list[str] = []
        assert self.process.stderr is not None
        self.reader = threading.Thread(target=self._read, args=(self.process.stderr,), daemon=True)
        self.reader.start()

    def _read(self, stream: object) -> None:
        for line in stream:  # type: ignore[attr-defined]
            self.lines.append(line.decode().strip())

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        return self.ask("GET", path, **headers)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        """Status and text of the answer. Raises OSError or HTTPException when there is none."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return response.status, response.read().decode()

    def until(self, path: str, status: int) -> str:
        """Ask until this is the answer."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                found, body = self.get(path)
                if found == status:
                    return body
            except (OSError, HTTPException):
                pass
            time.sleep(0.05)
        raise AssertionError(f"{path} did not answer {status}: {self.lines}")

    def pid_of(self, command: str) -> int:
        """The newest process the supervisor started for this command."""
        events = [json.loads(line) for line in self.lines if line.startswith("{")]
        return int([e["pid"] for e in events if e["event"] == "process started" and e["command"] == command][-1])

    def kill_web(self) -> None:
        """The processes that serve and the one that starts them, all before any can be started anew."""
        first = self.pid_of("web")
        served_by = children_of(first)
        assert served_by
        for pid in (first, *served_by):
            os.kill(pid, signal.SIGKILL)

    def end(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return status


class Desk:
    """The browser of someone signed in, as far as these tests need one."""

    def __init__(self, running: Running, session: str) -> None:
        self.running = running
        self.cookie = f"gk_session={session}; gk_csrf={TOKEN}"
        self.acknowledged: list[str] = []
        self.broken_off: list[str] = []

    def draft_and_go_on(self, title: str) -> None:
        with closing(self._sent(title)) as connection:
            self._note_answer(connection, title)

    def draft_and_kill(self, title: str, seconds: float) -> None:
        """Kill all that serves so long after the form is on its way; it is answered before that, or breaks off."""
        with closing(self._sent(title)) as connection:
            time.sleep(seconds)
            self.running.kill_web()
            try:
                self._note_answer(connection, title)
            except (OSError, HTTPException):
                self.broken_off.append(title)

    def press(self, path: str) -> int:
        """Status of the answer to a form without fields."""
        with closing(self._posted(path)) as connection:
            return connection.getresponse().status

    def _sent(self, title: str) -> HTTPConnection:
        return self._posted("/shifan/desk/publications/new/", title=title, text="text", body="1")

    def _posted(self, path: str, **fields: str) -> HTTPConnection:
        given = urlencode({**fields, "csrfmiddlewaretoken": TOKEN}).encode()
        headers = {"Host": "localhost", "Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection = HTTPConnection("127.0.0.1", self.running.port, timeout=PATIENCE)
        connection.request("POST", path, given, headers)
        return connection

    def _note_answer(self, connection: HTTPConnection, title: str) -> None:
        response = connection.getresponse()
        assert response.status == 302, response.read().decode()
        self.acknowledged.append(title)
