"""Columns: opened, renamed, moved, merged, closed. Their keys never change, so that no count of the past does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.apps.bodies.services.checks import clean_words, follow_on, refused
from gongkai.apps.channels.column_types import COLUMN_TYPES
from gongkai.apps.channels.models import ColumnFact, WebColumn, Website
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

DEEPEST = 5


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """What is said of a column beside name and place.

    stale_days  after so many days without anything new it is shown as not kept up; 0: never
    """

    column_type: str = "catalogue"
    description: str = ""
    keywords: str = ""
    position: int = 0
    adds_up: bool = False
    stale_days: int = 0


@transaction.atomic
def open_column(
    site: Website,
    *,
    key: str,
    name: str,
    on: date,
    by: Actor,
    at: datetime,
    parent: WebColumn | None = None,
    words: ColumnWords | None = None,
) -> WebColumn:
    """A new column of a website from a day on."""
    column = enter_column(site, key, name, on, parent, words or ColumnWords())
    _record("channels.open_column", column, by, at, on=on.isoformat())
    return column


def enter_column(
    site: Website, key: str, name: str, on: date, parent: WebColumn | None, words: ColumnWords
) -> WebColumn:
    """Check and write a column; the caller writes the audit entry. Raises InvalidInput that names the field."""
    _check_open(site, on)
    if not re.fullmatch(WebColumn.KEY, key):
        told = Text("代号用小写英文字母、数字和下划线。", "A key has small letters, digits and underscores.")
        raise refused("column-key-form", told, where="key")
    if WebColumn.objects.filter(website=site, key=key).exists():
        told = Text("这个代号已有栏目用过。", "A column has had this key.")
        raise refused("column-key-taken", told, where="key", hint=Text("代号不能再用。", "A key is used once."))
    if parent is not None:
        _check_parent(site, None, parent)
    column = WebColumn(website=site, key=key, name=_name(name), parent=parent, valid_from=on, **_clean(words))
    column.full_clean()
    column.save()
    ColumnFact.objects.create(column=column, name=column.name, parent=parent, valid_from=on)
    return column


@transaction.atomic
def rename_column(column: WebColumn, *, name: str, on: date, by: Actor, at: datetime) -> None:
    """Another name from a day on, at most today."""
    _locked(column)
    _follow(column, _name(name), column.parent, on, at)
    _record("channels.rename_column", column, by, at, on=on.isoformat())


@transaction.atomic
def move_column(column: WebColumn, *, parent: WebColumn | None, on: date, by: Actor, at: datetime) -> None:
    """Below another column, or to the top, from a day on, at most today."""
    _locked(column)
    if parent is not None:
        _check_parent(column.website, column, parent)
    _follow(column, column.name, parent, on, at)
    _record("channels.move_column", column, by, at, on=on.isoformat(), parent=parent.pk if parent else None)


@transaction.atomic
def change_column(column: WebColumn, *, words: ColumnWords, by: Actor, at: datetime) -> None:
    """Change what is said of it."""
    _locked(column)
    given = _clean(words)
    changed = [field for field, value in given.items() if getattr(column, field) != value]
    for field in changed:
        setattr(column, field, given[field])
    column.full_clean()
    column.save()
    _record("channels.change_column", column, by, at, changed=changed)


@transaction.atomic
def close_column(column: WebColumn, *, on: date, reason: str, by: Actor, at: datetime) -> None:
    """Nothing new is published in it from that day on; what stands in it stays public."""
    _locked(column)
    _close(column, on, clean_words(reason, where="reason", longest=300), at)
    _record("channels.close_column", column, by, at, on=on.isoformat())


@transaction.atomic
def merge_columns(column: WebColumn, *, into: WebColumn, on: date, reason: str, by: Actor, at: datetime) -> None:
    """Closed from that day on; another column of the website carries on."""
    _locked(column)
    if into.pk == column.pk or into.website_id != column.website_id or into.valid_to is not None:
        words = Text("只能并入本网站另一个开着的栏目。", "Another open column of this website has to carry on.")
        raise refused("column-merge", words, where="into")
    _close(column, on, clean_words(reason, where="reason", longest=300), at)
    column.merged_into = into
    column.save(update_fields=["merged_into"])
    _record("channels.merge_columns", column, by, at, on=on.isoformat(), into=into.pk)


def _follow(column: WebColumn, name: str, parent: WebColumn | None, on: date, at: datetime) -> None:
    _check_past(on, at)
    fact = ColumnFact(column=column, name=name, parent=parent)
    follow_on(column.facts.filter(valid_to__isnull=True), fact, on=on)
    column.name, column.parent = name, parent
    column.save(update_fields=["name", "parent"])


def _close(column: WebColumn, on: date, reason: str, at: datetime) -> None:
    _check_past(on, at)
    if column.members.filter(valid_to__isnull=True).exists():
        words = Text("其下还有栏目，请先移走或关闭。", "Columns stand below it: move or close them first.")
        raise refused("column-has-members", words, where="on")
    last = on - timedelta(days=1)
    if column.valid_from is not None and last < column.valid_from:
        raise refused("days-in-order", Text("不能早于开设之日。", "It cannot be before it was opened."), where="on")
    column.facts.filter(valid_to__isnull=True).update(valid_to=last)
    column.valid_to, column.close_reason = last, reason
    column.full_clean()
    column.save()


def _locked(column: WebColumn) -> None:
    column.refresh_from_db(from_queryset=WebColumn.objects.select_for_update())
    if column.valid_to is not None:
        raise refused("column-closed", Text("栏目已关闭。", "The column is closed."))


def _check_past(on: date, at: datetime) -> None:
    """Facts are entered when they have happened. Raises InvalidInput for a day ahead."""
    if on > at.date() + timedelta(days=1):
        raise refused("day-ahead", Text("日期不能晚于今天。", "The day cannot lie ahead."), where="on")


def _check_open(site: Website, on: date) -> None:
    if site.valid_to is not None:
        raise refused("website-closed", Text("网站已关停。", "The website is closed."), where="on")
    if site.valid_from is not None and on < site.valid_from:
        words = Text("不能早于网站开设之日。", "It cannot be before the website was opened.")
        raise refused("days-in-order", words, where="on")


def _check_parent(site: Website, column: WebColumn | None, parent: WebColumn) -> None:
    """Another open column of the same website, not below this one, and not too deep."""
    if parent.website_id != site.pk or parent.valid_to is not None:
        raise _wrong_parent(Text("上级须是本网站开着的栏目。", "The parent is an open column of this website."))
    depth, above = 1, parent
    while above is not None:
        if column is not None and above.pk == column.pk:
            raise _wrong_parent(Text("不能移到自己之下。", "It cannot stand below itself."))
        depth, above = depth + 1, above.parent  # type: ignore[assignment]
    if depth > DEEPEST:
        raise _wrong_parent(Text("栏目最多五层。", "Columns are at most five deep."))


def _wrong_parent(words: Text) -> InvalidInput:
    return refused("column-parent", words, where="parent")


def _name(name: str) -> str:
    return clean_words(name, where="name", longest=60)


def _clean(words: ColumnWords) -> Mapping[str, object]:
    if words.column_type not in COLUMN_TYPES:
        raise refused("column-type", Text("没有这种栏目类型。", "There is no such type."), where="column_type")
    given = asdict(words)
    given["description"] = clean_words(words.description, where="description", longest=300, blank=True)
    given["keywords"] = clean_words(words.keywords, where="keywords", longest=200, blank=True)
    return given


def _record(act: str, column: WebColumn, by: Actor, at: datetime, **facts: audit.Fact) -> None:
    audit.record(act, by=by, at=at, subject=column, body_id=column.website.public_body_id, facts=facts)
