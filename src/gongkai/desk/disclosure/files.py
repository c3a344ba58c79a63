"""Word files, attachments and pictures of a publication on the desk."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import cast

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.attachments import serve_attachment
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.cleaning import files_in, with_files
from gongkai.apps.disclosure.file_marks import unseen_labels
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.selectors import attachments_of
from gongkai.apps.disclosure.texts import details_of, working_text
from gongkai.errors import GongkaiError
from gongkai.ui.templatetags.ui import words


class WordForm(forms.Form):
    """A Word file, and the body whose publication it begins."""

    body = forms.ModelChoiceField(PublicBody.objects.none(), label=gettext_lazy("Public body"), empty_label=None)
    file = forms.FileField(
        label=gettext_lazy("Word file"),
        help_text=gettext_lazy(
            "DOCX. Its text is taken over; comments and deleted words are not. The file is not kept."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )


def publication_from_word(request: StaffRequest) -> HttpResponse:
    """Begin a publication with a Word file; what it does not say is asked for on the page that follows."""
    form = WordForm(request.POST or None, request.FILES or None)
    bodies = bodies_of(request.user, request.today, roles=["clerk"])
    here = bodies.filter(path__startswith=request.government.body.path).order_by("path")
    form.fields["body"].queryset = here  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            drafted, left_out = services.draft_from_word(
                body=form.cleaned_data["body"], file=file, name=file.name, by=request.user, at=request.now
            )
        except GongkaiError as error:
            form.add_error("file", " ".join(words(told) for told in (error.message, error.hint) if told))
        else:
            messages.success(request, _("The text was taken over. Check it, and say what it is."))
            _tell_left_out(request, left_out)
            return redirect("desk:publication_edit", pk=drafted.pk)
    return render(request, "desk/disclosure/from_word.html", {"form": form})


def publication_files(request: StaffRequest, pk: int) -> HttpResponse:
    """Attachments and pictures of the text in work: add, leave out, describe, or take the text from Word anew."""
    subject = cast(Publication, request.subject)
    if request.method == "POST":
        act, done = _asked(request, subject)
        try:
            told = act()
            messages.success(request, done)
            _tell_left_out(request, told if isinstance(told, int) else 0)
        except GongkaiError as error:
            messages.error(request, " ".join(words(told) for told in (error.message, error.hint) if told))
        return redirect("desk:publication_files", pk=pk)
    text = working_text(subject)
    pictures = attachments_of(subject, files_in(text.body_html))
    context = {
        "publication": subject,
        "files": [(one, unseen_labels(one)) for one in attachments_of(subject, details_of(text).files)],
        "pictures": [(one, _said(text.body_html, one.pk)) for one in pictures],
        "may_edit": subject.state == Publication.FLOW.start,
    }
    return render(request, "desk/disclosure/files.html", context)


@require_safe
def publication_file(request: StaffRequest, pk: int, file: int) -> FileResponse:
    """A file of any text of this publication, for those who may see it."""
    found = cast(Publication, request.subject).files.filter(pk=file).select_related("attachment").first()
    if found is None:
        raise Http404
    return serve_attachment(found.attachment)


def with_desk_files(body_html: str, publication: Publication) -> str:
    """The text with the addresses of its pictures on the desk."""
    return with_files(body_html, lambda file: reverse("desk:publication_file", args=[publication.pk, file]))


def _asked(request: StaffRequest, subject: Publication) -> tuple[Callable[[], object], str]:
    by, at, given = request.user, request.now, request.POST
    file = request.FILES.get("file")
    number = next((int(given[key]) for key in ("remove", "describe") if given.get(key, "").isdecimal()), 0)
    if "remove" in given:
        return lambda: services.remove_file(subject, file_id=number, by=by, at=at), _("The attachment was left out.")
    if "describe" in given:
        told = given.get("words", "")
        done = _("The picture says what it shows.")
        return lambda: services.describe_picture(subject, file_id=number, words=told, by=by, at=at), done
    if file is None:
        raise Http404
    name = file.name or "file"
    if "word" in given:
        done = _("The text was taken over. Check it, and say what it is.")
        return lambda: services.replace_by_word(subject, file=file, name=name, by=by, at=at), done
    title = given.get("title", "")
    done = _("The attachment was added.")
    return lambda: services.attach_file(subject, file=file, name=name, title=title, by=by, at=at), done


def _tell_left_out(request: StaffRequest, number: int) -> None:
    """Of pictures in a Word file that browsers do not show."""
    if number:
        left_out = _(
            "Pictures left out: %(number)d. Their kinds (such as EMF, WMF, GIF, BMP) are not shown on web pages: save "
            "them as PNG or JPEG and insert them anew."
        )
        messages.warning(request, left_out % {"number": number})


def _said(body_html: str, file: int) -> str:
    """What the text says a picture shows."""
    found = re.search(rf'<img\b[^>]*src="gk-file:{file}"[^>]*>', body_html)
    alt = re.search(r'alt="([^"]*)"', found[0]) if found else None
    return html.unescape(alt[1]) if alt else ""
