"""Backup and restore: the same registers, audit log, measures and files, on this database or another; never a key."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from gongkai.server.rows import kept_models
from tests.server.installations import Installation

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("backup")]

HERE = f"import sys\nsys.path.insert(0, {os.getcwd()!r})\n"
FILL = f"""{HERE}
import io
from django.utils import timezone
from gongkai.apps.core import attachments, seals
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.disclosure import services
from tests.apps.builders import NOW, County
county = County()
assert county.government and county.department
for title in ("一", "二", "三"):
    clerk = county.person("clerk")
    new = services.draft_publication(body=county.body, title=title, body_html="<p>正文</p>", by=clerk, at=NOW)
    services.submit_publication(new, has_checked=True, by=clerk, at=NOW)
    county.review(new)
    services.publish_publication(new, by=county.person("publisher"), at=NOW)
attachments.store(io.BytesIO("通知附件".encode()), name="附件.txt", by=SYSTEM, at=NOW, body_id=county.body.pk)
seals.seal(timezone.now())
"""
KEPT = f"""{HERE}
import hashlib, json
from django.conf import settings
from gongkai.apps.core.audit_check import verify
from gongkai.server.backup import stored_files
from gongkai.server.fingerprint import audit_head, measure_digests
from gongkai.server.rows import kept_models, lines_of
digest = lambda parts: hashlib.sha256(b"".join(parts)).hexdigest()
print(json.dumps({{
    "rows": {{model._meta.label: digest(lines_of(model)) for model in kept_models()}},
    "files": {{path.name: digest([path.read_bytes()]) for path in stored_files(settings.CONFIG.data_dir)}},
    "audit": audit_head(), "measures": measure_digests(), "sound": verify().is_sound,
}}, sort_keys=True))
"""
ONE_MORE = f"""{HERE}
from gongkai.apps.core import audit
from gongkai.apps.core.actors import SYSTEM
from tests.apps.builders import NOW, County
audit.record("test.more", by=SYSTEM, at=NOW)
County(slug="shili", name="示例县").government
print("ok")
"""


@pytest.fixture(scope="module")
def filled(migrated: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with a county, publications, a file and a sealed log. Only read it."""
    made = migrated.copy_to(tmp_path_factory.mktemp("filled") / "installation")
    made.python(FILL)
    return made


@pytest.fixture(scope="module")
def backup(filled: Installation) -> Path:
    path = filled.folder / "gongkai.backup"
    ended = filled.run("backup", str(path), "--quiet")
    assert ended.returncode == 0, ended.stderr
    return path


