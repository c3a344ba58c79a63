"""Marks of the screening on the desk: mask them, or let one stand for a reason."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from gongkai.errors import GongkaiError
from gongkai.ui.templatetags.ui import words


@require_POST
def publication_marks(request: StaffRequest, pk: int) -> HttpResponse:
    """mask: these marks are masked; stand: this one is left, with its reason."""
    subject = cast(Publication, request.subject)
    try:
        if "stand" in request.POST:
            key, reason = request.POST["stand"], request.POST.get("reason", "")
            services.let_mark_stand(subject, key=key, reason=reason, by=request.user, at=request.now)
            messages.success(request, _("The mark stands; the reviewers read the reason."))
        else:
            keys = request.POST.getlist("mask")
            number = services.mask_marks(subject, keys=keys, by=request.user, at=request.now)
            told = ngettext("%(number)d mark was masked.", "%(number)d marks were masked.", number)
            messages.success(request, told % {"number": number})
    except GongkaiError as error:
        messages.error(request, " ".join(words(told) for told in (error.message, error.hint) if told))
    return redirect("desk:publication", pk=pk)
