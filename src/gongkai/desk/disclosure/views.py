"""Publications on the desk."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import linebreaks
from django.views.decorators.http import require_POST

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.moves import open_moves
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.selectors import desk_list
from gongkai.desk.disclosure.forms import OpinionForm, PublicationForm
from gongkai.desk.disclosure.lists import PUBLICATIONS
from gongkai.desk.list_views import show_list
from gongkai.errors import GongkaiError


def publication_list(request: StaffRequest) -> HttpResponse:
    rows = desk_list(request.user, request.today)
    return show_list(request, PUBLICATIONS, rows, template="desk/disclosure/list.html")


def publication_new(request: StaffRequest) -> HttpResponse:
    form = PublicationForm(request.POST or None, user=request.user, day=request.today)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        publication = services.draft_publication(
            body=given["body"],
            title=given["title"],
            body_html=linebreaks(given["text"]),
            by=request.user,
            at=request.now,
        )
        return redirect("desk:publication", pk=publication.pk)
    return render(request, "desk/disclosure/new.html", {"form": form})


def publication(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(Publication, request.subject)
    context = {
        "publication": subject,
        "moves": open_moves(subject, by=request.user, on=request.today),
        "sign_offs": subject.sign_offs.select_related("by"),
        "form": OpinionForm(),
    }
    return render(request, "desk/disclosure/publication.html", context)


@require_POST
def publication_move(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    subject = cast(Publication, request.subject)
    opinion = request.POST.get("opinion", "")
    acts = {
        "submit": lambda: services.submit_publication(subject, by=request.user, at=request.now),
        "approve": lambda: services.approve_publication(subject, opinion=opinion, by=request.user, at=request.now),
        "send_back": lambda: services.send_back_publication(subject, reason=opinion, by=request.user, at=request.now),
        "publish": lambda: services.publish_publication(subject, by=request.user, at=request.now),
    }
    if move not in acts:
        raise Http404
    try:
        acts[move]()
    except GongkaiError as error:
        messages.error(request, error.message.in_language("zh"))
    return redirect("desk:publication", pk=pk)
