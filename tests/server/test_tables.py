"""The tables that tests make from the models are those the migrations make."""

from __future__ import annotations

import sqlite3

import pytest
from django.db import connection

from tests.server.installations import Installation

THINGS = "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'trigger', 'index') AND name NOT LIKE 'sqlite_%'"


@pytest.mark.slow
@pytest.mark.django_db
def test_tables_indexes_and_triggers_are_those_of_the_migrations(migrated: Installation) -> None:
    with sqlite3.connect(migrated.data / "gongkai.sqlite3") as made:
        by_migrations = set(made.execute(THINGS))
    with connection.cursor() as cursor:
        by_models = set(cursor.execute(THINGS))

    assert by_models == by_migrations - {("table", "django_migrations")}
