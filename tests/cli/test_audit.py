"""The command that holds the audit log to its seals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai.apps.core import audit, seals
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import AuditEntry
from gongkai.cli.audit import app
from tests.apps.builders import NOW
from tests.guards import guards_off

pytestmark = pytest.mark.django_db
RUNNER = CliRunner()


@pytest.fixture
def entry() -> AuditEntry:
    written = audit.record("accounts.open", by=SYSTEM, at=NOW)
    seals.seal(NOW)
    return written


def verified(folder: Path, *options: str):
    return RUNNER.invoke(app, ["verify", "--heads", str(folder), *options])


@pytest.mark.usefixtures("entry")
def test_sound_log_ends_with_nought(tmp_path: Path) -> None:
    ended = verified(tmp_path)

    assert (ended.exit_code, ended.stdout) == (0, "")
    assert "已封存 1 条，待封存 0 条，问题 0 处。" in ended.stderr


def test_altered_entry_is_named_and_ends_with_one(entry: AuditEntry, tmp_path: Path) -> None:
    with guards_off():
        AuditEntry.objects.update(act="accounts.close")

    ended = verified(tmp_path, "--language", "en")

    assert ended.exit_code == 1
    assert f"entry {entry.pk}" in ended.stdout
    assert "This entry was altered" in ended.stdout


def test_findings_are_told_as_json(entry: AuditEntry, tmp_path: Path) -> None:
    with guards_off():
        AuditEntry.objects.all().delete()

    told = json.loads(verified(tmp_path, "--format", "json").stdout)

    assert told["sound"] is False
    assert [(finding["rule"], finding["where"]) for finding in told["findings"]] == [
        ("entry-dropped", f"entry {entry.pk}")
    ]
