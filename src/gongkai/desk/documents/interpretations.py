"""Interpretations and the problems behind them on the desk."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.disclosure.document_flow import PROBLEM_SOURCES
from gongkai.apps.disclosure.document_register import desk_pieces, desk_problems
from gongkai.apps.disclosure.models import InterpretationProblem
from gongkai.apps.disclosure.services.interpreting import Piece, close_problem, draft_interpretation
from gongkai.desk.documents.forms import CloseForm, PieceForm
from gongkai.desk.documents.lists import INTERPRETATIONS, PROBLEMS
from gongkai.desk.list_views import show_list
from gongkai.errors import GongkaiError
from gongkai.ui.templatetags.ui import words


def interpretation_list(request: StaffRequest) -> HttpResponse:
    rows = desk_pieces(request.user, request.today)
    return show_list(request, INTERPRETATIONS, rows, template="desk/documents/interpretations.html")


def interpretation_new(request: StaffRequest) -> HttpResponse:
    """A piece on a meeting or another matter; one on a document is begun on the page of the document."""
    root = request.government.body.path
    form = PieceForm(request.POST or None, user=request.user, day=request.today, root=root)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        told = {name: given[name] for name in ("about", "source", "address")}
        piece = Piece(given["form"], given["title"], form.body_html, **told)
        try:
            made = draft_interpretation(body=given["body"], piece=piece, by=request.user, at=request.now)
        except GongkaiError as error:
            form.add_error(error.where if error.where in form.fields else None, words(error.message))
        else:
            messages.success(request, _("The interpretation is begun. It passes the reviews like any publication."))
            return redirect("desk:publication", pk=made.publication_id)
    return render(request, "desk/documents/new.html", {"form": form, "back": "desk:interpretation_list"})


def problem_list(request: StaffRequest) -> HttpResponse:
    rows = desk_problems(request.user, request.today)
    return show_list(request, PROBLEMS, rows)


def problem_close(request: StaffRequest, pk: int) -> HttpResponse:
    """What was met and which pieces answer it; posted, how it was settled."""
    subject = cast(InterpretationProblem, request.subject)
    form = CloseForm(request.POST if request.method == "POST" else None, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            close_problem(subject, by=request.user, at=request.now, **form.cleaned_data)
        except GongkaiError as error:
            form.add_error(error.where if error.where in form.fields else None, words(error.message))
        else:
            messages.success(request, _("The problem is settled."))
            return redirect("desk:problem_list")
    context = {
        "problem": subject,
        "source": PROBLEM_SOURCES[subject.source],
        "answers": subject.answers.select_related("publication"),
        "form": form,
    }
    return render(request, "desk/documents/problem.html", context)
