"""All consultations of the viewer's requests: who, what, by when, and what silence means."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.inforequests.consulted import standings
from gongkai.apps.inforequests.selectors import visible_to
from gongkai.apps.inforequests.words import CONSULTED


@require_safe
def consultation_list(request: StaffRequest) -> HttpResponse:
    root = request.government.body.path
    mine = visible_to(request.user, request.today).filter(public_body__path__startswith=root)
    found = sorted(standings(mine, request.today), key=lambda one: (not one.is_escalated, not one.is_open))
    told = [(one, CONSULTED[one.consultation.to]) for one in found]
    return render(request, "desk/inforequests/consultations.html", {"told": told})
