"""Publications on the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.moves import Openness, check_role, open_moves
from gongkai.apps.accounts.selectors import paper_sign_offs_of
from gongkai.apps.disclosure.clock import running_due
from gongkai.apps.disclosure.details import said_by
from gongkai.apps.disclosure.models import Publication, Version
from gongkai.apps.disclosure.people import bars_for, may_plan
from gongkai.apps.disclosure.screening import dead, screened, shown
from gongkai.apps.disclosure.selectors import FINAL, attachments_of, desk_list
from gongkai.apps.disclosure.texts import details_of, working_text
from gongkai.desk.disclosure.acts import ASKS_FIRST, DECISIONS, ON_PAPER, Given, make
from gongkai.desk.disclosure.files import with_desk_files
from gongkai.desk.disclosure.forms import DecisionForm
from gongkai.desk.disclosure.lists import PUBLICATIONS
from gongkai.desk.disclosure.timeline import timeline
from gongkai.desk.list_views import show_list
from gongkai.errors import REFUSALS
from gongkai.flow import Move
from gongkai.ui.templatetags.ui import words


def publication_list(request: StaffRequest) -> HttpResponse:
    rows = desk_list(request.user, request.today)
    return show_list(request, PUBLICATIONS, rows, template="desk/disclosure/list.html")


def publication(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(Publication, request.subject)
    text = working_text(subject)
    details = details_of(text)
    moves = open_moves(subject, by=request.user, on=request.today, bars=bars_for(subject, request.user))
    context = {
        "publication": subject,
        "text": text,
        "said": said_by(details),
        "files": attachments_of(subject, details.files),
        "flow": Publication.FLOW,
        "may_edit": subject.state == Publication.FLOW.start and any(moves.values()),
        "happened": timeline(subject),
        "stated_reviews": subject.stated_reviews.all(),
        "papers": paper_sign_offs_of(subject),
        "on_paper": [move for move in moves if move.name in ON_PAPER],
        **_acts(moves),
        **_marks(subject, text),
        **_places(request, subject, moves),
        **_due(request, subject),
    }
    return render(request, "desk/disclosure/publication.html", context)


def _acts(moves: Any) -> dict[str, object]:
    """The acts of its state: decisions share one form, the others have a button each."""
    decisions: list[tuple[Move, Openness]] = [(move, may) for move, may in moves.items() if move.name in DECISIONS]
    decisions.sort(key=lambda one: "reason" in one[0].needs)
    others = [(move, may, move.name in ASKS_FIRST) for move, may in moves.items() if move.name not in DECISIONS]
    mine = [move for move, may in decisions if may]
    return {"decisions": decisions, "others": others, "first": next(iter(mine), None), "form": DecisionForm(moves=mine)}


def _marks(subject: Publication, text: Version) -> dict[str, object]:
    """What the screening finds, while it is still to be decided on; of a text before the public only its dead links."""
    if subject.state in FINAL:
        broken = dead(text) if subject.is_public else []
        return {"marks": broken, "open_marks": broken, "marked_html": with_desk_files(text.body_html, subject)}
    found = screened(subject, text)
    still = [one for one in found if one.is_open]
    html = with_desk_files(shown(text.body_html, found), subject)
    maskable = [one for one in still if one.mark.is_maskable]
    return {"marks": found, "open_marks": still, "maskable": maskable, "marked_html": html}


def _places(request: StaffRequest, subject: Publication, moves: Mapping[Move, Openness]) -> dict[str, object]:
    """Whether this person may plan its release, and pin it. What waits for its document is planned with that."""
    may = {move.name for move, openness in moves.items() if openness}
    is_public = subject.is_public and "withdraw" in may
    waits = "publish" in {move.name for move in moves} - may and may_plan(request.user, subject, request.today)
    return {"may_plan": "publish" in may or waits, "may_place": "publish" in may or is_public}


def _due(request: StaffRequest, subject: Publication) -> dict[str, object]:
    due = running_due(subject)
    return {"due": due and due[0], "is_late": due is not None and due[0] < request.today, "derived": due and due[1]}


def publication_move(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    """Ask whether it shall be done; posted, do it."""
    subject = cast(Publication, request.subject)
    known = {one.name: one for one in Publication.FLOW.moves}
    if move not in known:
        raise Http404
    if request.method != "POST":
        context = {"publication": subject, "move": known[move], "form": DecisionForm(moves=[known[move]])}
        context["asks"] = move in DECISIONS or known[move].needs
        return render(request, "desk/disclosure/confirm.html", context)
    check_role(request.user, known[move], subject.public_body, request.today)
    given = Given(
        request.user,
        request.now,
        words=request.POST.get("opinion", ""),
        is_proofread="proofread" in request.POST,
        has_checked="self_check" in request.POST,
    )
    acted(request, lambda: make(subject, move, given), _("Done: %(act)s.") % {"act": words(known[move].label)})
    return redirect("desk:publication", pk=pk)


def acted(request: StaffRequest, act: Callable[[], None], done: str) -> bool:
    """Do it and say so; or say why not, and what would help, in the reader's language."""
    try:
        act()
    except REFUSALS as error:
        told = [words(error.message), words(error.hint)] if error.hint else [words(error.message)]
        messages.error(request, " ".join(told))
        return False
    messages.success(request, done)
    return True
