"""The worker process: works until it is told to stop."""

from __future__ import annotations

import signal
from threading import Event

from gongkai.apps.core.worker import run_worker


def run() -> None:
    """Finish the task at hand on SIGTERM or SIGINT, then end."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run_worker(stop)
