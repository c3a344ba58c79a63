"""The platform as it really runs: granian and worker as processes, asked over HTTP, stopped and killed."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.server.installations import Installation, free_port

pytestmark = pytest.mark.slow

PATIENCE = 60.0
TOKEN = "a" * 32
MAKE_COUNTY = f"""
import sys
sys.path.insert(0, {os.getcwd()!r})
from tests.apps.builders import County
county = County()
print(county.client("clerk").cookies["gk_session"].value)
"""

KEPT = """
from gongkai.apps.disclosure.models import Publication as P
print(*P.objects.values_list('title', flat=True))
assert not P.objects.filter(versions__isnull=True).exists()
"""
KILLED_AFTER = (0.0, 0.01, 0.03)
"""Seconds after a form was sent; a draft takes some hundredths of a second."""


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
    """`gongkai serve` or `web` on a free port."""

    def __init__(self, installation: Installation, command: str) -> None:
        self.port = free_port()
        installation.settings.update(
            GONGKAI_LISTEN=f"127.0.0.1:{self.port}", GONGKAI_WORKERS="1", GONGKAI_REQUIRE_TOTP="0"
        )
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


@pytest.fixture
def served(installation: Installation) -> Iterator[Running]:
    running = Running(installation, "serve")
    yield running
    running.end()


def test_one_command_runs_web_and_worker_and_stops_them_in_order(served: Running) -> None:
    assert json.loads(served.until("/ready", 200)) == {"status": "ready", "database": True, "worker": True}
    assert "gongkai_requests_total{" in served.until("/metrics", 200)

    assert served.end() == 0

    assert "all processes ended" in served.lines[-1]
    assert any("worker-stopped" in line for line in served.lines)


@pytest.mark.parametrize("command", ["web", "worker"])
def test_process_that_is_killed_is_started_anew(served: Running, command: str) -> None:
    served.until("/ready", 200)
    killed = served.pid_of(command)

    os.kill(killed, signal.SIGKILL)

    deadline = time.monotonic() + PATIENCE
    while served.pid_of(command) == killed and time.monotonic() < deadline:
        time.sleep(0.05)
    assert served.pid_of(command) != killed
    served.until("/ready", 200)


def test_log_is_one_stream_of_json_lines(served: Running) -> None:
    served.until("/ready", 200)
    served.get("/no/such/page?name=%E5%BC%A0%E4%B8%89", Host="localhost")
    served.end()

    told = [json.loads(line) for line in served.lines[1:]]
    assert {"process started", "worker-started", "request"} <= {line["event"] for line in told}
    assert "no/such" not in "".join(served.lines)


def test_web_killed_in_mid_request_loses_nothing_acknowledged(installation: Installation) -> None:
    """The serving processes are killed at several moments of a request: what was answered stands in the register."""
    session = installation.python(MAKE_COUNTY)
    running = Running(installation, "serve")
    desk = Desk(running, session)

    try:
        for seconds in KILLED_AFTER:
            running.until("/ready", 200)
            desk.draft_and_go_on(f"before-{seconds}")
            desk.draft_and_kill(f"during-{seconds}", seconds)
        running.until("/ready", 200)
        desk.draft_and_go_on("after")
    finally:
        running.end()

    kept = installation.python(KEPT).split()
    assert desk.broken_off
    assert set(desk.acknowledged) <= set(kept) <= {*desk.acknowledged, *desk.broken_off}
    assert len(kept) == len(set(kept))


class Desk:
    """The clerk's browser, signed in, as far as this test needs one."""

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

    def _sent(self, title: str) -> HTTPConnection:
        fields = {"title": title, "text": "text", "body": "1", "csrfmiddlewaretoken": TOKEN}
        headers = {"Host": "localhost", "Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection = HTTPConnection("127.0.0.1", self.running.port, timeout=PATIENCE)
        connection.request("POST", "/shifan/desk/publications/new/", urlencode(fields).encode(), headers)
        return connection

    def _note_answer(self, connection: HTTPConnection, title: str) -> None:
        response = connection.getresponse()
        assert response.status == 302, response.read().decode()
        self.acknowledged.append(title)
