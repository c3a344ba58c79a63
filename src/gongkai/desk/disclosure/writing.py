"""Writing a publication on the desk."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.texts import details_of, working_text
from gongkai.desk.disclosure.files import with_desk_files
from gongkai.desk.disclosure.forms import PublicationForm, RevisionForm, held_by
from gongkai.errors import GongkaiError, InvalidInput
from gongkai.ui.templatetags.ui import words


def publication_new(request: StaffRequest) -> HttpResponse:
    root = request.government.body.path
    form = PublicationForm(request.POST or None, user=request.user, day=request.today, root=root)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            drafted = services.draft_publication(
                body=given["body"],
                title=given["title"],
                body_html=form.body_html,
                details=form.details(),
                by=request.user,
                at=request.now,
            )
        except InvalidInput as error:
            form.blame(error)
        else:
            messages.success(request, _("The draft is kept. Submit it when it is ready."))
            return redirect("desk:publication", pk=drafted.pk)
    return render(request, "desk/disclosure/new.html", {"form": form})


def publication_edit(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(Publication, request.subject)
    text = working_text(subject)
    held = details_of(text)
    form = RevisionForm(
        request.POST or None,
        initial=held_by(text.title, with_desk_files(text.body_html, subject), held),
        user=request.user,
        day=request.today,
        root=request.government.body.path,
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.revise_publication(
                subject,
                title=form.cleaned_data["title"],
                body_html=form.body_html,
                details=form.details(held),
                by=request.user,
                at=request.now,
            )
        except InvalidInput as error:
            form.blame(error)
        except GongkaiError as error:
            messages.error(request, " ".join(words(told) for told in (error.message, error.hint) if told))
        else:
            messages.success(request, _("The draft was changed."))
            return redirect("desk:publication", pk=pk)
    return render(request, "desk/disclosure/edit.html", {"form": form, "publication": subject})
