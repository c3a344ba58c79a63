"""Letters of a request on the desk: made, shown, printed, sealed and served."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.core.attachments import serve_attachment, store
from gongkai.apps.core.models import Attachment
from gongkai.apps.inforequests.letters.facts import addressee_of, page_of, posting_of
from gongkai.apps.inforequests.letters.pdf import envelope_to_pdf, letter_to_pdf, slip_to_pdf
from gongkai.apps.inforequests.letters.word import letter_to_docx
from gongkai.apps.inforequests.models import InfoRequest, Letter, LetterIssue
from gongkai.apps.inforequests.selectors import latest_reply, letter_rule_on, letters_of, sealed_file_of
from gongkai.apps.inforequests.services import letters as services
from gongkai.apps.inforequests.services import read_applicant
from gongkai.desk.inforequests import letter_forms as needed
from gongkai.errors import REFUSALS, GongkaiError
from gongkai.law import LetterKind, letter_kinds
from gongkai.ui.templatetags.ui import words

PDF, DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: dict[str, type[forms.Form]] = {
    "edit": needed.TextForm,
    "issue": forms.Form,
    "seal": needed.SealedForm,
    "serve": needed.ServedForm,
    "take_back": needed.TakeBackForm,
}


def letter_list(request: StaffRequest, pk: int) -> HttpResponse:
    """The letters of a request, and those that may be made now."""
    subject = cast(InfoRequest, request.subject)
    letters = [(one, letter_kinds()[one.kind]) for one in letters_of(subject)]
    context = {"subject": subject, "letters": letters, "kinds": _kinds_now(subject)}
    return render(request, "desk/inforequests/letters.html", context)


def letter_new(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """Ask for what the registers do not know; posted, compose the letter."""
    subject = cast(InfoRequest, request.subject)
    known = letter_kinds().get(kind)
    if known is None:
        raise Http404
    form = needed.ElementsForm(request.POST if request.method == "POST" else None, kind=known)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            letter = services.make_letter(
                subject,
                kind=kind,
                given=form.given(),
                addressee=given.get("addressee", ""),
                annexes=given["annexes"],
                by=request.user,
                at=request.now,
            )
        except REFUSALS as error:
            form.add_error(None, _told(error))
        else:
            return redirect("desk:letter", pk=pk, letter=letter.pk)
    return render(request, "desk/inforequests/letter_new.html", {"subject": subject, "kind": known, "form": form})


def letter_page(request: StaffRequest, pk: int, letter: int) -> HttpResponse:
    """The letter as it stands; posted, one act on it."""
    subject = cast(Letter, request.subject)
    asked = request.POST.get("act", "")
    form = FORMS[asked](request.POST, request.FILES) if request.method == "POST" and asked in FORMS else None
    if form is not None and form.is_valid():
        try:
            _acts(request, subject, form)[asked]()
        except REFUSALS as error:
            form.add_error(None, _told(error))
        else:
            messages.success(request, _("Done."))
            return redirect("desk:letter", pk=pk, letter=letter)
    issue: LetterIssue | None = getattr(subject, "issue", None)
    open_forms = {name: form if name == asked and form else _fresh(name, subject, request) for name in _open(subject)}
    context = {
        "letter": subject,
        "kind": letter_kinds()[subject.kind],
        "issue": issue,
        "page": page_of(subject, "", today=request.today),
        "sealed": sealed_file_of(subject),
        "served": getattr(issue, "service", None) if issue else None,
        "forms": open_forms,
    }
    return render(request, "desk/inforequests/letter.html", context)


@require_safe
def letter_file(request: StaffRequest, pk: int, letter: int, form: str) -> HttpResponseBase:
    """The letter, its envelope or slip with the addressee's name, or the sealed file. Each look is in the audit log."""
    subject = cast(Letter, request.subject)
    if form == "sealed":
        sealed = sealed_file_of(subject)
        if sealed is None:
            raise Http404
        read_applicant(subject.info_request, by=request.user, at=request.now)
        return serve_attachment(sealed.attachment)
    try:
        data = _printed(request, subject, form)
    except GongkaiError as error:
        messages.error(request, _told(error))
        return redirect("desk:letter", pk=pk, letter=letter)
    response = HttpResponse(data, content_type=DOCX if form == "docx" else PDF)
    name = f"{letter_kinds()[subject.kind].id}-{subject.pk}-{form}.{'docx' if form == 'docx' else 'pdf'}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def letter_rule(request: StaffRequest) -> HttpResponse:
    """How the letters of a body are numbered, headed, sealed, and which names their remedy block takes."""
    root = request.government.body.path
    form = needed.LetterRuleForm(request.POST or None, user=request.user, day=request.today, root=root)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.set_letter_rule(
                given["body"], form.ways(), valid_from=given["valid_from"], by=request.user, at=request.now
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Done."))
            return redirect("desk:letter_rule")
    return render(request, "desk/inforequests/letter_rule.html", {"form": form})


def _kinds_now(subject: InfoRequest) -> list[LetterKind]:
    """The kinds that fit where the request stands and how its draft ends."""
    reply = latest_reply(subject)
    drafted = reply.kind if reply is not None and subject.state == "in_hand" else ""
    return [
        kind
        for kind in letter_kinds().values()
        if drafted in kind.replies or (subject.state in kind.states and kind.row in ("", subject.outcome))
    ]


def _open(letter: Letter) -> list[str]:
    """The acts that may still be done on it, in the order of its life."""
    issue: LetterIssue | None = getattr(letter, "issue", None)
    if letter.taken_back_at is not None or (issue is not None and hasattr(issue, "service")):
        return []
    return ["edit", "issue", "take_back"] if issue is None else ["seal", "serve", "take_back"]


def _fresh(name: str, letter: Letter, request: StaffRequest) -> forms.Form:
    initial = {"text": letter.text, "annexes": letter.annexes, "on": request.today}
    return FORMS[name](initial=initial)


def _acts(request: StaffRequest, letter: Letter, form: forms.Form) -> dict[str, Callable[[], object]]:
    by, at, given = request.user, request.now, form.cleaned_data

    def seal() -> object:
        file = given["file"]
        body_id = letter.info_request.public_body_id
        attachment = store(file, name=file.name, by=by.actor, at=at, body_id=body_id)
        return services.keep_sealed(letter, attachment, by=by, at=at)

    return {
        "edit": lambda: services.edit_letter(letter, by=by, at=at, **given),
        "issue": lambda: services.issue_letter(letter, by=by, at=at),
        "seal": seal,
        "serve": lambda: services.serve_letter(letter, unsealed=_unsealed(request, letter), by=by, at=at, **given),
        "take_back": lambda: services.take_back(letter, by=by, at=at, **given),
    }


def _unsealed(request: StaffRequest, letter: Letter) -> Attachment | None:
    """The plain PDF, stored as what was delivered, where the body needs no seal and none came."""
    issue: LetterIssue | None = getattr(letter, "issue", None)
    rule = letter_rule_on(letter.info_request.public_body, issue.on) if issue else None
    if rule is None or rule.needs_seal or sealed_file_of(letter) is not None:
        return None
    data = io.BytesIO(_printed(request, letter, "pdf"))
    return store(data, name="letter.pdf", by=request.user.actor, at=request.now, body_id=rule.public_body_id)


def _printed(request: StaffRequest, letter: Letter, form: str) -> bytes:
    if form not in ("pdf", "docx", "envelope", "slip"):
        raise Http404
    identity = read_applicant(letter.info_request, by=request.user, at=request.now)
    if form in ("envelope", "slip"):
        if identity is None or letter.sealed_to:
            raise Http404
        posting = posting_of(letter, identity, today=request.today)
        return envelope_to_pdf(posting) if form == "envelope" else slip_to_pdf(posting)
    page = page_of(letter, addressee_of(letter, identity), today=request.today)
    return letter_to_pdf(page) if form == "pdf" else letter_to_docx(page)


def _told(error: GongkaiError) -> str:
    return " ".join(words(one) for one in (error.message, error.hint) if one)
