"""Dated facts of requests are never changed or dropped."""

from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from gongkai.apps.core import triggers

TABLE = "inforequests_requestevent"


def install(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    triggers.install(editor, TABLE)


def remove(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    triggers.remove(editor, TABLE)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("inforequests", "0001_requests")]
    operations: ClassVar = [migrations.RunPython(install, remove)]
