"""Database triggers that refuse to change or drop what is written once; migrations install them."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = """CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"""

_POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION gongkai_written_once() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is written once', TG_TABLE_NAME; END $$"""
_POSTGRES = """CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
FOR EACH {level} EXECUTE FUNCTION gongkai_written_once()"""

VERBS = ("update", "delete")


def install(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Refuse UPDATE and DELETE of every row of the table, whoever asks; on PostgreSQL also TRUNCATE."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_POSTGRES_FUNCTION, params=None)
        for verb in (*VERBS, "truncate"):
            level = "STATEMENT" if verb == "truncate" else "ROW"
            editor.execute(_POSTGRES.format(table=table, verb=verb, VERB=verb.upper(), level=level), params=None)
    else:
        for verb in VERBS:
            editor.execute(_SQLITE.format(table=table, verb=verb, VERB=verb.upper()), params=None)


def remove(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
    for verb in (*VERBS, "truncate"):
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}", params=None)
