"""The first page of a government, or the choice of one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.bodies.selectors import governments
from gongkai.apps.disclosure.selectors import public_list


def home(request: PublicRequest) -> HttpResponse:
    if request.government is None:
        return render(request, "portal/governments.html", {"governments": governments()})
    return render(request, "portal/home.html", {"publications": public_list(request.government)[:8]})
