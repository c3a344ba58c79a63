"""Publications on the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.moves import open_moves
from gongkai.apps.accounts.selectors import paper_sign_offs_of
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.selectors import desk_list
from gongkai.bilingual import Text
from gongkai.desk.disclosure.area import derived, due_of
from gongkai.desk.disclosure.forms import OpinionForm, PublicationForm, RevisionForm, as_text
from gongkai.desk.disclosure.lists import PUBLICATIONS
from gongkai.desk.disclosure.timeline import timeline
from gongkai.desk.list_views import show_list
from gongkai.errors import GongkaiError
from gongkai.ui.templatetags.ui import words

OWN_WORK = Text("起草人不能审核自己的稿件。", "Nobody reviews what they wrote themselves.")
NEEDS_OPINION = frozenset({"approve", "send_back"})
ON_PAPER = frozenset({"approve", "send_back", "publish"})
ASKS_FIRST = frozenset({"publish"})
"""What the public sees at once is asked for on a page of its own."""


def publication_list(request: StaffRequest) -> HttpResponse:
    rows = desk_list(request.user, request.today)
    return show_list(request, PUBLICATIONS, rows, template="desk/disclosure/list.html")


def publication_new(request: StaffRequest) -> HttpResponse:
    root = request.government.body.path
    form = PublicationForm(request.POST or None, user=request.user, day=request.today, root=root)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        drafted = services.draft_publication(
            body=given["body"], title=given["title"], body_html=form.body_html, by=request.user, at=request.now
        )
        messages.success(request, _("The draft is kept. Submit it when it is ready."))
        return redirect("desk:publication", pk=drafted.pk)
    return render(request, "desk/disclosure/new.html", {"form": form})


def publication_edit(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(Publication, request.subject)
    form = RevisionForm(
        request.POST or None,
        initial={"title": subject.title, "text": as_text(subject.body_html)},
        user=request.user,
        day=request.today,
        root=request.government.body.path,
    )
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and _acted(request, lambda: _revise(request, subject, form), _("The draft was changed.")):
        return redirect("desk:publication", pk=pk)
    return render(request, "desk/disclosure/edit.html", {"form": form, "publication": subject})


def publication(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(Publication, request.subject)
    bars = {"approve": OWN_WORK, "send_back": OWN_WORK} if subject.written_by_id == request.user.pk else {}
    moves = open_moves(subject, by=request.user, on=request.today, bars=bars)
    due = None if subject.published_on else due_of(subject)
    context = {
        "publication": subject,
        "flow": Publication.FLOW,
        "moves": moves,
        "reviews": sorted(
            ((move, may) for move, may in moves.items() if move.name in NEEDS_OPINION),
            key=lambda one: bool(one[0].needs),
        ),
        "others": [
            (move, may, move.name in ASKS_FIRST) for move, may in moves.items() if move.name not in NEEDS_OPINION
        ],
        "may_review": any(may for move, may in moves.items() if move.name in NEEDS_OPINION),
        "may_edit": subject.state == Publication.FLOW.start and any(moves.values()),
        "due": due,
        "is_late": due is not None and due.on < request.today,
        "derived": derived(subject, due) if due else None,
        "happened": timeline(subject),
        "stated_reviews": subject.stated_reviews.all(),
        "papers": paper_sign_offs_of(subject),
        "on_paper": [move for move in moves if move.name in ON_PAPER],
        "form": OpinionForm(),
    }
    return render(request, "desk/disclosure/publication.html", context)


def publication_move(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    """Ask whether it shall be done; posted, do it."""
    subject = cast(Publication, request.subject)
    known = {one.name: one for one in Publication.FLOW.moves}
    if move not in known:
        raise Http404
    if request.method != "POST":
        context = {
            "publication": subject,
            "move": known[move],
            "form": OpinionForm(),
            "asks_opinion": move in NEEDS_OPINION,
        }
        return render(request, "desk/disclosure/confirm.html", context)
    done = _("Done: %(act)s.") % {"act": words(known[move].label)}
    _acted(request, lambda: _make(request, subject, move), done)
    return redirect("desk:publication", pk=pk)


def _make(request: StaffRequest, subject: Publication, move: str) -> None:
    opinion, by, at = request.POST.get("opinion", ""), request.user, request.now
    acts: dict[str, Callable[[], None]] = {
        "submit": lambda: services.submit_publication(subject, by=by, at=at),
        "approve": lambda: services.approve_publication(subject, opinion=opinion, by=by, at=at),
        "send_back": lambda: services.send_back_publication(subject, reason=opinion, by=by, at=at),
        "publish": lambda: services.publish_publication(subject, by=by, at=at),
    }
    acts[move]()


def _revise(request: StaffRequest, subject: Publication, form: RevisionForm) -> None:
    services.revise_publication(
        subject, title=form.cleaned_data["title"], body_html=form.body_html, by=request.user, at=request.now
    )


def _acted(request: StaffRequest, act: Callable[[], None], done: str) -> bool:
    """Do it and say so; or say why not, and what would help, in the reader's language."""
    try:
        act()
    except GongkaiError as error:
        told = [words(error.message), words(error.hint)] if error.hint else [words(error.message)]
        messages.error(request, " ".join(told))
        return False
    messages.success(request, done)
    return True
