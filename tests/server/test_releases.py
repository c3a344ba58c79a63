"""Upgrade with data: the backup each release left behind, restored by today's program and brought up to its schema."""

from __future__ import annotations

import json
import shutil
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.server.installations import Installation
from tools.release_backup import BACKUP, KEYS, MIGRATIONS, RELEASES, ROOT, migration_digests, write_release

RELEASED = sorted(path.name for path in RELEASES.iterdir() if path.is_dir())
TODAY = "today"
pytestmark = pytest.mark.xdist_group("releases")
"""A backup made by this very program: it holds the tool to its word between two releases."""

AFTERWARDS = f"""
import hashlib, json, sys
sys.path.insert(0, {str(ROOT)!r})
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse
from gongkai.apps.accounts.models import User
from gongkai.apps.core.audit_check import verify
from gongkai.apps.core import seals
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from gongkai.server.backup import stored_files
from gongkai.server.fingerprint import audit_head, measure_digests
from gongkai.server.installation import unapplied_migrations
from tests.apps.builders import HOST, NOW, sign_in
from tests.server.release_data import IMPORTED, SLUG, TITLE

told = {{"audit": audit_head(), "measures": measure_digests(), "unapplied": unapplied_migrations()}}
told["files"] = {{
    path.relative_to(settings.CONFIG.data_dir).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
    for path in stored_files(settings.CONFIG.data_dir)
}}
told["rows"] = {{model._meta.label_lower: model._base_manager.count() for model in apps.get_models()}}
public, staff = Client(HTTP_HOST=HOST), Client(HTTP_HOST=HOST)
sign_in(staff, User.objects.get(username__startswith=f"{{SLUG}}-clerk-"))
told["pages"] = {{
    path: [client.get(f"/{{SLUG}}/{{path}}").status_code, words in client.get(f"/{{SLUG}}/{{path}}").content.decode()]
    for client, path, words in (
        (public, "", TITLE),
        (public, f"publications/{{Publication.objects.filter(title=IMPORTED).first().pk}}/", IMPORTED),
        (staff, "desk/", TITLE),
        (staff, "desk/publications/", TITLE),
    )
}}
draft = Publication.objects.get(state="draft", title=TITLE)
services.submit_publication(draft, has_checked=True, by=draft.written_by, at=NOW)
seals.seal(NOW)
told["sound"] = verify(seals.heads()).is_sound
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of all releases, and beside them one written today."""
    folder = tmp_path_factory.mktemp("releases")
    shutil.copytree(RELEASES, folder, dirs_exist_ok=True)
    write_release(folder / TODAY)
    return folder


def manifest_of(release: Path) -> dict[str, Any]:
    with tarfile.open(release / BACKUP) as archive:
        member = archive.extractfile("manifest.json")
        assert member is not None
        found: dict[str, Any] = json.load(member)
    return found


def with_keys_of(release: Path, folder: Path) -> Installation:
    """An installation that is empty but for the keys of a release, closed as they were."""
    (folder / "data").mkdir(parents=True)
    shutil.copytree(release / KEYS, folder / "keys")
    (folder / "keys").chmod(0o700)
    for path in (folder / "keys").iterdir():
        path.chmod(0o600)
    return Installation(folder)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("version", [*RELEASED, TODAY])
def test_data_of_a_release_live_on_in_this_version(
    version: str, releases: Path, other_database: str, tmp_path: Path
) -> None:
    manifest = manifest_of(releases / version)
    upgraded = with_keys_of(releases / version, tmp_path / "upgraded")
    upgraded.settings["GONGKAI_DATABASE_URL"] = other_database

    ended = upgraded.run("restore", str(releases / version / BACKUP))

    assert ended.returncode == 0, ended.stderr
    told = json.loads(upgraded.python(AFTERWARDS))
    assert (told["unapplied"], told["sound"]) == ([], True)
    assert told["audit"] == manifest["audit"]
    assert {name: told["measures"].get(name) for name in manifest["measures"]} == manifest["measures"]
    files = {name.removeprefix("files/"): digest for name, digest in manifest["parts"].items() if "files/" in name}
    assert told["files"] == files
    assert {name: told["rows"].get(name) for name in manifest["rows"]} == manifest["rows"]
    assert all(page == [200, True] for page in told["pages"].values()), told["pages"]


@pytest.mark.slow
def test_backup_of_a_release_has_rows_in_every_table(releases: Path) -> None:
    rows = manifest_of(releases / TODAY)["rows"]

    assert {name for name, count in rows.items() if not count} == set()


def test_migrations_of_a_release_are_never_changed() -> None:
    """Databases out there were made by them: what comes later is a migration of its own."""
    today = migration_digests()

    changed = {
        f"{version} {name}"
        for version in RELEASED
        for name, digest in json.loads((RELEASES / version / MIGRATIONS).read_text(encoding="utf-8")).items()
        if today.get(name) != digest
    }

    assert changed == set()


def test_release_is_a_few_hundred_kilobytes_at_most() -> None:
    sizes = {path.name: path.stat().st_size for path in RELEASES.rglob("*") if path.is_file()}

    assert not [name for name, size in sizes.items() if size > 300_000]
