"""Pages that say something about the portal itself."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.core.seals import newest_heads
from gongkai.bilingual import Text
from gongkai.portal.disclosure import HOME
from gongkai.portal.twins import as_csv, as_json

HEADS_SHOWN = 92


def accessibility(request: PublicRequest) -> HttpResponse:
    crumbs = [(HOME, reverse("portal:home")), (Text("无障碍声明", "Accessibility statement"), "")]
    return render(request, "portal/accessibility.html", {"crumbs": crumbs})


def audit_heads(request: PublicRequest) -> HttpResponse:
    """The daily heads of the audit log, for outsiders to keep; with ?format=json or csv as the files are."""
    heads, wanted = newest_heads(HEADS_SHOWN), request.GET.get("format")
    if wanted in ("json", "csv"):
        rows: list[dict[str, object]] = [asdict(head) for head in heads]
        return as_json(request, rows) if wanted == "json" else as_csv(request, rows, "audit-heads")
    crumbs = [(HOME, reverse("portal:home")), (Text("审计日志摘要", "Heads of the audit log"), "")]
    return render(request, "portal/audit_heads.html", {"crumbs": crumbs, "heads": heads})
