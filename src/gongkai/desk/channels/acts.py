"""Acts on the website and its columns, by the office head of the government."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form, model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.channels import services
from gongkai.apps.channels.models import WebColumn, Website
from gongkai.apps.channels.selectors import columns_of, website_of
from gongkai.apps.channels.services.columns import ColumnWords
from gongkai.bilingual import Text
from gongkai.desk.channels import forms
from gongkai.errors import GongkaiError
from gongkai.ui.templatetags.ui import words

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a column. run: (column, what the form gave, who and when): calls the service."""

    label: Text
    form: type[forms.ColumnActForm]
    run: Callable[[WebColumn, Given, Mapping[str, Any]], object]


def _said(given: Given) -> ColumnWords:
    return ColumnWords(
        given["column_type"],
        given["description"],
        given["keywords"],
        given["position"] or 0,
        given["adds_up"],
        given["stale_days"] or 0,
    )


ACTS: Mapping[str, Act] = {
    "change": Act(
        Text("修改说明", "Change what is said"),
        forms.ChangeForm,
        lambda column, given, who: services.change_column(column, words=_said(given), **who),
    ),
    "rename": Act(
        Text("更名", "Rename"),
        forms.RenameForm,
        lambda column, given, who: services.rename_column(column, **given, **who),
    ),
    "move": Act(
        Text("移动", "Move"), forms.MoveForm, lambda column, given, who: services.move_column(column, **given, **who)
    ),
    "merge": Act(
        Text("并入其他栏目", "Merge into another"),
        forms.MergeForm,
        lambda column, given, who: services.merge_columns(column, **given, **who),
    ),
    "close": Act(
        Text("关闭", "Close"),
        forms.CloseForm,
        lambda column, given, who: services.close_column(column, **given, **who),
    ),
}


def website_new(request: StaffRequest) -> HttpResponse:
    """Enter the website of the government."""
    _hold(request)
    form = forms.WebsiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        body, who = request.government.body, _who(request)
        if _done(request, form, lambda: services.open_website(body, **form.given, **who)):
            return redirect("desk:column_list")
    return render(request, "desk/channels/form.html", {"form": form, "title": _("Enter the website")})


def website_change(request: StaffRequest) -> HttpResponse:
    """Correct what is said of the website of the government."""
    site = _site_held(request)
    form = forms.ChangeWebsiteForm(request.POST or None, initial=model_to_dict(site))
    if request.method == "POST" and form.is_valid():
        who = _who(request)
        if _done(request, form, lambda: services.change_website(site, **form.given, **who)):
            return redirect("desk:column_list")
    return render(request, "desk/channels/form.html", {"form": form, "title": _("Change the website"), "lead": site})


def website_close(request: StaffRequest) -> HttpResponse:
    """Close the website of the government with its columns; another may be entered after it."""
    site = _site_held(request)
    form = forms.CloseWebsiteForm(request.POST or None, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        who = _who(request)
        if _done(request, form, lambda: services.close_website(site, **form.cleaned_data, **who)):
            return redirect("desk:column_list")
    lead = _("Its columns end with it on that day. What was published and counted stays.")
    return render(request, "desk/channels/form.html", {"form": form, "title": _("Close the website"), "lead": lead})


def column_new(request: StaffRequest) -> HttpResponse:
    """Open a column of the website of the government; where none is entered, say so and lead there."""
    _hold(request)
    site = _own_site(request)
    if site is None:
        return render(request, "desk/channels/columns.html", {"may_change": True})
    form = forms.OpenForm(request.POST or None, columns=columns_of(site, request.today), day=request.today)
    if request.method == "POST" and form.is_valid():
        given, who = form.cleaned_data, _who(request)
        place = {name: given[name] for name in ("key", "name", "parent", "on")}
        if _done(request, form, lambda: services.open_column(site, words=_said(given), **place, **who)):
            return redirect("desk:column_list")
    return render(request, "desk/channels/form.html", {"form": form, "title": _("Open a column")})


def column_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """The form of an act, and the act."""
    column = cast(WebColumn, request.subject)
    chosen = ACTS.get(act)
    if chosen is None or column.valid_to is not None:
        raise Http404
    others = columns_of(column.website, request.today).exclude(pk=column.pk)
    initial = {name: getattr(column, name) for name in chosen.form.base_fields if hasattr(column, name)}
    form = chosen.form(request.POST or None, initial=initial, columns=others, day=request.today)
    if request.method == "POST" and form.is_valid():
        who = _who(request)
        if _done(request, form, lambda: chosen.run(column, form.cleaned_data, who)):
            return redirect("desk:column_list")
    context = {"form": form, "title": words(chosen.label), "lead": column.name}
    return render(request, "desk/channels/form.html", context)


def _done(request: StaffRequest, form: Form, run: Callable[[], object]) -> bool:
    """Do it; what the service refuses stands at its field."""
    try:
        run()
    except GongkaiError as error:
        told = " ".join(words(text) for text in (error.message, error.hint) if text)
        form.add_error(error.where if error.where in form.fields else None, told)
        return False
    messages.success(request, _("Saved."))
    return True


def _site_held(request: StaffRequest) -> Website:
    """The website of the government. Raises PermissionDenied as `_hold` does, Http404 where there is none."""
    _hold(request)
    site = _own_site(request)
    if site is None:
        raise Http404
    return site


def _own_site(request: StaffRequest) -> Website | None:
    """The website of the government itself: that of a body above, which its items may stand in, is not its own."""
    body = request.government.body
    site = website_of(body, request.today)
    return site if site is not None and site.public_body_id == body.pk else None


def _hold(request: StaffRequest) -> None:
    """Raises PermissionDenied unless the person heads the disclosure office of the government itself."""
    if "office_head" not in roles_in(request.user, request.government.body, request.today):
        raise PermissionDenied


def _who(request: StaffRequest) -> dict[str, Any]:
    return {"by": request.user.actor, "at": request.now}
