"""The import door on the desk: choose a template, upload, look at the check, confirm, follow, take back."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.bodies.demonstration import marked
from gongkai.apps.core import imports
from gongkai.apps.core.attachments import serve_attachment
from gongkai.apps.core.exports import to_csv
from gongkai.apps.core.imports_templates import INSTRUCTION_HEADS, Template, as_csv, as_workbook, instructions
from gongkai.apps.core.models import ImportRun
from gongkai.bilingual import Text
from gongkai.desk.imports.forms import UploadForm
from gongkai.desk.imports.lists import IMPORTS, STATES, template_label
from gongkai.desk.imports.selectors import open_templates, runs_of
from gongkai.desk.list_views import XLSX, download, show_list
from gongkai.errors import GongkaiError
from gongkai.ui.templatetags.ui import reader_language, words

FAULTS_SHOWN = 100


def import_list(request: StaffRequest) -> HttpResponse:
    body = request.government.body
    rows = runs_of(request.user, body, request.today)
    context = {"templates": open_templates(request.user, body, request.today)}
    return show_list(request, IMPORTS, rows, template="desk/imports/list.html", context=context)


@require_safe
def import_template(request: StaffRequest, template: str, form: str) -> HttpResponse:
    declared, language = _declared(request, template), reader_language()
    name = words(declared.label)
    if form == "xlsx":
        return download(as_workbook(declared, language), f"{name}.xlsx", XLSX)
    if form == "csv":
        return download(as_csv(declared, language), f"{name}.csv", "text/csv; charset=utf-8")
    raise Http404


def import_new(request: StaffRequest, template: str) -> HttpResponse:
    declared, language = _declared(request, template), reader_language()
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        uploaded = form.cleaned_data["file"]
        try:
            run = imports.check_file(
                uploaded,
                name=uploaded.name,
                template=declared.name,
                body_id=request.government.body_id,
                by=request.user.actor,
                at=request.now,
            )
        except GongkaiError as error:
            form.add_error("file", _in_one(error))
        else:
            return redirect("desk:import", pk=run.pk)
    context = {
        "form": form,
        "template": declared,
        "heads": INSTRUCTION_HEADS,
        "columns": [instructions(column, language) for column in declared.columns],
    }
    return render(request, "desk/imports/new.html", context)


@require_safe
def import_run(request: StaffRequest, pk: int) -> HttpResponse:
    run = cast(ImportRun, request.subject)
    label, tone = STATES[run.state]
    context = {
        "run": run,
        "label": template_label(run),
        "state": label,
        "tone": tone,
        "faults": [_shown(fault) for fault in run.faults[:FAULTS_SHOWN]],
        "shown": FAULTS_SHOWN,
        "may_confirm": run.state in ("checked", "stopped"),
        "may_undo": run.state in ("done", "stopped") and run.rows_done > 0,
        "is_under_way": run.state in ("waiting", "running"),
    }
    return render(request, "desk/imports/run.html", context)


@require_POST
def import_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    run = cast(ImportRun, request.subject)
    acts = {"confirm": imports.confirm_import, "undo": imports.undo_import}
    if act not in acts:
        raise Http404
    try:
        acts[act](run, by=request.user.actor, at=request.now)
    except GongkaiError as error:
        messages.error(request, _in_one(error))
    else:
        told = {"confirm": _("It is queued. You may leave this page."), "undo": _("The import is undone.")}
        messages.success(request, told[act])
    return redirect("desk:import", pk=pk)


@require_safe
def import_faults(request: StaffRequest, pk: int) -> HttpResponse:
    """What the check found, as a table to work through."""
    run = cast(ImportRun, request.subject)
    rows = [_shown(fault) for fault in run.faults]
    heads = (_("Row"), _("Column"), _("What is wrong"), _("What would help"))
    data = to_csv(*marked(heads, rows, request.government))
    name = _("{file}, faults").format(file=run.attachment.name)
    return download(data, f"{name}.csv", "text/csv; charset=utf-8")


@require_safe
def import_file(request: StaffRequest, pk: int) -> HttpResponseBase:
    return serve_attachment(cast(ImportRun, request.subject).attachment)


def _declared(request: StaffRequest, name: str) -> Template:
    """Raises Http404 for a template there is not, PermissionDenied for one that this person may not use."""
    if name not in imports.templates():
        raise Http404
    for template in open_templates(request.user, request.government.body, request.today):
        if template.name == name:
            return template
    raise PermissionDenied


def _shown(fault: dict[str, object]) -> tuple[int, str, str, str]:
    """Row, column, what is wrong, what would help, in the language of the page."""
    parts = (fault[name] for name in ("column", "message", "hint"))
    column, message, hint = (words(Text(**cast(dict[str, str], part))) if part else "" for part in parts)
    return cast(int, fault["row"]), column, message, hint


def _in_one(error: GongkaiError) -> str:
    return f"{words(error.message)} {words(error.hint)}".strip()
