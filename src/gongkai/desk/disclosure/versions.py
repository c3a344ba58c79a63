"""Every text of a publication, and how one differs from the one before it."""

from __future__ import annotations

from typing import cast

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.disclosure.comparison import changed_details, compared
from gongkai.apps.disclosure.models import Publication


@require_safe
def publication_versions(request: StaffRequest, pk: int) -> HttpResponse:
    """?version= names the later of the two; the newest where none is named."""
    subject = cast(Publication, request.subject)
    versions = list(subject.versions.select_related("saved_by").reverse())
    wanted = request.GET.get("version", "")
    after = next((one for one in versions if str(one.number) == wanted), versions[0] if versions else None)
    before = next((one for one in versions if after and one.number == after.number - 1), None)
    context = {"publication": subject, "versions": versions, "before": before, "after": after}
    if before and after:
        context["paragraphs"] = compared(before, after)
        context["fields"] = changed_details(before, after)
    return render(request, "desk/disclosure/versions.html", context)
