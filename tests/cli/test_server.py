"""Commands that set up and run an installation."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.installations import Installation

pytestmark = pytest.mark.slow


@pytest.fixture
def fresh(tmp_path: Path) -> Installation:
    """Settings alone: no keys, no data."""
    return Installation(tmp_path)


def test_keys_are_made_once(fresh: Installation) -> None:
    assert fresh.run("keys", "create").returncode == 0
    before = (fresh.keys / "master.key").read_bytes()

    again = fresh.run("keys", "create")

    assert (again.returncode, "[key-exists]" in again.stderr) == (2, True)
    assert (fresh.keys / "master.key").read_bytes() == before
    assert (fresh.keys / "master.key").stat().st_mode & 0o777 == 0o600


def test_missing_keys_stop_the_migration_before_anything_is_made(fresh: Installation) -> None:
    ended = fresh.run("migrate")

    assert (ended.returncode, "[key-missing]" in ended.stderr) == (2, True)
    assert not fresh.data.exists()


@pytest.mark.parametrize(("name", "mode"), [("master.key", 0o644), (".", 0o755)])
def test_keys_others_can_read_are_refused(fresh: Installation, name: str, mode: int) -> None:
    fresh.run("keys", "create")
    (fresh.keys / name).chmod(mode)

    ended = fresh.run("keys", "check")

    assert (ended.returncode, "[key-exposed]" in ended.stderr) == (2, True)


def test_unsafe_setting_stops_every_command_with_one_line(fresh: Installation) -> None:
    fresh.settings["GONGKAI_HOSTS"] = "*"

    ended = fresh.run("web")

    assert ended.returncode == 2
    assert ended.stderr == "gongkai: GONGKAI_HOSTS: Name each host; no wildcard. [setting-unsafe]\n"


@pytest.mark.parametrize("command", ["web", "worker"])
def test_nothing_runs_on_a_database_of_another_version(fresh: Installation, command: str) -> None:
    fresh.run("keys", "create")
    fresh.data.mkdir()

    ended = fresh.run(command)

    assert (ended.returncode, "[not-migrated]" in ended.stderr) == (2, True)


def test_migrating_again_changes_nothing(installation: Installation) -> None:
    assert installation.run("migrate").returncode == 0
    assert (installation.data / "static" / "staticfiles.json").is_file()


def test_data_folder_is_closed_to_others(installation: Installation) -> None:
    assert installation.data.stat().st_mode & 0o077 == 0
