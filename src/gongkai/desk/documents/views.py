"""Normative documents on the desk."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.selectors import paper_sign_offs_of
from gongkai.apps.disclosure.document_flow import (
    DOCUMENT,
    DOCUMENT_KINDS,
    FORMS,
    STATUS_EVENTS,
    VALIDITY,
    VALIDITY_TONES,
)
from gongkai.apps.disclosure.document_register import (
    desk_documents,
    filing_limit,
    interpretation_limit,
    is_late,
    pieces_of,
)
from gongkai.apps.disclosure.models import InterpretationPlan, NormativeDocument
from gongkai.apps.disclosure.services.documents import names_of, register_document
from gongkai.apps.disclosure.texts import working_text
from gongkai.bilingual import Text
from gongkai.desk.accounts.paper import paper_page, scan_of
from gongkai.desk.documents.acts import ON_PAPER, act_of, decide_on_paper, moves_on_paper, open_acts
from gongkai.desk.documents.due import derived
from gongkai.desk.documents.forms import DocumentForm
from gongkai.desk.documents.lists import DOCUMENTS
from gongkai.desk.documents.timeline import timeline
from gongkai.desk.list_views import show_list
from gongkai.errors import REFUSALS
from gongkai.ui.templatetags.ui import words


def document_list(request: StaffRequest) -> HttpResponse:
    rows = desk_documents(request.user, request.today)
    return show_list(request, DOCUMENTS, rows, template="desk/documents/list.html")


def document_new(request: StaffRequest) -> HttpResponse:
    root = request.government.body.path
    form = DocumentForm(request.POST or None, user=request.user, day=request.today, root=root)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = register_document(
                body=given["body"],
                kind=given["kind"],
                title=given["title"],
                body_html=form.body_html,
                co_issuers=names_of(given["co_issuers"]),
                by=request.user,
                at=request.now,
            )
        except REFUSALS as error:
            form.add_error(error.where if error.where in form.fields else None, words(error.message))
        else:
            messages.success(request, _("The document is begun. Plan its interpretation before it goes to approval."))
            return redirect("desk:document", pk=made.pk)
    return render(request, "desk/documents/new.html", {"form": form, "back": "desk:document_list"})


@require_safe
def document(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(NormativeDocument, request.subject)
    validity = subject.validity_on(request.today)
    context = {
        "subject": subject,
        "flow": DOCUMENT,
        "standing": subject.state_on(request.today),
        "text": working_text(subject.publication) if subject.publication else None,
        "validity": VALIDITY[validity],
        "validity_tone": VALIDITY_TONES[validity],
        "acts": open_acts(subject, by=request.user, on=request.today),
        "on_paper": moves_on_paper(subject),
        "papers": paper_sign_offs_of(subject),
        "facts": _facts(subject),
        "plan": _plan(subject),
        "pieces": [(piece, FORMS[piece.form], is_late(piece)) for piece in pieces_of(subject, is_public=False)],
        "events": [(one, STATUS_EVENTS[one.kind]) for one in subject.status_events.select_related("by_document")],
        "effects": subject.effects.select_related("document"),
        "reviews": subject.legality_reviews.select_related("by"),
        "returns": subject.returns.select_related("by").reverse(),
        "problems": subject.problems.select_related("public_body"),
        "happened": timeline(subject),
        **_clocks(request, subject),
    }
    return render(request, "desk/documents/document.html", context)


def document_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """Ask for what the act needs; posted, do it, or say why not."""
    subject, known = cast(NormativeDocument, request.subject), act_of(act)
    if known is None:
        raise Http404
    if request.method == "POST":
        known.check_maker(subject, request.user, request.today)
    data = request.POST if request.method == "POST" else None
    form = known.form(data, subject=subject, user=request.user, day=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            known.run(subject, form, request.user, request.now)
        except REFUSALS as error:
            told = " ".join(words(part) for part in (error.message, error.hint) if part)
            form.add_error(error.where if error.where in form.fields else None, told)
        else:
            messages.success(request, _("Done: %(act)s.") % {"act": words(known.label)})
            return redirect("desk:document", pk=pk)
    context = {"subject": subject, "act": known, "form": form, "name": act}
    return render(request, "desk/documents/act.html", context)


def document_paper(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    """A decision of the legal adviser or of the leader, signed on paper."""
    subject, given = cast(NormativeDocument, request.subject), {"by": request.user, "at": request.now}
    if move not in ON_PAPER:
        raise Http404
    return paper_page(
        request,
        subject,
        DOCUMENT.move(move),
        back="desk:document",
        act=lambda paper, said: decide_on_paper(subject, move, paper, said, given),
    )


@require_safe
def document_scan(request: StaffRequest, pk: int, paper: int) -> FileResponse:
    return scan_of(cast(NormativeDocument, request.subject), paper)


def _plan(subject: NormativeDocument) -> tuple[InterpretationPlan, list[Text]] | None:
    plan = InterpretationPlan.objects.filter(document=subject).first()
    return (plan, [FORMS[form] for form in plan.forms if form in FORMS]) if plan else None


def _facts(subject: NormativeDocument) -> list[tuple[str, object]]:
    joint = "、".join(one.name for one in subject.co_issuers.all())
    facts: list[tuple[str, object]] = [
        (_("Document number"), subject.number),
        (_("Kind of document"), words(DOCUMENT_KINDS[subject.kind])),
        (_("Issued by"), subject.public_body.name),
        (_("Issued together with"), joint),
        (_("Formed on"), subject.formed_on),
        (_("Issued on"), subject.issued_on),
        (_("In effect from"), subject.effective_on),
        (_("Valid until"), subject.valid_until or (_("without an end") if subject.issued_on else "")),
        (_("Published on"), subject.public_on),
        (_("Repealed on"), subject.repealed_on),
        (_("Legality review"), subject.stated_review),
    ]
    return [(label, value) for label, value in facts if value]


def _clocks(request: StaffRequest, subject: NormativeDocument) -> dict[str, object]:
    """What is due: the interpretation while none is public, the filing while none is recorded."""
    waived, filed = getattr(subject, "interpretation_waiver", None), getattr(subject, "filing", None)
    is_interpreted = pieces_of(subject, is_public=True).exists()
    due = interpretation_limit(subject) if waived is None and not is_interpreted and subject.origin == "typed" else None
    filing = filing_limit(subject) if filed is None and subject.origin == "typed" and subject.kind != "policy" else None
    return {
        "waiver": waived,
        "filing": filed,
        "due": due,
        "due_is_late": due is not None and due.on < request.today,
        "due_derived": derived(due, subject.public_on) if due and subject.public_on else None,
        "filing_due": filing,
        "filing_is_late": filing is not None and filing.on < request.today,
        "filing_derived": derived(filing, subject.issued_on) if filing and subject.issued_on else None,
    }
