"""Acts on bodies: ask, try and show what will happen, then do it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms as django_forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.bodies import services
from gongkai.apps.bodies.models import Appointment, HandOver, PublicBody
from gongkai.apps.bodies.register import OFFICE_FIELDS, own_bodies
from gongkai.apps.bodies.selectors import disclosure_office_on
from gongkai.apps.bodies.services.offices import Side
from gongkai.desk.bodies.acts import APPOINTMENT_ACTS, OFFICE_ACTS, TREE_ACTS, Act
from gongkai.desk.bodies.forms import ActForm
from gongkai.errors import GongkaiError
from gongkai.ui.templatetags.ui import words

FIELD_OF = {"division_code": "code", "credit_code": "code", "account_id": "account", "bodies": "with_others"}


def tree_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    body = get_object_or_404(own_bodies(request.government, request.today), pk=pk)
    return _perform(request, body, body, _known(TREE_ACTS, act, body))


def office_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    body = cast(PublicBody, request.subject)
    return _perform(request, body, body, _known(OFFICE_ACTS, act, body))


def appointment_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    appointment = cast(Appointment, request.subject)
    body = appointment.public_body
    return _perform(request, appointment, body, _known(APPOINTMENT_ACTS, act, body))


@require_POST
def hand_over_confirm(request: StaffRequest, pk: int) -> HttpResponse:
    """The person confirms; the head of the disclosure office may enter that it was signed on paper."""
    record = cast(HandOver, request.subject)
    side: Side = "giver" if request.POST.get("side") == "giver" else "taker"
    on_paper = "office_head" in roles_in(request.user, record.public_body, request.today) and "paper" in request.POST
    try:
        services.confirm_hand_over(record, side=side, by=request.user.actor, at=request.now, on_paper=on_paper)
        messages.success(request, _("The hand-over was confirmed."))
    except GongkaiError as error:
        messages.error(request, " ".join(words(text) for text in (error.message, error.hint) if text))
    return redirect("desk:body", pk=record.public_body_id)


def _known(acts: Mapping[str, Act], name: str, body: PublicBody) -> Act:
    act = acts.get(name)
    if act is None or not act.is_for(body):
        raise Http404
    return act


def _perform(request: StaffRequest, subject: Any, body: PublicBody, act: Act) -> HttpResponse:
    """The form; posted, its preview; confirmed, the act."""
    is_posted = request.method == "POST"
    form = act.form(
        request.POST if is_posted else None,
        initial=_initial(body, act, request),
        body=body,
        bodies=own_bodies(request.government, request.today).filter(valid_to__isnull=True).order_by("path"),
        day=request.today,
    )
    if is_posted and "back" not in request.POST and form.is_valid():
        is_confirmed = "confirmed_by_hand" in request.POST
        if _done(request, subject, act, form, is_confirmed=is_confirmed):
            if is_confirmed:
                messages.success(request, _("Done: %(act)s.") % {"act": words(act.label)})
                return redirect("desk:body", pk=body.pk)
            return render(request, "desk/bodies/preview.html", _context(form, body, act))
    return render(request, "desk/bodies/act.html", _context(form, body, act))


def _done(request: StaffRequest, subject: Any, act: Act, form: ActForm, *, is_confirmed: bool) -> bool:
    """Do it, or only try it; what the service refuses stands at its field."""
    try:
        with transaction.atomic():
            act.run(subject, form.cleaned_data, request)
            transaction.set_rollback(not is_confirmed)
    except GongkaiError as error:
        field = error.where if error.where in form.fields else FIELD_OF.get(error.where, "")
        told = " ".join(words(text) for text in (error.message, error.hint) if text)
        form.add_error(field if field in form.fields else None, told)
        subject.refresh_from_db()
        return False
    if not is_confirmed:
        subject.refresh_from_db()
        body = subject if isinstance(subject, PublicBody) else subject.public_body
        body.refresh_from_db()
    return True


def _initial(body: PublicBody, act: Act, request: StaffRequest) -> dict[str, object]:
    """An office is changed from what it is."""
    office = disclosure_office_on(body, request.today) if act.name == "contact" else None
    return {field: getattr(office, field) for field in OFFICE_FIELDS} if office else {}


def _context(form: ActForm, body: PublicBody, act: Act) -> dict[str, object]:
    return {"form": form, "body": body, "act": act, "told": _told(form) if form.is_bound and form.is_valid() else []}


def _told(form: ActForm) -> list[tuple[str, str]]:
    """What was filled in, for reading once more."""
    lines = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, "", False) or (isinstance(field, django_forms.ModelMultipleChoiceField) and not value):
            continue
        if isinstance(field, django_forms.ModelMultipleChoiceField):
            value = "、".join(str(one) for one in value)
        elif isinstance(field, django_forms.ChoiceField) and not isinstance(field, django_forms.ModelChoiceField):
            value = dict(field.choices).get(value, value)  # type: ignore[arg-type]
        elif value is True:
            value = _("yes")
        lines.append((str(field.label), str(value)))
    return lines
