"""What waits for one person, as cards that read well on a phone; and the sign-off sheet to print."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.disclosure.clock import running_due
from gongkai.apps.disclosure.details import Details, said_by
from gongkai.apps.disclosure.interpretation_rule import document_of
from gongkai.apps.disclosure.models import Publication, Version
from gongkai.apps.disclosure.rules import rule_of
from gongkai.apps.disclosure.screening import screened
from gongkai.apps.disclosure.selectors import attachments_of, waiting_for
from gongkai.apps.disclosure.sheet import sheet_of
from gongkai.apps.disclosure.texts import details_of, working_text
from gongkai.desk.disclosure.files import with_desk_files


@require_safe
def publication_queue(request: StaffRequest) -> HttpResponse:
    """Oldest first, each with the day by which it is due."""
    root: PublicBody = request.government.body
    found = waiting_for(request.user, request.today).filter(public_body__path__startswith=root.path)
    waiting = found.select_related("public_body").order_by("created_at", "id")
    cards = [(one, running_due(one)) for one in waiting]
    context = {"cards": cards, "flow": Publication.FLOW, "today": request.today}
    return render(request, "desk/disclosure/queue.html", context)


@require_safe
def publication_sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """The sheet with every step of its rule: signed here, or a line to sign on."""
    subject = cast(Publication, request.subject)
    rule = rule_of(subject.public_body, request.today) if subject.round == 0 else None
    text = working_text(subject)
    context = {
        "publication": subject,
        "text": text,
        "said": said_by(_details(subject, text)),
        "files": attachments_of(subject, details_of(text).files),
        "stands": [one for one in screened(subject, text) if one.let_stand],
        "body_html": with_desk_files(text.body_html, subject),
        "lines": sheet_of(subject, rule),
    }
    return render(request, "desk/disclosure/sheet.html", context)


def _details(publication: Publication, text: Version) -> Details:
    """What the text says of itself; number and day of a document of the register as they stand there."""
    said, document = details_of(text), document_of(publication)
    if document is None:
        return said
    number, formed_on = document.number or said.document_number, document.formed_on or said.formed_on
    return replace(said, document_number=number, formed_on=formed_on)
