"""Reads that every page asks, put into SQL once: building it costs ten times what the answer does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, Model, QuerySet

M = TypeVar("M", bound=Model)
Value = str | int | date | datetime
Conversion = tuple[int, list[Callable[[Any, Any, Any], Any]], Any]


class Given(Expression):
    """The place of a value that each call fills in."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002
        return "%s", (self,)


class Prepared:
    """The rows of a `values_list`, made into SQL at its first use.

    build  the queryset, with `Given` where a call fills in a value
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build

    @cached_property
    def _statement(self) -> tuple[str, tuple[Any, ...], list[Conversion]]:
        compiler = self.build().query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        columns = [column for column, _sql, _name in compiler.select[: compiler.col_count]]
        conversions = [(at, *found) for at, found in compiler.get_converters(columns).items()]
        return sql, tuple(params), conversions

    def rows(self, **given: Value) -> list[Sequence[Any]]:
        """What it finds with these values."""
        sql, params, conversions = self._statement
        values = [_adapted(given[one.name]) if isinstance(one, Given) else one for one in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            found = cursor.fetchall()
        return [_converted(row, conversions) for row in found] if conversions else found


class PreparedObjects(Generic[M]):
    """Objects found by SQL that is made once.

    related  the name of a foreign key whose row is taken along; "" for none
    more     the name of an annotation that is set on each object
    """

    def __init__(self, model: type[M], related: str, build: Callable[[], QuerySet[M]], *, more: str = "") -> None:
        self.model, self.related, self.more = model, related, more
        self.other = cast(type[Model], model._meta.get_field(related).related_model) if related else None
        self.own, self.theirs = _columns(self.model), _columns(self.other) if self.other else []
        fields = [*self.own, *(f"{related}__{name}" for name in self.theirs), *([more] if more else [])]
        self.prepared = Prepared(lambda: build().values_list(*fields))

    def rows(self, **given: Value) -> list[M]:
        return [self._object(row) for row in self.prepared.rows(**given)]

    def _object(self, row: Sequence[Any]) -> M:
        end = len(self.own)
        one = self.model.from_db(DEFAULT_DB_ALIAS, self.own, row[:end])
        if self.other is not None:
            theirs = self.other.from_db(DEFAULT_DB_ALIAS, self.theirs, row[end : end + len(self.theirs)])
            setattr(one, self.related, theirs)
        if self.more:
            setattr(one, self.more, row[-1])
        return one


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _adapted(value: Value) -> Any:
    """As the database takes it; days and times are words to SQLite."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _converted(row: Sequence[Any], conversions: list[Conversion]) -> list[Any]:
    """As the fields of the columns want it, such as a time with its zone."""
    values = list(row)
    for at, converters, column in conversions:
        for convert in converters:
            values[at] = convert(values[at], column, connection)
    return values
