"""Signs of life: whether the database answers, whether a worker is at work, and what waits for it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from threading import Event

from django.conf import settings
from django.db import DatabaseError, connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

WORKER_SILENT = 300
"""Seconds after which a worker that says nothing counts as gone; one long task may take minutes."""


class Heartbeat(Event):
    """The order to stop, for a worker that asks for it again and again: each time it asks, it is known to be alive."""

    def wait(self, timeout: float | None = None) -> bool:
        beat()
        return super().wait(timeout)

    def is_set(self) -> bool:
        beat()
        return super().is_set()


def beat() -> None:
    """Leave a sign of life; at most one a second."""
    path = _beat_file()
    age = worker_age()
    if age is None or age >= 1:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def worker_age() -> float | None:
    """Seconds since the last sign of a worker; None where there never was one."""
    try:
        return max(0.0, time.time() - _beat_file().stat().st_mtime)
    except OSError:
        return None


def is_worker_alive() -> bool:
    age = worker_age()
    return age is not None and age < WORKER_SILENT


def is_database_there() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def state() -> Mapping[str, bool]:
    """Each part an installation needs in order to work, and whether it is there."""
    return {"database": is_database_there(), "worker": is_worker_alive()}


def figures() -> dict[str, float]:
    """What waits, by the name of its gauge; without the database only what can be told without it."""
    age = worker_age()
    found: dict[str, float] = {} if age is None else {"worker_age_seconds": round(age, 1)}
    try:
        return found | {"queue_length": DBTaskResult.objects.filter(status=TaskResultStatus.READY).count()}
    except DatabaseError:
        return found


def _beat_file() -> Path:
    return Path(settings.CONFIG.data_dir) / "run" / "worker"
