"""Decisions on publications that were signed on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.moves import OnPaper
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from gongkai.desk.accounts.paper import paper_page, scan_of


def publication_paper(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    """A form to print for a review or the release, and the entry of the signed one."""
    subject, by, at = cast(Publication, request.subject), request.user, request.now
    acts: dict[str, Callable[[OnPaper, str], object]] = {
        "approve": lambda paper, said: services.approve_publication(
            subject, opinion=said, by=by, at=at, on_paper=paper
        ),
        "send_back": lambda paper, said: services.send_back_publication(
            subject, reason=said, by=by, at=at, on_paper=paper
        ),
        "publish": lambda paper, _said: services.publish_publication(subject, by=by, at=at, on_paper=paper),
    }
    if move not in acts:
        raise Http404
    return paper_page(request, subject, Publication.FLOW.move(move), back="desk:publication", act=acts[move])


@require_safe
def publication_scan(request: StaffRequest, pk: int, paper: int) -> FileResponse:
    return scan_of(cast(Publication, request.subject), paper)
