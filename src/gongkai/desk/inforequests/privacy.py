"""Applicants' data on the desk: how long they are kept, what is due for erasure, all on one person, who has looked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.models import User
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.models import AuditEntry
from gongkai.apps.inforequests.retention import due_for_erasure, requests_of_person, retention_on
from gongkai.apps.inforequests.services.retention import erase_applicant, hand_out, set_retention
from gongkai.bilingual import Text
from gongkai.errors import REFUSALS
from gongkai.ui.forms import DateInput
from gongkai.ui.templatetags.ui import words

LOOKS = {
    "inforequests.read_applicant": Text("查看申请人信息", "Applicant's data read"),
    "inforequests.hand_out": Text("导出一人的全部信息", "All data on one person exported"),
    "inforequests.erase_applicant": Text("销毁申请人信息", "Applicant's data erased"),
}
NEWEST = 200


class RetentionForm(forms.Form):
    years = forms.IntegerField(label=gettext_lazy("Years after the end"), min_value=1, max_value=100)
    valid_from = forms.DateField(label=gettext_lazy("Holds from"), widget=DateInput())
    basis = forms.CharField(label=gettext_lazy("Basis"), max_length=200)


class PersonForm(forms.Form):
    document = forms.CharField(label=gettext_lazy("Number of the document"), max_length=60, required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100, required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("document") and not (given.get("name") and given.get("phone")):
            raise forms.ValidationError(_("Give the number of the document, or name and telephone."))
        return given


def privacy(request: StaffRequest) -> HttpResponse:
    """The period, what is due, and the form for one person."""
    root = request.government.body
    form = RetentionForm(request.POST or None, initial={"valid_from": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            set_retention(root, **form.cleaned_data, by=request.user, at=request.now)
        except REFUSALS as error:
            form.add_error(None, words(error.message))
        else:
            messages.success(request, _("The period is set."))
            return redirect("desk:privacy")
    return _page(request, form, PersonForm())


@require_POST
def erase(request: StaffRequest, pk: int) -> HttpResponse:
    """Destroy the data of one applicant whose time is over."""
    subject = get_object_or_404(due_for_erasure(request.user, request.government.body, request.today), pk=pk)
    try:
        erase_applicant(subject, reason=request.POST.get("reason", ""), by=request.user, at=request.now)
    except REFUSALS as error:
        messages.error(request, words(error.message))
    else:
        messages.success(request, _("The applicant's data are erased."))
    return redirect("desk:privacy")


@require_POST
def person_data(request: StaffRequest) -> HttpResponse:
    """All that is held on one person, as a file; never kept on the way."""
    form = PersonForm(request.POST)
    if form.is_valid():
        found = list(requests_of_person(request.user, request.government.body, request.today, **form.cleaned_data))
        if found:
            told = hand_out(found, by=request.user, at=request.now)
            answer = JsonResponse({"requests": told}, json_dumps_params={"ensure_ascii": False})
            answer.headers["Content-Disposition"] = 'attachment; filename="person.json"'
            answer.headers["Cache-Control"] = "private, no-store"
            return answer
        form.add_error(None, _("Nothing is held on this person here."))
    return _page(request, RetentionForm(), form)


def access_log(request: StaffRequest) -> HttpResponse:
    """Who read, exported or erased applicants' data, the newest first."""
    root = request.government.body
    bodies = PublicBody.objects.filter(path__startswith=root.path).values("pk")
    listed = list(AuditEntry.objects.filter(act__in=LOOKS, body_id__in=bodies).order_by("-id")[:NEWEST])
    names = dict(User.objects.filter(pk__in={entry.actor_id for entry in listed}).values_list("pk", "name"))
    lines = [(entry, LOOKS[entry.act], names.get(entry.actor_id or 0, "")) for entry in listed]
    return render(request, "desk/inforequests/access_log.html", {"lines": lines})


def _page(request: StaffRequest, form: RetentionForm, person: PersonForm) -> HttpResponse:
    root = request.government.body
    context = {
        "period": retention_on(root, request.today),
        "due": due_for_erasure(request.user, root, request.today)[:NEWEST],
        "form": form,
        "person": person,
    }
    return render(request, "desk/inforequests/privacy.html", context)
