"""The unit files and the bundle agree with the commands and settings they use."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from gongkai.server.config import Config
from tests.architecture.source import ROOT
from tools.handbook.commands import all_commands

UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
HARDENED = (
    "NoNewPrivileges=true",
    "ProtectSystem=strict",
    "ProtectHome=true",
    "PrivateTmp=true",
    "PrivateDevices=true",
    "RestrictSUIDSGID=true",
    "SystemCallFilter=@system-service",
    "UMask=0077",
    "User=gongkai",
)


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_service_runs_a_command_that_exists(path: Path) -> None:
    command = re.search(r"^ExecStart=\S+/gongkai (.+)$", path.read_text("utf-8"), re.MULTILINE)

    assert command is not None
    assert f"gongkai {command[1]}" in {name for name, _ in all_commands()}


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
@pytest.mark.parametrize("line", HARDENED)
def test_service_is_hardened(path: Path, line: str) -> None:
    assert line in path.read_text("utf-8").splitlines()


def test_example_of_settings_names_settings_that_exist() -> None:
    named = set(re.findall(r"GONGKAI_(\w+)=", (ROOT / "deploy" / "gongkai.env.example").read_text("utf-8")))

    assert {name.lower() for name in named} <= set(Config.model_fields)


@pytest.mark.parametrize("script", ["bundle.sh", "install.sh", "setup.sh", "lock.sh"])
def test_script_is_understood_by_a_plain_shell(script: str) -> None:
    ended = subprocess.run(["sh", "-n", str(ROOT / "tools" / script)], capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stderr


def test_damaged_bundle_is_not_installed(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tools" / "install.sh", tmp_path)
    (tmp_path / "requirements.lock").write_text("altered", encoding="utf-8")
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  ./requirements.lock\n", encoding="utf-8")

    command = ["sh", str(tmp_path / "install.sh"), str(tmp_path / "target")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert "nothing was installed" in ended.stderr
    assert not (tmp_path / "target").exists()
