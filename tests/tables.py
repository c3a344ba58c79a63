"""The tables of the tests: made from the models where they are embedded, which takes a tenth of the time of migrations.

On PostgreSQL, and in every installation the slow tests make, they are made by the migrations; a slow test holds both
against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.db import connection
from django.db.migrations import RunPython


def run_programs() -> None:
    """What migrations do besides making tables: triggers that let nothing written once be changed."""
    with connection.schema_editor() as editor:
        for program in programs():
            program.code(apps, editor)


def programs() -> Iterator[RunPython]:
    """In the order of apps and of their numbers."""
    for config in apps.get_app_configs():
        if not config.name.startswith("gongkai.apps."):
            continue
        folder = import_module(f"{config.name}.migrations")
        for name in sorted(found.name for found in iter_modules(folder.__path__)):
            operations = import_module(f"{folder.__name__}.{name}").Migration.operations
            yield from (one for one in operations if isinstance(one, RunPython))
