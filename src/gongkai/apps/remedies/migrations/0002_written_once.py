"""Dated facts of disputes are never changed or dropped."""

from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from gongkai.apps.core import triggers

TABLES = ("remedies_disputestage", "remedies_ending", "remedies_disputefact")


def install(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        triggers.install(editor, table)


def remove(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        triggers.remove(editor, table)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("remedies", "0001_disputes")]
    operations: ClassVar = [migrations.RunPython(install, remove)]
