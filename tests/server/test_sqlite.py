"""Writers of the embedded database take turns."""

from __future__ import annotations

import fcntl
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db.utils import OperationalError
from pytest_django import DjangoDbBlocker

from gongkai.server.sqlite.base import DatabaseWrapper
from tests.apps.core.carriers import wait_until


def connected(folder: Path, *, seconds: float = 20) -> DatabaseWrapper:
    settings = {
        "NAME": folder / "turns.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": seconds},
        "TIME_ZONE": None,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": False,
        "AUTOCOMMIT": True,
    }
    connection = DatabaseWrapper(settings, "turns")
    connection.inc_thread_sharing()
    connection.connect()
    return connection


@pytest.fixture
def folder(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    with closing(sqlite3.connect(tmp_path / "turns.sqlite3")) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE written (writer INTEGER)")
    with django_db_blocker.unblock():
        yield tmp_path


def begin(connection: DatabaseWrapper) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(connection: DatabaseWrapper) -> None:
    connection.commit()
    connection.set_autocommit(True)


def somebody_waits(folder: Path) -> bool:
    with (folder / "turns.sqlite3-turn").open("r+b") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def write_once(folder: Path, order: list[str]) -> None:
    with closing(connected(folder)) as connection:
        begin(connection)
        order.append("who waited")
        end(connection)


def test_who_has_just_written_comes_after_who_waits(folder: Path) -> None:
    order: list[str] = []
    with closing(connected(folder)) as connection:
        begin(connection)
        other = threading.Thread(target=write_once, args=(folder, order))
        other.start()
        wait_until(lambda: somebody_waits(folder))

        end(connection)
        begin(connection)
        order.append("who had just written")
        end(connection)
        other.join()

    assert order == ["who waited", "who had just written"]


def test_writer_is_told_when_the_database_stays_locked(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "turns.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with closing(connected(folder, seconds=0.2)) as connection, pytest.raises(OperationalError, match="locked"):
            begin(connection)


def test_statement_outside_a_transaction_waits_as_before_afterwards(folder: Path) -> None:
    with closing(connected(folder, seconds=7)) as connection:
        begin(connection)
        end(connection)

        assert connection.cursor().execute("PRAGMA busy_timeout").fetchone() == (7000,)
