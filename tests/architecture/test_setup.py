"""Setting up: locks with hashes and no addresses, and a sentence where something is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")
PINNED = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;\\]+)", re.MULTILINE)


def pinned(lock: str) -> set[tuple[str, str]]:
    return {(match["name"], match["version"]) for match in PINNED.finditer((ROOT / lock).read_text("utf-8"))}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_its_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    entries = text.replace("\\\n", " ").splitlines()

    assert all("--hash=sha256:" in entry for entry in entries if entry)
    assert "://" not in text


def test_larger_locks_hold_the_smaller_ones_unchanged() -> None:
    assert pinned(LOCKS[0]) < pinned(LOCKS[1]) < pinned(LOCKS[2])


def test_everything_an_installation_needs_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(need for needs in project["optional-dependencies"].values() for need in needs),
    ]
    names = {re.split(r"[^A-Za-z0-9._-]", need)[0].lower() for need in wanted} - {"gongkai"}

    assert names <= {name for name, _ in pinned(LOCKS[0])}


def setting_up(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run the set-up where the only python is the given script."""
    tools = folder / "bin"
    tools.mkdir()
    for name in ("sh", "rm"):
        (tools / name).symlink_to(str(shutil.which(name)))
    (tools / "python3.11").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (tools / "python3.11").chmod(0o755)
    command = ["sh", str(ROOT / "tools" / "setup.sh"), "requirements.lock"]
    environment = {**os.environ, "PATH": str(tools), "PYTHON": ""}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_set_up_names_the_package_that_is_missing(tmp_path: Path) -> None:
    ended = setting_up(tmp_path, f'case "$*" in *ensurepip*) exit 1;; esac\nexec "{sys.executable}" "$@"')

    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert ended.returncode != 0
    assert f"sudo apt-get install python{version}-venv" in ended.stderr
    assert not (tmp_path / ".venv").exists()


def test_set_up_says_when_python_is_too_old(tmp_path: Path) -> None:
    ended = setting_up(tmp_path, "exit 1")

    assert ended.returncode != 0
    assert "Python 3.11 or later was not found" in ended.stderr


def test_postgres_for_the_tests_names_the_package_that_is_missing(tmp_path: Path) -> None:
    environment = {**os.environ, "GONGKAI_TEST_POSTGRES": str(tmp_path), "GONGKAI_TEST_DATABASE_URL": ""}
    command = ["sh", str(ROOT / "tools" / "postgres.sh"), "true"]

    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert ended.returncode != 0
    assert "sudo apt-get install postgresql" in ended.stderr
