"""The search over published information."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import strip_tags

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.selectors import public_search
from gongkai.bilingual import Text
from gongkai.portal.disclosure import A_PAGE, HOME

BEFORE, AFTER = 20, 80
"""Characters of the text shown around the first word that was found."""


def search(request: PublicRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:100]
    found = public_search(request.government, query) if query else Publication.objects.none()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "page": page,
        "results": [(one, excerpt(strip_tags(one.body_html), query)) for one in page],
        "crumbs": [(HOME, reverse("portal:home")), (Text("搜索", "Search"), "")],
    }
    return render(request, "portal/search.html", context)


def excerpt(text: str, query: str) -> str:
    """The text around the first of the words, on one line."""
    text = " ".join(text.split())
    places = [place for word in query.split() if (place := text.casefold().find(word.casefold())) >= 0]
    start = max(min(places, default=0) - BEFORE, 0)
    cut = text[start : start + BEFORE + AFTER]
    return ("…" if start else "") + cut + ("…" if start + len(cut) < len(text) else "")
