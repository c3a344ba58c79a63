"""What waits for one person, as cards that read well on a phone; and the sign-off sheet to print."""

from __future__ import annotations

from typing import cast

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.disclosure.clock import running_due
from gongkai.apps.disclosure.details import said_by
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.rules import rule_of
from gongkai.apps.disclosure.selectors import waiting_for
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
        "said": said_by(details_of(text)),
        "body_html": with_desk_files(text.body_html, subject),
        "lines": sheet_of(subject, rule),
    }
    return render(request, "desk/disclosure/sheet.html", context)
