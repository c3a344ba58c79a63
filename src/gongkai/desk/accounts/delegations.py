"""Standing in for somebody who is away."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.apps.accounts import services
from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.models import Delegation
from gongkai.apps.accounts.selectors import delegations_visible_to
from gongkai.desk.accounts.forms import DelegationForm
from gongkai.desk.accounts.lists import DELEGATIONS
from gongkai.desk.list_views import show_list
from gongkai.errors import GongkaiError
from gongkai.ui.templatetags.ui import words


def delegation_list(request: StaffRequest) -> HttpResponse:
    rows = delegations_visible_to(request.user, request.today)
    running = rows.not_ended_on(request.today).filter(public_body__path__startswith=request.government.body.path)
    context = {"running": running, "today": request.today}
    return show_list(request, DELEGATIONS, rows, template="desk/accounts/delegations.html", context=context)


def delegation_new(request: StaffRequest) -> HttpResponse:
    root = request.government.body
    form = DelegationForm(request.POST or None, user=request.user, day=request.today, root=root)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.give_delegation(
                giver=given.get("giver", request.user),
                taker=given["taker"],
                body=given["body"],
                valid_from=given["valid_from"],
                valid_to=given["valid_to"],
                reason=given["reason"],
                by=request.user.actor,
                at=request.now,
            )
            messages.success(request, _("The delegation is entered."))
            return redirect("desk:delegation_list")
        except GongkaiError as error:
            form.add_error(None, words(error.message))
    return render(request, "desk/accounts/delegation_new.html", {"form": form})


@require_POST
def delegation_end(request: StaffRequest, pk: int) -> HttpResponse:
    try:
        services.end_delegation(cast(Delegation, request.subject), by=request.user.actor, at=request.now)
        messages.success(request, _("The delegation has ended."))
    except GongkaiError as error:
        messages.error(request, words(error.message))
    return redirect("desk:delegation_list")
