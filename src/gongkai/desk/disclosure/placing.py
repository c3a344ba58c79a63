"""When a publication is released, how long it is pinned, and how long it is current."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from gongkai.errors import GongkaiError
from gongkai.ui.forms import DateInput
from gongkai.ui.templatetags.ui import words


class TimeInput(forms.DateTimeInput):
    """An hour of a day, with the browser's own calendar where it has one."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__({"step": "3600"}, format="%Y-%m-%dT%H:%M")


class PlanForm(forms.Form):
    """When the worker is to release it; blank takes a plan back."""

    release_at = forms.DateTimeField(
        required=False,
        widget=TimeInput(),
        label=gettext_lazy("Release at"),
        help_text=gettext_lazy("At the full hour, by itself. Leave it blank to take the plan back."),
    )


class PlaceForm(forms.Form):
    """How long it stands above the others, and how long among what is current."""

    pinned_until = forms.DateField(
        required=False,
        widget=DateInput(),
        label=gettext_lazy("Pinned until"),
        help_text=gettext_lazy("It stands above the others up to this day."),
    )
    expires_on = forms.DateField(
        required=False,
        widget=DateInput(),
        label=gettext_lazy("Current until"),
        help_text=gettext_lazy(
            "After this day it leaves the lists by itself; its address stays and says that it has expired."
        ),
    )


def publication_plan(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(Publication, request.subject)
    form = PlanForm(request.POST or None, initial={"release_at": subject.planned_for})
    if request.method == "POST" and form.is_valid():
        time = form.cleaned_data["release_at"]
        try:
            services.plan_release(subject, release_at=time, by=request.user, at=request.now)
            messages.success(request, _("The release is planned.") if time else _("No release is planned any more."))
            return redirect("desk:publication", pk=pk)
        except GongkaiError as error:
            _blame(form, error)
    return _page(request, form, subject, _("Plan the release"))


def publication_place(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(Publication, request.subject)
    initial = {"pinned_until": subject.pinned_until, "expires_on": subject.expires_on}
    form = PlaceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.place_publication(subject, **form.cleaned_data, by=request.user, at=request.now)
            messages.success(request, _("Its place is kept."))
            return redirect("desk:publication", pk=pk)
        except GongkaiError as error:
            _blame(form, error)
    return _page(request, form, subject, _("Pin it, or let it expire"))


def _blame(form: forms.Form, error: GongkaiError) -> None:
    form.add_error(error.where if error.where in form.fields else None, words(error.message))


def _page(request: StaffRequest, form: forms.Form, subject: Publication, title: str) -> HttpResponse:
    return render(request, "desk/disclosure/placing.html", {"form": form, "publication": subject, "title": title})