def with_keys_of(one: Installation, folder: Path) -> Installation:
    """An installation without data that holds the keys of another."""
    new = one.copy_to(folder)
    for path in sorted(new.data.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    return new


def test_restored_installation_is_the_one_that_was_backed_up(
    filled: Installation, backup: Path, other_database: str, tmp_path: Path
) -> None:
    other = with_keys_of(filled, tmp_path / "other")
    other.settings["GONGKAI_DATABASE_URL"] = other_database

    ended = other.run("restore", str(backup))

    assert ended.returncode == 0, ended.stderr
    assert other.python(KEPT) == filled.python(KEPT)
    assert '"sound": true' in other.python(KEPT)
    assert other.python(ONE_MORE) == "ok"


@pytest.mark.postgres
def test_backup_of_the_other_database_comes_back_to_the_embedded_one(
    filled: Installation, backup: Path, other_database: str, tmp_path: Path
) -> None:
    other = with_keys_of(filled, tmp_path / "other")
    other.settings["GONGKAI_DATABASE_URL"] = other_database
    other.run("restore", str(backup))
    back = with_keys_of(filled, tmp_path / "back")

    second = tmp_path / "second.backup"
    assert other.run("backup", str(second)).returncode == 0
    ended = back.run("restore", str(second))

    assert ended.returncode == 0, ended.stderr
    assert back.python(KEPT) == filled.python(KEPT)


def test_backup_holds_no_key_and_is_closed_to_others(filled: Installation, backup: Path) -> None:
    keys = [path.read_bytes().strip() for path in filled.keys.iterdir()]
    whole = gzip.decompress(backup.read_bytes())

    assert not [key for key in keys if key in whole]
    assert backup.stat().st_mode & 0o077 == 0


def test_nothing_is_restored_over_data_unless_told_to(filled: Installation, backup: Path, tmp_path: Path) -> None:
    other = filled.copy_to(tmp_path / "other")
    other.python(ONE_MORE)
    before = other.python(KEPT)

    refused = other.run("restore", str(backup))

    assert (refused.returncode, "[not-empty]" in refused.stderr) == (2, True)
    assert other.python(KEPT) == before
    assert other.run("restore", str(backup), "--force").returncode == 0
    assert other.python(KEPT) == filled.python(KEPT)
    assert list(other.data.glob("replaced-*/gongkai.sqlite3"))


def test_nothing_is_restored_under_a_running_worker(filled: Installation, backup: Path, tmp_path: Path) -> None:
    other = filled.copy_to(tmp_path / "other")
    other.python(
        "from django.utils import timezone\nfrom gongkai.apps.core.worker import Shift\nShift().beat(timezone.now())"
    )

    refused = other.run("restore", str(backup), "--force")

    assert (refused.returncode, "[still-running]" in refused.stderr) == (2, True)


def test_backup_needs_the_keys_it_was_made_with(filled: Installation, backup: Path, tmp_path: Path) -> None:
    other = with_keys_of(filled, tmp_path / "other")
    for path in other.keys.iterdir():
        path.unlink()
    other.run("keys", "create")

    refused = other.run("restore", str(backup))

    assert (refused.returncode, "[backup-keys-differ]" in refused.stderr) == (2, True)
    assert not list(other.data.iterdir())


def rewritten(backup: Path, target: Path, change: str) -> Path:
    """The backup with one member altered, left out, or given a name that leads elsewhere."""
    with tarfile.open(backup) as old, tarfile.open(target, "w:gz") as new:
        for entry in old:
            data = old.extractfile(entry).read()  # type: ignore[union-attr]
            if entry.name == "rows/bodies.publicbody.jsonl":
                if change == "dropped":
                    continue
                data = data.replace("示范县".encode(), "示例县".encode()) if change == "altered" else data
                entry.name = "../outside" if change == "moved" else entry.name
            entry.size = len(data)
            new.addfile(entry, io.BytesIO(data))
    return target


@pytest.mark.parametrize("change", ["altered", "dropped", "moved", "cut"])
def test_damaged_backup_is_refused_before_anything_is_changed(
    change: str, filled: Installation, backup: Path, tmp_path: Path
) -> None:
    damaged = rewritten(backup, tmp_path / "damaged.backup", change)
    if change == "cut":
        damaged.write_bytes(damaged.read_bytes()[:-200])
    other = filled.copy_to(tmp_path / "other")
    before = other.python(KEPT)

    refused = other.run("restore", str(damaged), "--force")

    assert (refused.returncode, "[backup-damaged]" in refused.stderr) == (2, True)
    assert other.python(KEPT) == before


def test_stored_file_that_was_altered_is_named(filled: Installation, tmp_path: Path) -> None:
    other = filled.copy_to(tmp_path / "other")
    (stored,) = (path for path in (other.data / "files").rglob("*") if path.is_file() and len(path.name) == 64)
    stored.chmod(0o600)
    stored.write_bytes(b"altered")

    ended = other.run("backup", str(tmp_path / "doubtful.backup"))

    assert (ended.returncode, stored.name in ended.stderr) == (1, True)


def test_backup_sees_one_moment_and_keeps_nobody_from_writing(filled: Installation, tmp_path: Path) -> None:
    other = filled.copy_to(tmp_path / "other")

    told = other.python(
        f"{HERE}\nimport subprocess\n"
        "from gongkai.apps.core.models import AuditEntry\nfrom gongkai.server.backup import snapshot\n"
        "with snapshot():\n"
        "    before = AuditEntry.objects.count()\n"
        f"    subprocess.run([sys.executable, '-c', 'import django; django.setup()\\n' + {ONE_MORE!r}], check=True,"
        " stdout=subprocess.DEVNULL, timeout=15)\n"
        "    print(AuditEntry.objects.count() - before, end=' ')\n"
        "print(AuditEntry.objects.count() > before)"
    )

    assert told == "0 True"


def test_every_column_can_be_written_to_a_backup() -> None:
    """A field of our own would be read through its own conversion; it needs a form in server/rows.py first."""
    own = [
        f"{model._meta.label}.{field.name}"
        for model in kept_models()
        for field in model._meta.concrete_fields
        if not type(field).__module__.startswith("django.") or isinstance(field, models.FileField)
    ]

    assert own == []


def test_tables_left_out_are_known() -> None:
    kept = set(kept_models())
    tables = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
    left_out = {model._meta.label for model in tables if model not in kept}

    assert left_out == {
        "auth.Group",
        "auth.Group_permissions",
        "auth.Permission",
        "axes.AccessAttempt",
        "axes.AccessAttemptExpiration",
        "axes.AccessFailureLog",
        "axes.AccessLog",
        "contenttypes.ContentType",
        "core.Worker",
        "sessions.Session",
    }
