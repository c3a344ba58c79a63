"""Decisions signed on paper: the form to print and the scan that is entered, for every area that has sign-offs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import OnPaper
from gongkai.apps.accounts.roles import ROLES
from gongkai.apps.accounts.selectors import holders_of, paper_sign_offs_of
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.attachments import serve_attachment, store
from gongkai.errors import GongkaiError
from gongkai.flow import Move
from gongkai.ui.forms import DateInput
from gongkai.ui.templatetags.ui import words

ENDINGS = ("pdf", "ofd", "jpg", "jpeg", "png", "tif", "tiff")


class PaperForm(forms.Form):
    """Who signed, on which day, what they wrote, and the scan of the signed form."""

    signer = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Who signed"), empty_label=None)
    signed_on = forms.DateField(label=gettext_lazy("Signed on"), widget=DateInput())
    opinion = forms.CharField(
        max_length=500,
        required=False,
        label=gettext_lazy("What was written on it"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    scan = forms.FileField(
        label=gettext_lazy("Scan of the signed form"),
        help_text=gettext_lazy("PDF, OFD, JPEG, PNG or TIFF."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
    )

    def __init__(self, *args: Any, move: Move, body: PublicBody, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signer"].queryset = holders_of(move.by, body, day)  # type: ignore[attr-defined]
        self.fields["signed_on"].initial = day

    def clean_scan(self) -> Any:
        scan = self.cleaned_data["scan"]
        if scan.name.rpartition(".")[2].lower() not in ENDINGS:
            raise forms.ValidationError(_("This is not a scan: PDF, OFD, JPEG, PNG or TIFF."), code="no_scan")
        return scan


def paper_page(
    request: StaffRequest,
    subject: Any,
    move: Move,
    *,
    back: str,
    act: Callable[[OnPaper, str], object],
) -> HttpResponse:
    """The form to print, and below it the entry of the signed one.

    back  name of the route of the record
    act   the service of the move, given what was signed and the opinion
    """
    body: PublicBody = subject.public_body
    files = request.FILES if request.method == "POST" else None
    form = PaperForm(request.POST or None, files, move=move, body=body, day=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            _enter(request, form, body, act)
            messages.success(request, _("The decision on paper is entered."))
            return redirect(back, pk=subject.pk)
        except GongkaiError as error:
            form.add_error(None, words(error.message))
    context = {"form": form, "subject": subject, "move": move, "role": ROLES[move.by].label, "back": back}
    return render(request, "desk/accounts/paper.html", context)


def _enter(request: StaffRequest, form: PaperForm, body: PublicBody, act: Callable[[OnPaper, str], object]) -> None:
    """Keep the scan first: a file is checked and stored outside the transaction of the act it proves."""
    given = form.cleaned_data
    scan = store(given["scan"], name=given["scan"].name, by=request.user.actor, at=request.now, body_id=body.pk)
    act(OnPaper(given["signer"], given["signed_on"], scan), given["opinion"])


def scan_of(subject: Model, pk: int) -> FileResponse:
    """The scan of one decision on this record, as a download."""
    record = paper_sign_offs_of(subject).filter(pk=pk).first()
    if record is None:
        raise Http404
    return serve_attachment(record.scan)
