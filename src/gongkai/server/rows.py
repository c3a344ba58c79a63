"""Rows of every register in a form that any database can take: one JSON array a line."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.apps.registry import Apps
from django.db import models
from django.utils.duration import duration_string

BATCH = 1000
LEFT_OUT_APPS = frozenset({"axes", "contenttypes", "sessions"})
LEFT_OUT = frozenset({"auth.group", "auth.group_permissions", "auth.permission", "core.worker"})
"""What is not worth keeping: sessions, lock-outs, signs of life, and what migrations write by themselves."""


def kept_models(registry: Apps = apps) -> list[type[models.Model]]:
    """Every table a backup holds, in a fixed order."""
    found = registry.get_models(include_auto_created=True)
    kept = [model for model in found if _is_kept(model)]
    return sorted(kept, key=lambda model: model._meta.label_lower)


def _is_kept(model: type[models.Model]) -> bool:
    meta = model._meta
    is_table = meta.managed and not meta.proxy
    return is_table and meta.app_label not in LEFT_OUT_APPS and meta.label_lower not in LEFT_OUT


def lines_of(model: type[models.Model]) -> Iterator[bytes]:
    """The names of the columns, then each row in the order of its key."""
    names = [field.attname for field in model._meta.concrete_fields]
    yield _line(names)
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=BATCH):
        yield _line([_plain(value) for value in row])


def _line(values: Sequence[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> Any:
    """To the microsecond and the last digit: digests are taken over these values."""
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return duration_string(value)
        case Decimal() | UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case _:
            return value


def load(model: type[models.Model], lines: Iterable[bytes]) -> int:
    """Write rows as they stand in the lines; how many. Columns that fill themselves in are filled from the lines."""
    given = iter(lines)
    fields = _fields(model, json.loads(next(given)))
    for field in fields:
        field.auto_now = field.auto_now_add = False  # type: ignore[attr-defined]
    rows = (model(**_values(fields, json.loads(line))) for line in given)
    loaded = 0
    while batch := list(islice(rows, BATCH)):
        model._base_manager.bulk_create(batch)
        loaded += len(batch)
    return loaded


def _fields(model: type[models.Model], names: Sequence[str]) -> list[models.Field[Any, Any]]:
    known = {field.attname: field for field in model._meta.concrete_fields}
    return [known[name] for name in names]


def _values(fields: Sequence[models.Field[Any, Any]], row: Sequence[Any]) -> dict[str, Any]:
    return {
        field.attname: value if isinstance(field, models.JSONField) else field.to_python(value)
        for field, value in zip(fields, row, strict=True)
    }
