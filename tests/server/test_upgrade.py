"""Data of an older version: restored into the tables of its time, then brought up to this version."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.installations import Installation

pytestmark = pytest.mark.slow

AGE = """
import json, sys
from pathlib import Path
from datetime import datetime
from django.conf import settings
from gongkai.server.archive import MANIFEST, ROWS, check_archive, members, new_archive

LATER, CUT = {"metadata"}, "0017"
old, new = Path(sys.argv[1]), Path(sys.argv[2])
manifest = check_archive(old, key=settings.AUDIT_KEY)
applied = manifest.migrations["django_tasks_database"]
manifest.migrations["django_tasks_database"] = [name for name in applied if name < CUT]
with new_archive(new, manifest, key=settings.AUDIT_KEY) as archive:
    for name, file in members(old):
        if name == MANIFEST:
            continue
        lines = file.read().splitlines(keepends=True)
        if name == f"{ROWS}django_tasks_database.dbtaskresult.jsonl":
            heads = json.loads(lines[0])
            kept = [heads.index(head) for head in heads if head not in LATER]
            lines = [json.dumps([json.loads(line)[i] for i in kept]).encode() + b"\\n" for line in lines]
        archive.add_lines(name, iter(lines))
"""
NEWER = AGE.replace('LATER, CUT = {"metadata"}, "0017"', "LATER = set()").replace(
    "[name for name in applied if name < CUT]", '[*applied, "9999_later"]'
)
QUEUE = """
from django.db import transaction
from django.utils import timezone
from gongkai.apps.accounts.services import open_account
from gongkai.apps.core import outbox
from gongkai.apps.core.actors import SYSTEM
with transaction.atomic():
    user = open_account(username="chen", name="演示", password=None, by=SYSTEM, at=timezone.now())
    outbox.queue("disclosure.published", user)
"""
TOLD = """
from django_tasks_db.models import DBTaskResult
from gongkai.apps.core.audit_check import verify
from gongkai.server.installation import unapplied_migrations
print(DBTaskResult.objects.values_list("args_kwargs", flat=True), unapplied_migrations(), verify().is_sound)
"""


def rewritten(installation: Installation, tmp_path: Path, change: str) -> Path:
    """A backup as another version would have written it."""
    backup, changed = tmp_path / "gongkai.backup", tmp_path / "changed.backup"
    assert installation.run("backup", str(backup)).returncode == 0
    installation.python(f"import sys\nsys.argv = ['', {str(backup)!r}, {str(changed)!r}]\n{change}")
    return changed


def test_backup_of_an_older_version_is_brought_up_to_this_one(installation: Installation, tmp_path: Path) -> None:
    installation.python(QUEUE)
    before = installation.python(TOLD)
    older = rewritten(installation, tmp_path, AGE)

    ended = installation.run("restore", str(older), "--force")

    assert ended.returncode == 0, ended.stderr
    assert installation.python(TOLD) == before
    assert before.endswith("[] True")


def test_backup_of_a_newer_version_is_refused(installation: Installation, tmp_path: Path) -> None:
    newer = rewritten(installation, tmp_path, NEWER)

    refused = installation.run("restore", str(newer), "--force")

    assert (refused.returncode, "[backup-newer]" in refused.stderr) == (2, True)
