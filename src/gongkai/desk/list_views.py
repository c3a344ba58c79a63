"""Show a declared list: read the address, draw the page, keep views, make exports, and act on many rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.demonstration import marked
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.exports import record_export, to_csv, to_workbook
from gongkai.apps.core.models import SavedView
from gongkai.apps.core.saved_views import drop_view, keep_view, views_for
from gongkai.desk.list_rows import Head, drawn
from gongkai.desk.lists import (
    BodyFilter,
    BulkAct,
    ChoiceFilter,
    Column,
    DayFilter,
    List,
    Viewer,
    exported,
    in_words,
    of_this_government,
    ordered,
    shown_columns,
)
from gongkai.errors import GongkaiError
from gongkai.ui.templatetags.ui import words

ROWS_A_PAGE, ROWS_EXPORTED, ROWS_AT_ONCE = 50, 50_000, 200
NOWHERE = "-"
"""No path begins with it: without a government in the address a list is empty."""

NOT_KEPT = ("page", "view")
"""Parts of the address that a saved view does not keep."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class ListPage:
    """All that ui/list.html draws.

    lines    the rows of the page, drawn
    columns  (key, label, whether it is shown) of every column there is
    """

    declared: List
    form: forms.Form
    heads: tuple[Head, ...]
    lines: SafeString
    columns: tuple[tuple[str, str, bool], ...]
    page: Page[Any]
    views: tuple[SavedView, ...]
    own_id: int
    bodies: tuple[tuple[int, str], ...]
    query: str
    is_filtered: bool


