"""SQLite whose writers wait their turn: none starves, however busy the others are.

SQLite itself looks for the lock ever more seldom, at last ten times a second. A writer that begins its next transaction
a millisecond after the last one then nearly always comes first: beside such writers one waited for ten seconds, and
after twenty it would have been told that the database is locked. Here whoever waits for the lock holds a file beside
the database, so only one looks for it, often; who has just written waits for that file like everybody else.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

LONGEST_REST = 0.003
"""Seconds between two looks."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded database."""

    transaction_mode: str | None
    _turn: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        """Called by Django at the beginning of each transaction."""
        if self.transaction_mode != "IMMEDIATE" or self.is_in_memory_db():
            self.cursor().execute(f"BEGIN {self.transaction_mode or ''}")
            return
        until = time.monotonic() + self._patience
        with self._in_turn(until), self._without_waiting():
            while True:
                try:
                    self.cursor().execute("BEGIN IMMEDIATE")
                except OperationalError as error:
                    if not _is_busy(error) or time.monotonic() > until:
                        raise
                    _rest()
                else:
                    return

    @property
    def _patience(self) -> float:
        """Seconds a writer waits, in all."""
        return float(self.settings_dict["OPTIONS"].get("timeout", 5))

    @contextmanager
    def _in_turn(self, until: float) -> Iterator[None]:
        """Hold the file of the one who looks for the lock; go on without it when time is up, and be told by SQLite."""
        if self._turn is None:
            self._turn = os.open(f"{self.settings_dict['NAME']}-turn", os.O_RDWR | os.O_CREAT, 0o600)
        while not _is_taken(self._turn) and time.monotonic() <= until:
            _rest()
        try:
            yield
        finally:
            flock(self._turn, LOCK_UN)

    @contextmanager
    def _without_waiting(self) -> Iterator[None]:
        """Let SQLite answer at once whether it is locked."""
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {round(self._patience * 1000)}")

    def close(self) -> None:
        super().close()
        if self._turn is not None:
            os.close(self._turn)
            self._turn = None


def _is_taken(turn: int) -> bool:
    try:
        flock(turn, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _rest() -> None:
    time.sleep(random.uniform(LONGEST_REST / 6, LONGEST_REST))


def _is_busy(error: OperationalError) -> bool:
    code = getattr(error.__cause__, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY
