"""Published information."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.disclosure.selectors import public_list


def publication_list(request: PublicRequest) -> HttpResponse:
    return render(request, "portal/disclosure/list.html", {"publications": public_list(request.government)[:50]})


def publication(request: PublicRequest, pk: int) -> HttpResponse:
    return render(
        request,
        "portal/disclosure/publication.html",
        {"publication": get_object_or_404(public_list(request.government), pk=pk)},
    )
