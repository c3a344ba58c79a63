"""Databases for single installations, in the PostgreSQL the tests were given; without it the embedded one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg


@contextmanager
def own_database(like: str = "") -> Iterator[str]:
    """Address of a database, empty or a copy of the one at `like`, gone afterwards; "" without PostgreSQL."""
    server = os.environ.get("GONGKAI_TEST_DATABASE_URL", "")
    if not server:
        yield ""
        return
    name = f"gongkai_{uuid4().hex}"
    template = urlsplit(like).path.lstrip("/") or "template1"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