def show_list(
    request: StaffRequest,
    declared: List,
    rows: QuerySet[Any],
    *,
    template: str = "desk/list.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """The whole of a list behind one route: the page on GET; views, exports and bulk acts on POST.

    rows      limited to what the person may see
    template  extends desk/list.html where a list has more to show; `context` is for it
    """
    viewer = Viewer(request.user, request.today, request.government.body.path if request.government else NOWHERE)
    form = filter_form(declared, viewer, request.GET)
    rows = _filtered(of_this_government(rows, declared, viewer), declared, form)
    found = ordered(rows, declared, request.GET.get("sort", ""))
    if request.method == "POST":
        return _act(request, declared, viewer, found)
    page = _page(request, declared, viewer, form, found)
    return render(request, template, {"list": page, "title": in_words(declared.title), **(context or {})})


def filter_form(declared: List, viewer: Viewer, given: QueryDict) -> forms.Form:
    """The filters of a list as a form that reads the address; what is not understood filters nothing."""
    fields: dict[str, forms.Field] = {}
    for one in declared.filters:
        label = in_words(one.label)
        if isinstance(one, ChoiceFilter | BodyFilter):
            options = [("", _("All")), *((value, in_words(label)) for value, label in one.options(viewer))]
            fields[one.key] = forms.ChoiceField(choices=options, required=False, label=label)
        elif isinstance(one, DayFilter):
            day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            first, last = _("{label} from"), _("{label} to")
            fields[f"{one.key}_from"] = forms.DateField(required=False, label=first.format(label=label), widget=day)
            fields[f"{one.key}_to"] = forms.DateField(required=False, label=last.format(label=label), widget=day)
        else:
            search = forms.TextInput(attrs={"type": "search"})
            fields[one.key] = forms.CharField(required=False, max_length=100, label=label, widget=search)
    choices = [(column.key, in_words(column.label)) for column in declared.columns]
    fields["c"] = forms.MultipleChoiceField(
        choices=choices, required=False, label=_("Columns"), widget=forms.CheckboxSelectMultiple
    )
    shown = [column.key for column in shown_columns(declared, given.getlist("c"))]
    data = given.copy()
    data.setlist("c", shown)
    form: forms.Form = type("FilterForm", (forms.Form,), fields)(data, auto_id="filter-%s")
    form.is_valid()
    return form


def _filtered(rows: QuerySet[Any], declared: List, form: forms.Form) -> QuerySet[Any]:
    given = form.cleaned_data
    for one in declared.filters:
        if isinstance(one, DayFilter):
            rows = rows.filter(one.condition(given.get(f"{one.key}_from"), given.get(f"{one.key}_to")))
        elif value := given.get(one.key):
            rows = rows.filter(one.condition(value))
    return rows


def _page(request: StaffRequest, declared: List, viewer: Viewer, form: forms.Form, found: QuerySet[Any]) -> ListPage:
    columns = shown_columns(declared, form.cleaned_data["c"])
    page = Paginator(found.values("pk"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    on_page = found.filter(pk__in=page.object_list)  # what orders a hundred thousand rows looks at their keys alone
    heads = tuple(_head(column, request.GET) for column in columns)
    bodies = _offered_bodies(declared, viewer, form)
    views = views_for(declared.name, owner_id=viewer.user.pk, body_ids=[pk for pk, _name in bodies])
    return ListPage(
        declared=declared,
        form=form,
        heads=heads,
        lines=drawn(on_page, heads, is_chosen=bool(declared.acts)),
        columns=tuple((one.key, in_words(one.label), one in columns) for one in declared.columns),
        page=page,
        views=tuple(views),
        own_id=viewer.user.pk,
        bodies=bodies,
        query=_kept(request.GET),
        is_filtered=any(value for key, value in form.cleaned_data.items() if key != "c"),
    )


def _offered_bodies(declared: List, viewer: Viewer, form: forms.Form) -> tuple[tuple[int, str], ...]:
    """The viewer's bodies: those the filter of bodies has asked for already, where the list has one."""
    for one in declared.filters:
        if isinstance(one, BodyFilter):
            choices: Any = form.fields[one.key].choices  # type: ignore[attr-defined]
            return tuple((int(value), str(name)) for value, name in choices if value)
    return tuple(_bodies(viewer).order_by("path").values_list("pk", "name"))


def _bodies(viewer: Viewer) -> QuerySet[PublicBody]:
    return bodies_of(viewer.user, viewer.day).filter(path__startswith=viewer.root)


def _head(column: Column, given: QueryDict) -> Head:
    now = given.get("sort", "")
    direction = {column.key: "ascending", f"-{column.key}": "descending"}.get(now, "none")
    changed = given.copy()
    changed["sort"] = f"-{column.key}" if direction == "ascending" else column.key
    changed.pop("page", None)
    return Head(column, in_words(column.label), f"?{changed.urlencode()}" if column.sort else "", direction)


def _kept(given: QueryDict) -> str:
    kept = given.copy()
    for key in NOT_KEPT:
        kept.pop(key, None)
    return kept.urlencode()


def _act(request: StaffRequest, declared: List, viewer: Viewer, found: QuerySet[Any]) -> HttpResponse:
    asked = request.POST.get("act", "")
    if asked in ("xlsx", "csv"):
        return _export(request, declared, found, asked)
    try:
        if asked == "keep_view":
            return _keep(request, declared, viewer)
        if asked == "drop_view":
            view = get_object_or_404(SavedView, pk=request.POST.get("view") or 0, list_name=declared.name)
            drop_view(view, by=request.user.actor, at=request.now)
            return _back(request)
    except GongkaiError as error:
        messages.error(request, words(error.message))
        return _back(request)
    for act in declared.acts:
        if act.key == asked:
            return _bulk(request, act, viewer, found)
    raise Http404


def _export(request: StaffRequest, declared: List, found: QuerySet[Any], form: str) -> HttpResponse:
    """Exactly the rows and columns of the page, all pages of it; refused where they are too many for one file."""
    if (number := found.count()) > ROWS_EXPORTED:
        told = _("There are %(number)d rows, and a file takes %(most)d at most. Filter the list first, then export it.")
        messages.error(request, told % {"number": number, "most": ROWS_EXPORTED})
        return _back(request)
    columns = shown_columns(declared, request.GET.getlist("c"))
    heads = [in_words(column.label) for column in columns]
    rows = list(exported(found, columns))
    heads, printed = marked(heads, rows, request.government)
    zone = timezone.get_current_timezone()
    title = in_words(declared.title)
    data = to_csv(heads, printed, zone=zone) if form == "csv" else to_workbook(heads, printed, sheet=title, zone=zone)
    body_id = request.government.body_id if request.government else None
    record_export(declared.name, rows=len(rows), form=form, by=request.user.actor, at=request.now, body_id=body_id)
    return download(
        data, f"{title}-{request.today:%Y%m%d}.{form}", XLSX if form == "xlsx" else "text/csv; charset=utf-8"
    )


def download(data: bytes, name: str, media_type: str) -> HttpResponse:
    """A file made for one person, not to be kept on the way."""
    response = HttpResponse(data, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _keep(request: StaffRequest, declared: List, viewer: Viewer) -> HttpResponse:
    shared = request.POST.get("shared_body", "")
    bodies = set(_bodies(viewer).values_list("pk", flat=True))
    shared_body_id = int(shared) if shared.isdecimal() and int(shared) in bodies else None
    keep_view(
        declared.name,
        name=request.POST.get("name", ""),
        query=_kept(request.GET),
        shared_body_id=shared_body_id,
        by=request.user.actor,
        at=request.now,
    )
    messages.success(request, _("The view is kept."))
    return _back(request)


def _bulk(request: StaffRequest, act: BulkAct, viewer: Viewer, found: QuerySet[Any]) -> HttpResponse:
    """First what will happen to each row; after confirmation, each by its own service."""
    chosen = [int(pk) for pk in request.POST.getlist("row") if pk.isdecimal()][:ROWS_AT_ONCE]
    rows = list(found.filter(pk__in=chosen))
    if not rows:
        messages.error(request, _("Choose at least one row."))
        return _back(request)
    if "confirmed" not in request.POST:
        lines = [(row, in_words(act.effect(row)), act.refusal(row, viewer)) for row in rows]
        lines = [(row, effect, in_words(refusal) if refusal else "") for row, effect, refusal in lines]
        may = [row.pk for row, _effect, refusal in lines if not refusal]
        context = {
            "act": act,
            "label": in_words(act.label),
            "lines": lines,
            "may": may,
            "query": request.GET.urlencode(),
        }
        return render(request, "desk/list_preview.html", context)
    done = 0
    for row in rows:
        try:
            act.run(row, request)
            done += 1
        except GongkaiError as error:
            messages.error(request, f"{row}: {words(error.message)}")
    if done:
        messages.success(request, ngettext("Done for {n} record.", "Done for {n} records.", done).format(n=done))
    return _back(request)


def _back(request: StaffRequest) -> HttpResponse:
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)
