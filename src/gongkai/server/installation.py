"""Brings an installation up to date: folders, tables, static files."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.server import keys

COLLECTED = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def migrate(*, is_quiet: bool) -> None:
    """Make the folders, apply every migration, collect static files. Raises InvalidInput where keys are missing."""
    keys.check_keys(settings.CONFIG.keys_dir)
    make_folders()
    call_command("migrate", interactive=False, verbosity=0 if is_quiet else 1)
    collect_static(is_quiet=is_quiet)


def make_folders() -> None:
    """Open to the service alone."""
    folder = settings.CONFIG.data_dir
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.STATIC_ROOT.mkdir(exist_ok=True)


def collect_static(*, is_quiet: bool) -> None:
    """Under names that change with the content, so that browsers may keep them for ever."""
    settings.STORAGES["staticfiles"]["BACKEND"] = COLLECTED
    call_command("collectstatic", interactive=False, verbosity=0 if is_quiet else 1)


def unapplied_migrations() -> list[str]:
    """Names of the migrations this version brings and the database lacks. Raises DatabaseError."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def refuse_unless_migrated() -> None:
    """Raises InvalidInput where the database cannot be asked, or is older than this version."""
    hint = Text("请先运行 gongkai migrate。", "Run gongkai migrate first.")
    try:
        missing = unapplied_migrations()
    except DatabaseError:
        words = Text("连不上数据库。", "The database cannot be reached.")
        raise InvalidInput("database-away", words, where="GONGKAI_DATABASE_URL") from None
    if missing:
        words = Text("数据库还没有升级到这个版本。", "The database is not up to this version.")
        raise InvalidInput("not-migrated", words, where=missing[0], hint=hint)
