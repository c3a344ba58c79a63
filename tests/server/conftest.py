"""Installations for the tests of operation."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

from tests.server.installations import Installation, prepared


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Made once; take a copy to change anything."""
    return prepared(tmp_path_factory.mktemp("installation"))


@pytest.fixture
def installation(migrated: Installation, tmp_path: Path) -> Installation:
    """An empty installation, migrated, this test's own."""
    return migrated.copy_to(tmp_path / "installation")


@pytest.fixture
def other_database() -> Iterator[str]:
    """An empty database: in PostgreSQL where the tests have one, else the embedded one of another folder."""
    server = os.environ.get("GONGKAI_TEST_DATABASE_URL", "")
    if not server:
        yield ""
        return
    import psycopg

    name = f"gongkai_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
