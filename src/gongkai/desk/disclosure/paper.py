"""Decisions on publications that were signed on paper."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.disclosure.models import Publication
from gongkai.desk.accounts.paper import paper_page, scan_of
from gongkai.desk.disclosure.acts import ON_PAPER, Given, make


def publication_paper(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    """A form to print for a review or the release, and the entry of the signed one.

    Whoever enters it answers for the form bearing the mark of proofreading.
    """
    subject, by, at = cast(Publication, request.subject), request.user, request.now
    if move not in ON_PAPER:
        raise Http404
    return paper_page(
        request,
        subject,
        Publication.FLOW.move(move),
        back="desk:publication",
        act=lambda paper, said: make(subject, move, Given(by, at, words=said, is_proofread=True, on_paper=paper)),
    )


@require_safe
def publication_scan(request: StaffRequest, pk: int, paper: int) -> FileResponse:
    return scan_of(cast(Publication, request.subject), paper)
