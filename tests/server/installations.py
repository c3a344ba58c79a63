"""An installation of its own for tests of operation: folders, keys, and the real commands as processes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from gongkai.server.keys import create_keys

COMMAND = (sys.executable, "-m", "gongkai.cli")


@dataclass
class Installation:
    """Folders of one installation below `folder`; settings as a person would set them."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DJANGO_"))}
        ours = {"GONGKAI_DATA_DIR": str(self.data), "GONGKAI_KEYS_DIR": str(self.keys), "GONGKAI_HTTPS": "0"}
        return {**inherited, **ours, "GONGKAI_LANGUAGE": "en", **self.settings}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One `gongkai` command, to its end."""
        return self._ended([*COMMAND, *words])

    def python(self, code: str) -> str:
        """What a program prints that runs in this installation with Django loaded."""
        start = "import django; django.setup()\n"
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "gongkai.server.settings"}
        ended = self._ended([sys.executable, "-c", start + code], environment)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.strip()

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """One `gongkai` command that goes on running; whoever starts it ends it."""
        return subprocess.Popen([*COMMAND, *words], env=self.environment, stderr=subprocess.PIPE)

    def _ended(self, command: list[str], environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=environment or self.environment, capture_output=True, text=True, check=False, timeout=300
        )

    def on(self, database: str) -> Installation:
        """The same with its registers at this address; the embedded ones for ""."""
        return replace(self, settings={**self.settings, "GONGKAI_DATABASE_URL": database})

    def copy_to(self, folder: Path) -> Installation:
        """Another installation with the same data and keys."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Installation(folder, dict(self.settings))


def prepared(folder: Path) -> Installation:
    """An installation with keys, migrated."""
    folder.mkdir(parents=True, exist_ok=True)
    create_keys(folder / "keys")
    made = Installation(folder)
    ended = made.run("migrate", "--quiet")
    assert ended.returncode == 0, ended.stderr
    return made


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
