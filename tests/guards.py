"""Setting aside, in tests alone, the triggers that guard what is written once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_POSTGRES = """SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal"""


@contextmanager
def guards_off() -> Iterator[None]:
    """Every trigger of the database sleeps inside the `with`: what a person with its password can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES)
            tables = [name for (name,) in cursor.fetchall()]
            before = [f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in tables]
            after = [f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in tables]
        else:
            cursor.execute(_SQLITE)
            triggers = cursor.fetchall()
            before = [f"DROP TRIGGER {name}" for name, _ in triggers]
            after = [sql for _, sql in triggers]
        for statement in before:
            cursor.execute(statement)
        try:
            yield
        finally:
            for statement in after:
                cursor.execute(statement)
