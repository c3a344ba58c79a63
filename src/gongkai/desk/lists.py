"""Lists of the desk: declared once, shown with filters, order, columns, saved views, bulk acts and exports.

Declare a list beside the view, and let one route show it; its door guards everything the list offers:

    PUBLICATIONS = List(
        "publications",
        _("Publications"),
        columns=(
            Column("title", _("Title"), lambda one: one.title, sort="title", link=address_of),
            Column("day", _("Published on"), lambda one: one.published_on, sort="published_on", kind="day"),
        ),
        filters=(
            TextFilter("q", _("Search"), ("title",)),
            BodyFilter("body", _("Public body"), "public_body"),
            ChoiceFilter("state", _("State"), "state", lambda _viewer: [("draft", Text("草稿", "Draft")), …]),
            DayFilter("published", _("Published"), "published_on"),
        ),
        order="-id",
    )

    def publication_list(request: StaffRequest) -> HttpResponse:
        return show_list(request, PUBLICATIONS, desk_list(request.user, request.today))

The queryset must be limited to what the person may see (the list leaves out other governments by itself), and must
fetch what the columns show: a test holds a list of 1 and of 20 rows to the same number of queries (`tests/desk/lists`).
A bulk act names a service for one row; the service checks the person, `refusal` only foretells it for the preview.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.db.models import Model, Q, QuerySet

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import PublicBody
from gongkai.bilingual import Text
from gongkai.ui.templatetags.ui import words

Label = Any
"""A translated string (gettext_lazy) or a Text."""

Cell = str | int | Decimal | date | datetime | Text | None
ColumnKind = Literal["text", "number", "day", "time", "state"]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a list, on what day, and below which body: the government of the address."""

    user: User
    day: date
    root: str


def idle(_row: Any) -> str:
    return "idle"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    value     what a row shows here, on the page and in exports
    sort      the field to order by; "" where the column cannot order
    link      address to which the cell leads
    tone      of a state: idle, going, done, near or late; its badge says it by word, sign and colour
    is_shown  unless the reader chooses otherwise
    """

    key: str
    label: Label
    value: Callable[[Any], Cell]
    sort: str = ""
    link: Callable[[Any], str] | None = None
    kind: ColumnKind = "text"
    tone: Callable[[Any], str] = idle
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class TextFilter:
    """Rows in which one of the fields contains every word that is asked for."""

    key: str
    label: Label
    fields: tuple[str, ...]

    def condition(self, text: str) -> Q:
        found = Q()
        for word in text.split()[:10]:
            one_of = Q()
            for field in self.fields:
                one_of |= Q(**{f"{field}__icontains": word})
            found &= one_of
        return found


@dataclass(frozen=True, slots=True)
class ChoiceFilter:
    """Rows with one of some values.

    options  (viewer) -> pairs of value and label
    """

    key: str
    label: Label
    field: str
    options: Callable[[Viewer], Iterable[tuple[str, Label]]]

    def condition(self, value: str) -> Q:
        return Q(**{self.field: value})


@dataclass(frozen=True, slots=True)
class BodyFilter:
    """Rows of one body, with or without its members.

    field  the foreign key to the body
    """

    key: str
    label: Label
    field: str

    def options(self, viewer: Viewer) -> Iterable[tuple[str, Label]]:
        bodies = bodies_of(viewer.user, viewer.day).filter(path__startswith=viewer.root).order_by("path")
        return [(str(body.pk), body.name) for body in bodies]

    def condition(self, value: str) -> Q:
        return Q(**{f"{self.field}__path__contains": f"/{value}/"})


@dataclass(frozen=True, slots=True)
class DayFilter:
    """Rows from a day to a day, both inclusive.

    is_time  the field holds a time, not a day
    """

    key: str
    label: Label
    field: str
    is_time: bool = False

    def condition(self, first: date | None, last: date | None) -> Q:
        field = f"{self.field}__date" if self.is_time else self.field
        found = Q()
        if first is not None:
            found &= Q(**{f"{field}__gte": first})
        if last is not None:
            found &= Q(**{f"{field}__lte": last})
        return found


Filter = TextFilter | ChoiceFilter | BodyFilter | DayFilter


@dataclass(frozen=True, slots=True)
class BulkAct:
    """One act on many rows, each on its own: what cannot be done to one does not hold up the others.

    effect   what will happen to a row, in words for the preview
    refusal  why it will not happen to this row, None where it will
    run      the service; raises GongkaiError for a row it refuses
    """

    key: str
    label: Label
    effect: Callable[[Any], Label]
    refusal: Callable[[Any, Viewer], Label | None]
    run: Callable[[Any, StaffRequest], object]


@dataclass(frozen=True, slots=True)
class List:
    """A list as it is declared.

    name   under which views are kept and exports recorded
    body   the foreign key to the body of a row: rows of another government are left out; "" where rows have none
    order  a field, or several between commas; the id follows by itself, so that paging is stable
    empty  what a page without rows teaches
    """

    name: str
    title: Label
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    body: str = "public_body"
    order: str = "-id"
    acts: tuple[BulkAct, ...] = ()
    empty: Label = ""

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)


def in_words(label: Label) -> str:
    """A label in the language of the page."""
    return words(label) if isinstance(label, Text) else str(label)


def of_this_government(rows: QuerySet[Any], declared: List, viewer: Viewer) -> QuerySet[Any]:
    if not declared.body:
        return rows
    return rows.filter(**{f"{declared.body}__in": PublicBody.objects.filter(path__startswith=viewer.root)})


def ordered(rows: QuerySet[Any], declared: List, sort: str) -> QuerySet[Any]:
    """Rows in the order of a column ("day", "-day"), else as declared, with the id as the last word."""
    column = declared.column(sort.lstrip("-"))
    if column is None or not column.sort:
        return rows.order_by(*declared.order.split(","), "-id")
    sign = "-" if sort.startswith("-") else ""
    return rows.order_by(f"{sign}{column.sort}", "-id")


def shown_columns(declared: List, keys: Sequence[str]) -> tuple[Column, ...]:
    """The columns asked for, in declared order; those shown by default where none is known."""
    chosen = tuple(column for column in declared.columns if column.key in keys)
    return chosen or tuple(column for column in declared.columns if column.is_shown)


def exported(rows: Iterable[Model], columns: Sequence[Column]) -> Iterable[list[str | int | Decimal | date | None]]:
    """What the columns show of each row, with words in the language of the page."""
    for row in rows:
        values = (column.value(row) for column in columns)
        yield [words(value) if isinstance(value, Text) else value for value in values]
