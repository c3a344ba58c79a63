"""Installations for the tests of operation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.databases import own_database
from tests.server.installations import Installation, prepared


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """On the embedded database. Made once; take a copy to change anything."""
    return prepared(tmp_path_factory.mktemp("installation"))


@pytest.fixture(scope="session")
def migrated_database(migrated: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a migrated database in PostgreSQL, where the tests have one."""
    with own_database() as address:
        if address:
            migrated.copy_to(tmp_path_factory.mktemp("migrating")).on(address).run("migrate", "--quiet")
        yield address


@pytest.fixture
def installation(migrated: Installation, migrated_database: str, tmp_path: Path) -> Iterator[Installation]:
    """An empty installation, migrated, this test's own; its database is where the tests have theirs."""
    with own_database(like=migrated_database) as address:
        yield migrated.copy_to(tmp_path / "installation").on(address)


@pytest.fixture
def other_database() -> Iterator[str]:
    """An empty database: in PostgreSQL where the tests have one, else the embedded one of another folder."""
    with own_database() as address:
        yield address
