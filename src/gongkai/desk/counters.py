"""How much waits in each area of the rail: one query for all, put into SQL once for what a person holds."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from gongkai.apps.accounts.selectors import grants_held
from gongkai.desk.lists import Viewer
from gongkai.desk.rail import Waiting

Statement = tuple[str, tuple[Any, ...]]
KEPT = 4096
"""How many statements are kept before all are made anew."""

_statements: dict[Hashable, Statement] = {}


def numbers_waiting(viewer: Viewer, waiting: Mapping[str, Waiting]) -> dict[str, int]:
    """What waits for the viewer, by the names given."""
    if not waiting:
        return {}
    sql, params = _statement(viewer, waiting)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return dict(zip(waiting, cursor.fetchone(), strict=True))


def _statement(viewer: Viewer, waiting: Mapping[str, Waiting]) -> Statement:
    """Kept for all that a queryset of an area may depend on; another grant, day or government is another statement."""
    held = grants_held(viewer.user, viewer.day)
    grants = tuple((one.pk, one.user_id, one.role, one.public_body.path, one.covers_members) for one in held)
    key = (tuple(waiting), viewer.user.pk, viewer.user.is_active, viewer.day, viewer.root, grants)
    if key not in _statements:
        if len(_statements) >= KEPT:
            _statements.clear()
        counted = [_counted(rows(viewer)) for rows in waiting.values()]
        params = tuple(value for _sql, values in counted for value in values)
        _statements[key] = f"SELECT {', '.join(sql for sql, _values in counted)}", params
    return _statements[key]


def _counted(rows: QuerySet[Any]) -> Statement:
    try:
        sql, params = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "0", ()
    return f"(SELECT COUNT(*) FROM ({sql}) AS waiting)", tuple(params)
