"""The worker process: works until it is told to stop, and is known to be alive."""

from __future__ import annotations

import signal

from gongkai.apps.core.worker import run_worker
from gongkai.server.logs import tell
from gongkai.server.pulse import Heartbeat


def run() -> None:
    """Finish the task at hand on SIGTERM or SIGINT, then end."""
    stop = Heartbeat()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    tell("worker started")
    run_worker(stop)
    tell("worker stopped")
