"""Pages that say something about the portal itself."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.bilingual import Text
from gongkai.portal.disclosure import HOME


def accessibility(request: PublicRequest) -> HttpResponse:
    crumbs = [(HOME, reverse("portal:home")), (Text("无障碍声明", "Accessibility statement"), "")]
    return render(request, "portal/accessibility.html", {"crumbs": crumbs})
