"""Words the screening of this government looks for besides the dictionary."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.channels import services
from gongkai.apps.channels.models import SiteWord
from gongkai.desk.channels.forms import WordForm
from gongkai.errors import GongkaiError
from gongkai.ui.templatetags.ui import words


def site_words(request: StaffRequest) -> HttpResponse:
    """The list; the office head of the government adds to it and drops from it."""
    body = request.government.body
    may_change = "office_head" in roles_in(request.user, body, request.today)
    listed = SiteWord.objects.filter(public_body=body, is_dropped=False)
    form = WordForm(request.POST if "word" in request.POST else None)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if "drop" in request.POST:
            dropped = get_object_or_404(listed, pk=request.POST["drop"] if request.POST["drop"].isdigit() else 0)
            services.drop_word(dropped, by=request.user.actor, at=request.now)
            return redirect("desk:site_words")
        if form.is_valid() and _added(request, form):
            return redirect("desk:site_words")
    return render(request, "desk/channels/words.html", {"words": listed, "form": form, "may_change": may_change})


def _added(request: StaffRequest, form: WordForm) -> bool:
    try:
        body, given = request.government.body, form.cleaned_data
        services.add_word(body, word=given["word"], says=given["says"], by=request.user.actor, at=request.now)
    except GongkaiError as error:
        form.add_error(error.where if error.where in form.fields else None, words(error.message))
        return False
    messages.success(request, _("Saved."))
    return True
