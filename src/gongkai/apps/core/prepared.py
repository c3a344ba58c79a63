"""Reads that every page asks, put into SQL once: building it costs ten times what the answer does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, Model, QuerySet

M = TypeVar("M", bound=Model)


class Given(Expression):
    """The place of a value that each call fills in."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002
        return "%s", (self,)


class Prepared:
    """The rows of a `values_list`, made into SQL at its first use. Only columns that need no conversion.

    build  the queryset, with `Given` where a call fills in a value
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build

    @cached_property
    def _statement(self) -> tuple[str, tuple[Any, ...]]:
        sql, params = self.build().query.sql_with_params()
        return sql, tuple(params)

    def rows(self, **given: str | int | date) -> list[tuple[Any, ...]]:
        """What it finds with these values."""
        sql, params = self._statement
        values = [_adapted(given[one.name]) if isinstance(one, Given) else one for one in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())


class PreparedObjects(Generic[M]):
    """Objects with the row of one foreign key, found by SQL that is made once.

    more  the name of an annotation that is set on each object
    """

    def __init__(self, model: type[M], related: str, build: Callable[[], QuerySet[M]], *, more: str = "") -> None:
        self.model, self.related, self.more = model, related, more
        self.other = cast(type[Model], model._meta.get_field(related).related_model)
        self.own, self.theirs = _columns(self.model), _columns(self.other)
        fields = [*self.own, *(f"{related}__{name}" for name in self.theirs), *([more] if more else [])]
        self.prepared = Prepared(lambda: build().values_list(*fields))

    def rows(self, **given: str | int | date) -> list[M]:
        return [self._object(row) for row in self.prepared.rows(**given)]

    def _object(self, row: tuple[Any, ...]) -> M:
        end = len(self.own)
        one = self.model.from_db(DEFAULT_DB_ALIAS, self.own, row[:end])
        setattr(one, self.related, self.other.from_db(DEFAULT_DB_ALIAS, self.theirs, row[end : end + len(self.theirs)]))
        if self.more:
            setattr(one, self.more, row[-1])
        return one


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _adapted(value: str | int | date) -> str | int | date | None:
    """As the database takes it; a day is words to SQLite."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
