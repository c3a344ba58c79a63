"""Backup: every register and file at one moment, while the platform goes on working; never a key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from gongkai import __version__
from gongkai.server.archive import FILES, ROWS, Manifest, Progress, Writer, new_archive
from gongkai.server.fingerprint import audit_head, measure_digests
from gongkai.server.rows import kept_models, lines_of

LEFT_BEHIND = ("static", "run", "gongkai.sqlite3", "replaced-", ".")
"""Beginnings of names in the data folder that are made anew, or were put aside by a restore."""

CONTENT_NAME = re.compile(r"[0-9a-f]{64}")


def back_up(path: Path, *, at: datetime, progress: Progress) -> list[str]:
    """Write a backup. Returns the names of stored files whose content no longer fits its digest."""
    manifest = Manifest(version=__version__, made_at=at.isoformat())
    with snapshot(), new_archive(path, manifest, key=settings.AUDIT_KEY) as archive:
        _note_state(manifest)
        for model in kept_models():
            label = model._meta.label_lower
            manifest.rows[label] = archive.add_lines(f"{ROWS}{label}.jsonl", lines_of(model)) - 1
            progress(label, manifest.rows[label])
        return _add_files(archive, progress)


@contextmanager
def snapshot() -> Iterator[None]:
    """A transaction that sees one moment and keeps nobody from writing."""
    connection.close()
    if connection.vendor == "sqlite":
        options = connections.settings["default"]["OPTIONS"]
        mode = options.get("transaction_mode")
        options["transaction_mode"] = "DEFERRED"
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        connection.close()
        if connection.vendor == "sqlite":
            options["transaction_mode"] = mode


def _note_state(manifest: Manifest) -> None:
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        manifest.migrations.setdefault(app, []).append(name)
    manifest.audit = audit_head()
    manifest.measures = measure_digests()


def _add_files(archive: Writer, progress: Progress) -> list[str]:
    """Files are stored once and never changed, so that they may be copied after the rows that name them."""
    doubtful, count = [], 0
    for path in stored_files(settings.CONFIG.data_dir):
        name = path.relative_to(settings.CONFIG.data_dir).as_posix()
        digest = archive.add_file(FILES + name, path)
        if CONTENT_NAME.fullmatch(path.name) and path.name != digest:
            doubtful.append(name)
        count += 1
    progress("files", count)
    return doubtful


def stored_files(folder: Path) -> Iterator[Path]:
    """What the data folder holds and no command can make anew, in a fixed order."""
    for top in sorted(folder.iterdir()):
        if not top.name.startswith(LEFT_BEHIND):
            yield from sorted(path for path in [top, *top.rglob("*")] if path.is_file() and not path.is_symlink())
