"""Columns of the website: the tree, and what stands in one of them, with its data twins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.channels.models import WebColumn
from gongkai.apps.channels.selectors import Branch, branches, columns_of, public_column, website_of
from gongkai.apps.disclosure.selectors import shelf
from gongkai.bilingual import Text
from gongkai.portal.disclosure import A_FILE, A_PAGE, HOME, LIST, as_row
from gongkai.portal.page_tags import column_tags
from gongkai.portal.twins import as_csv, as_json

COLUMNS = Text("网站栏目", "Columns")


@dataclass(frozen=True, slots=True)
class Shown:
    """A column as the tree shows it. number: items that stand in it and below it today."""

    column: WebColumn
    number: int
    members: tuple[Shown, ...]


def column_list(request: PublicRequest) -> HttpResponse:
    """The tree of columns open today, each with how much stands in it."""
    tree = _tree(request)
    if request.GET.get("format") in ("json", "csv"):
        rows = [_as_data(one) for one in _flat(tree)]
        return as_json(request, rows) if request.GET["format"] == "json" else as_csv(request, rows, "columns")
    crumbs = [(HOME, reverse("portal:home")), (LIST, reverse("portal:publication_list")), (COLUMNS, "")]
    return render(request, "portal/columns/list.html", {"tree": tree, "crumbs": crumbs})


def column(request: PublicRequest, key: str) -> HttpResponse:
    """What stands in a column and those below it, as in the list of all; closed columns stay to be read.

    What has expired stands in the files, and in the list with ?all=1.
    """
    subject = public_column(request.government, key)
    if subject is None:
        raise Http404
    whole = "all" in request.GET or "format" in request.GET
    standing = shelf(request.government, request.today, _keys(subject), is_whole=whole)
    wanted = request.GET.get("format")
    if wanted in ("json", "csv"):
        rows = [as_row(request, one) for one in standing.listed[:A_FILE]]
        return as_json(request, rows) if wanted == "json" else as_csv(request, rows, key)
    above = [(one.name, reverse("portal:column", args=[one.key])) for one in _above(subject)]
    context = {
        "column": subject,
        "tree": _tree(request),
        "page": Paginator(standing.listed, A_PAGE).get_page(request.GET.get("page")),
        "pinned": standing.pinned,
        "is_whole": whole,
        "page_tags": column_tags(request, subject),
        "crumbs": [
            (HOME, reverse("portal:home")),
            (COLUMNS, reverse("portal:column_list")),
            *above,
            (subject.name, ""),
        ],
    }
    return render(request, "portal/columns/column.html", context)


def _tree(request: PublicRequest) -> tuple[Shown, ...]:
    site = website_of(request.government.body, request.today)
    if site is None:
        return ()
    listed = shelf(request.government, request.today).listed.order_by()
    numbers = dict(listed.values_list("column").annotate(number=Count("id")))
    return tuple(_shown(branch, numbers) for branch in branches(list(columns_of(site, request.today))))


def _shown(branch: Branch, numbers: dict[str, int]) -> Shown:
    members = tuple(_shown(member, numbers) for member in branch.members)
    own = numbers.get(branch.column.key, 0)
    return Shown(branch.column, own + sum(one.number for one in members), members)


def _flat(tree: tuple[Shown, ...]) -> Iterator[Shown]:
    for one in tree:
        yield one
        yield from _flat(one.members)


def _as_data(one: Shown) -> dict[str, object]:
    """What a file says of a column; the names are stable."""
    column = one.column
    return {
        "key": column.key,
        "name": column.name,
        "parent": column.parent.key if column.parent else "",
        "type": column.type_label.zh,
        "opened_on": column.valid_from.isoformat() if column.valid_from else "",
        "items": one.number,
    }


def _keys(column: WebColumn) -> list[str]:
    """The column and all that ever stood below it and do today."""
    columns = list(columns_of(column.website))
    keys, below = [column.key], {column.pk}
    while below:
        members = [one for one in columns if one.parent_id in below]
        keys += [one.key for one in members]
        below = {one.pk for one in members}
    return keys


def _above(column: WebColumn) -> list[WebColumn]:
    found: list[WebColumn] = []
    one = column.parent
    while one is not None:
        found.insert(0, one)
        one = one.parent
    return found
