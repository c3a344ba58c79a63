"""Why a document went back or was dropped is never changed or dropped."""

from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from gongkai.apps.core import triggers

TABLE = "disclosure_documentreturn"


def install(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    triggers.install(editor, TABLE)


def remove(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    triggers.remove(editor, TABLE)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("disclosure", "0008_document_returns")]
    operations: ClassVar = [migrations.RunPython(install, remove)]
