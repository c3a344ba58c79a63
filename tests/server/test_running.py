"""The platform as it really runs: granian and worker as processes, asked over HTTP, stopped and killed."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator

import pytest

from tests.server.installations import Installation
from tests.server.running import PATIENCE, Desk, Running

pytestmark = pytest.mark.slow

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
