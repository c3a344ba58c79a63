"""Installations for the tests of operation."""

from __future__ import annotations

from pathlib import Path

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
