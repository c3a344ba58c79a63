"""The first page of the day."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.disclosure.selectors import waiting_for


def today(request: StaffRequest) -> HttpResponse:
    return render(request, "desk/today/today.html", {"waiting": waiting_for(request.user, request.today)})
