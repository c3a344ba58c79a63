"""The search over areas, acts and records; the palette asks it too."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.desk.areas import desk_of
from gongkai.ui.templatetags.ui import words


def search(request: StaffRequest) -> HttpResponse:
    """A page, or with ?format=json the same findings for the palette."""
    query = request.GET.get("q", "").strip()[:100]
    found = tuple(desk_of(request).find(query))
    if request.GET.get("format") == "json":
        rows = [{"label": words(one.label), "address": one.address, "kind": words(one.kind)} for one in found]
        return JsonResponse({"found": rows}, json_dumps_params={"ensure_ascii": False})
    return render(request, "desk/search/search.html", {"query": query, "found": found})
