"""Every text of a publication, and how one differs from the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.disclosure.comparison import changed_details, changed_targets, compared
from gongkai.apps.disclosure.models import Publication, Version


@require_safe
def publication_versions(request: StaffRequest, pk: int) -> HttpResponse:
    """?version= names the later of the two, the newest where none is named; ?before= the earlier one.

    Where none is named, the later is held against the text released last before it, else against the one just before.
    """
    subject = cast(Publication, request.subject)
    versions = list(subject.versions.select_related("saved_by").reverse())
    wanted = request.GET.get("version", "")
    after = next((one for one in versions if str(one.number) == wanted), versions[0] if versions else None)
    earlier = [one for one in versions if after and one.number < after.number]
    before = _before(earlier, request.GET.get("before", ""))
    context = {"publication": subject, "versions": versions, "earlier": earlier, "before": before, "after": after}
    if before and after:
        context["paragraphs"] = compared(before, after)
        context["fields"] = changed_details(before, after)
        context["targets"] = changed_targets(before, after)
    return render(request, "desk/disclosure/versions.html", context)


def _before(earlier: Sequence[Version], wanted: str) -> Version | None:
    """Of the earlier texts, newest first."""
    named = next((one for one in earlier if str(one.number) == wanted), None)
    released = next((one for one in earlier if one.released_at), None)
    return named or released or next(iter(earlier), None)
