"""A whole installation in a folder of its own, with a database of its own, driven by processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from gongkai.server.keys import create_keys
from tests.architecture.source import ROOT


@dataclass
class Installation:
    """Where it lies, and the environment of its processes."""

    folder: Path
    database_url: str
    mail_port: int
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")},
            "DJANGO_SETTINGS_MODULE": "gongkai.server.settings",
            "PYTHONPATH": str(ROOT),
            "GONGKAI_DATA_DIR": str(self.folder / "data"),
            "GONGKAI_KEYS_DIR": str(self.folder / "keys"),
            "GONGKAI_DATABASE_URL": self.database_url,
            "GONGKAI_HTTPS": "0",
            "GONGKAI_MAIL_URL": f"smtp://127.0.0.1:{self.mail_port}",
            "GONGKAI_MAIL_FROM": "gongkai@shifan.example",
        }

    def start(self, command: str, *arguments: object) -> subprocess.Popen[str]:
        """A process that runs one function of proofs.py."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.apps.core.proofs", command, *map(str, arguments)],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.running.append(process)
        return process

    def run(self, command: str, *arguments: object):
        """The same to its end; returns what the function returned."""
        return ended(self.start(command, *arguments))

    def together(self, number: int, command: str, *arguments: object) -> list[object]:
        """Several processes that begin at the same moment."""
        begin = self.folder / f"begin-{command}"
        processes = [self.start(command, begin, *arguments, *([one] if arguments else [])) for one in range(number)]
        begin.touch()
        return [ended(process) for process in processes]


def ended(process: subprocess.Popen[str], seconds: int = 500):
    """What a process returned; fails with what it wrote when it failed."""
    out, err = process.communicate(timeout=seconds)
    assert process.returncode == 0, err
    assert "locked" not in err, err
    assert "database-away" not in err, err
    return json.loads(out.splitlines()[-1])


@contextmanager
def installed(folder: Path, *, mail_port: int = 25) -> Iterator[Installation]:
    """An installation on the kind of database the tests run on, migrated and empty."""
    create_keys(folder / "keys")
    (folder / "data").mkdir()
    with _database() as url:
        installation = Installation(folder, url, mail_port)
        migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env=installation.environment, cwd=ROOT, check=True)
        try:
            yield installation
        finally:
            for process in installation.running:
                process.kill()
                process.communicate()


@contextmanager
def _database() -> Iterator[str]:
    """The address of a new PostgreSQL database where the tests run on PostgreSQL; "" for the embedded one."""
    if connection.vendor != "postgresql":
        yield ""
        return
    told = connection.settings_dict
    name = f"{told['NAME']}_proof"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
    password = f":{quote(told['PASSWORD'], safe='')}" if told["PASSWORD"] else ""
    port = f":{told['PORT']}" if told["PORT"] else ""
    try:
        yield f"postgresql://{quote(told['USER'])}{password}@{quote(told['HOST'], safe='')}{port}/{name}"
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
