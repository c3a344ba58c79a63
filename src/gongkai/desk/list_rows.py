"""The rows of a declared list as markup: drawn here and not in a template, as a list has hundreds of cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from gongkai.desk.lists import Column
from gongkai.ui.templatetags.ui import icon, words

_BADGE = '<span class="gk-state gk-state--{}">{}{}</span>'
_TIME = '<time datetime="{}">{}</time>'


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a shown column; `url` orders by it, `direction` is as aria-sort says it."""

    column: Column
    label: str
    url: str
    direction: str


def drawn(rows: Iterable[Any], heads: Sequence[Head], *, is_chosen: bool) -> SafeString:
    """Lines of a table, each with its cells under these heads.

    is_chosen  a box stands in front of each row, by which acts on many rows choose it
    """
    choose = _("Choose {what}")
    lines = (_line(row, heads, choose if is_chosen else "") for row in rows)
    return format_html_join("\n", "<tr data-item>{}</tr>", ((line,) for line in lines))


def _line(row: Any, heads: Sequence[Head], choose: str) -> SafeString:
    cells = [_cell(row, head) for head in heads]
    if choose:
        label = choose.format(what=words(heads[0].column.value(row)))
        box = format_html('<td><input type="checkbox" name="row" value="{}" aria-label="{}"></td>', row.pk, label)
        cells.insert(0, box)
    return SafeString("".join(cells))


def _cell(row: Any, head: Head) -> SafeString:
    column = head.column
    kind = {"number": ' class="gk-number"', "text": ""}.get(column.kind, ' class="gk-nowrap"')
    shown = _shown(row, column)
    if column.link is not None:
        shown = format_html('<a href="{}" data-open>{}</a>', column.link(row), shown)
    return format_html('<td data-label="{}"{}>{}</td>', head.label, SafeString(kind), shown)


def _shown(row: Any, column: Column) -> SafeString | str:
    value = column.value(row)
    if column.kind == "state":
        tone = column.tone(row)
        return format_html(_BADGE, tone, icon(tone), words(value))
    if column.kind == "time" and isinstance(value, datetime):
        at = localtime(value)
        return format_html(_TIME, date_format(at, "c"), date_format(at, "Y-m-d H:i"))
    if column.kind == "day" and isinstance(value, date):
        return format_html(_TIME, value.isoformat(), value.isoformat())
    return words(value)
