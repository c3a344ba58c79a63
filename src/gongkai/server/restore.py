"""Restore: a backup into an empty installation, on the same database or another; afterwards everything is compared."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from gongkai.apps.core.models import AuditEntry
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.server import installation, pulse
from gongkai.server.archive import CHUNK, FILES, ROWS, Manifest, Progress, check_archive, members
from gongkai.server.backup import stored_files
from gongkai.server.fingerprint import audit_head, measure_digests
from gongkai.server.rows import kept_models, load


def restore(path: Path, *, at: datetime, force: bool, progress: Progress) -> None:
    """Put the state of a backup in place and bring it up to this version.

    force   put what is there aside first: the embedded database and files are kept beside, PostgreSQL is emptied
    raises  UnreadableSource, InvalidInput; before anything is changed, unless what was restored does not compare
    """
    manifest = check_archive(path, key=settings.AUDIT_KEY)
    _refuse_newer(manifest)
    if pulse.is_worker_alive():
        raise InvalidInput("still-running", Text("平台还在运行，请先停止。", "The platform is running; stop it first."))
    if not force:
        _refuse_over_what_is_there()
    installation.make_folders()
    _put_aside(f"replaced-{at:%Y%m%d-%H%M%S}")
    _restore_files(path)
    _restore_rows(path, manifest, progress)
    call_command("migrate", interactive=False, verbosity=0)
    installation.collect_static(is_quiet=True)
    _compare(manifest)


def _refuse_newer(manifest: Manifest) -> None:
    known = {app: set(names) for app, names in _known_migrations().items()}
    for app, names in manifest.migrations.items():
        if unknown := sorted(set(names) - known.get(app, set())):
            words = Text("备份来自更新的版本。", "The backup is of a newer version.")
            raise InvalidInput("backup-newer", words, where=f"{app}.{unknown[0]}")


def _known_migrations() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for app, name in MigrationExecutor(connection).loader.disk_migrations or {}:
        found.setdefault(app, []).append(name)
    return found


def _refuse_over_what_is_there() -> None:
    try:
        has_rows = AuditEntry.objects.exists()
    except DatabaseError:
        has_rows = False
    folder = settings.CONFIG.data_dir
    if has_rows or (folder.is_dir() and any(stored_files(folder))):
        raise InvalidInput(
            "not-empty",
            Text("这里已有数据，没有改动。", "There is data here already; it was left alone."),
            where=str(folder),
            hint=Text("确要替换请加 --force。", "Give --force to replace it."),
        )


def _put_aside(name: str) -> None:
    """Leave an empty database and no files; what was there lies in a folder of this name."""
    connection.close()
    folder: Path = settings.CONFIG.data_dir
    aside = folder / name
    old = list(stored_files(folder))
    if connection.vendor == "sqlite":
        database = Path(connection.settings_dict["NAME"])
        old += [path for path in database.parent.glob(f"{database.name}*") if path.is_file()]
    else:
        _drop_tables()
    for path in old:
        target = aside / (path.relative_to(folder) if path.is_relative_to(folder) else path.name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.replace(target)


def _drop_tables() -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")


def _restore_files(path: Path) -> None:
    folder: Path = settings.CONFIG.data_dir
    for name, file in members(path):
        if not name.startswith(FILES):
            continue
        target = folder / name.removeprefix(FILES)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as copy:
            shutil.copyfileobj(file, copy, CHUNK)


def _restore_rows(path: Path, manifest: Manifest, progress: Progress) -> None:
    """Into the schema the rows were read from; newer migrations run over them afterwards."""
    targets = _migrate_to(manifest)
    state = MigrationExecutor(connection).loader.project_state(targets).apps
    models = {model._meta.label_lower: model for model in kept_models(state)}
    with transaction.atomic():
        for model in models.values():
            model._base_manager.all()._raw_delete(connection.alias)
        for name, file in members(path):
            if name.startswith(ROWS):
                label = name.removeprefix(ROWS).removesuffix(".jsonl")
                progress(label, load(models[label], file))
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
                cursor.execute(statement)


def _migrate_to(manifest: Manifest) -> list[tuple[str, str]]:
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    wanted = {(app, name) for app, names in manifest.migrations.items() for name in names} & set(graph.nodes)
    parents = {parent.key for node in wanted for parent in graph.node_map[node].parents if parent.key[0] == node[0]}
    targets = sorted(wanted - parents)
    executor.migrate(targets)
    return targets


def _compare(manifest: Manifest) -> None:
    """Raises InvalidInput where the restored registers do not say what they said."""
    if audit_head() != manifest.audit:
        raise _differs("audit")
    found = measure_digests()
    for measure, digest in manifest.measures.items():
        if found.get(measure) != digest:
            raise _differs(measure)


def _differs(where: str) -> InvalidInput:
    words = Text(
        "恢复后的数据与备份时不一致，请勿使用。", "What was restored is not what was backed up; do not use it."
    )
    return InvalidInput("restore-differs", words, where=where)
