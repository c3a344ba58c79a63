"""The worker: carries out what acts have queued, what falls due by itself, and seals the audit log."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Thread

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from gongkai.apps.core import schedule, seals, tasks
from gongkai.apps.core.models import Worker

_LOG = logging.getLogger("gongkai.worker")


@dataclass(frozen=True, slots=True)
class Timing:
    """How often a worker does what.

    patience   a worker that has left no sign of life for so long counts as killed
    """

    seal: timedelta = timedelta(seconds=3)
    schedule: timedelta = timedelta(seconds=20)
    sweep: timedelta = timedelta(seconds=20)
    beat: timedelta = timedelta(seconds=10)
    patience: timedelta = timedelta(seconds=60)


@dataclass
class Shift:
    """One worker's time at work. A turn does a little of everything, and one task."""

    name: str = field(default_factory=lambda: secrets.token_hex(8))
    timing: Timing = field(default_factory=Timing)
    _done_at: dict[str, datetime] = field(default_factory=dict)

    def beat(self, now: datetime) -> None:
        """Leave a sign of life."""
        Worker.objects.update_or_create(
            name=self.name, defaults={"seen_at": now}, create_defaults={"seen_at": now, "started_at": now}
        )

    def end(self) -> None:
        Worker.objects.filter(name=self.name).delete()

    def turn(self, now: datetime) -> bool:
        """True when a task was carried out, so that another may wait."""
        if self._is_time_to("beat", self.timing.beat, now):
            self.beat(now)
        if self._is_time_to("seal", self.timing.seal, now):
            seals.seal(now)
        if self._is_time_to("sweep", self.timing.sweep, now):
            tasks.sweep(self.name, now, patience=self.timing.patience)
        if self._is_time_to("schedule", self.timing.schedule, now):
            schedule.run_due(self.name, now)
        return tasks.work_off(self.name, now)

    def _is_time_to(self, what: str, every: timedelta, now: datetime) -> bool:
        last = self._done_at.get(what)
        if last is not None and last <= now < last + every:
            return False
        self._done_at[what] = now
        return True


def run_worker(
    stop: Event,
    *,
    interval: float = 1.0,
    timing: Timing | None = None,
    clock: Callable[[], datetime] = timezone.now,
) -> None:
    """Work until `stop` is set; safe to kill at any moment, and several may run at once.

    interval  seconds to rest when nothing is queued
    """
    shift = Shift(timing=timing or Timing())
    _LOG.info("worker-started", extra={"facts": {"worker": shift.name}})
    with _seen_alive(shift, clock):
        while not stop.is_set():
            if not _one_turn(shift, clock):
                stop.wait(interval)
    _LOG.info("worker-stopped", extra={"facts": {"worker": shift.name}})


def _one_turn(shift: Shift, clock: Callable[[], datetime]) -> bool:
    """A database that is away for a while does not end the worker."""
    try:
        close_old_connections()
        return shift.turn(clock())
    except (DatabaseError, InterfaceError) as error:
        _LOG.warning("database-away", extra={"facts": {"reason": type(error).__qualname__}})
        connection.close()
        return False


@contextmanager
def _seen_alive(shift: Shift, clock: Callable[[], datetime]) -> Iterator[None]:
    """Signs of life from a thread of its own, so that a long task is not taken for a killed worker."""
    over = Event()
    thread = Thread(target=_beat_until, args=(over, shift, clock), name="signs-of-life", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        try:
            shift.end()
        except (DatabaseError, InterfaceError):
            _LOG.warning("database-away", extra={"facts": {"reason": "end"}})
        connection.close()


def _beat_until(over: Event, shift: Shift, clock: Callable[[], datetime]) -> None:
    while not over.is_set():
        try:
            shift.beat(clock())
        except (DatabaseError, InterfaceError):
            connection.close()
        over.wait(shift.timing.beat.total_seconds())
    connection.close()
