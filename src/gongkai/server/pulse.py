"""Signs of life: whether the database answers, whether a worker is at work, and what waits for it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import DatabaseError, connection
from django.db.models import Max
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.apps.core.models import DeadLetter, Worker
from gongkai.apps.core.models.outbox import DeadLetterState
from gongkai.apps.core.seals import unsealed

WORKER_SILENT = 90
"""Seconds after which a worker that says nothing counts as gone."""


def worker_age() -> float | None:
    """Seconds since the last sign of a worker; None where none is at work. Raises DatabaseError."""
    seen_at = Worker.objects.aggregate(last=Max("seen_at"))["last"]
    return None if seen_at is None else max(0.0, (timezone.now() - seen_at).total_seconds())


def is_worker_alive() -> bool:
    try:
        age = worker_age()
    except DatabaseError:
        return False
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
    is_there = is_database_there()
    return {"database": is_there, "worker": is_there and is_worker_alive()}


def figures() -> dict[str, float]:
    """What waits, by the name of its gauge; nothing while the database is away."""
    try:
        age = worker_age()
        return {
            "queue_length": DBTaskResult.objects.filter(status=TaskResultStatus.READY).count(),
            "dead_letters": DeadLetter.objects.filter(state=DeadLetterState.OPEN).count(),
            "unsealed_entries": unsealed().count(),
            **({} if age is None else {"worker_age_seconds": round(age, 1)}),
        }
    except DatabaseError:
        return {}
