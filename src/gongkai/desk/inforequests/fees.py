"""How a body charges fees, and what became of the fee of a request."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.inforequests.letters.fees import fee_of, printed_line
from gongkai.apps.inforequests.models import FeePayment, InfoRequest
from gongkai.apps.inforequests.selectors import fee_notice_of, items_before
from gongkai.apps.inforequests.services import fees
from gongkai.desk.inforequests.forms import day_field, text_field
from gongkai.errors import REFUSALS
from gongkai.ui.templatetags.ui import words


class FeeRuleForm(forms.Form):
    """Whether a body charges, and by which method."""

    body = forms.ModelChoiceField(PublicBody.objects.none(), label=gettext_lazy("Public body"), empty_label=None)
    valid_from = day_field(gettext_lazy("From"))
    method = forms.ChoiceField(
        label=gettext_lazy("Method"),
        required=False,
        choices=(
            ("", gettext_lazy("No fees")),
            ("by_item", gettext_lazy("By item")),
            ("by_page", gettext_lazy("By page")),
        ),
    )
    way = forms.CharField(label=gettext_lazy("How to pay"), max_length=300, required=False)

    def __init__(self, *args: Any, user: User, day: date, root: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = bodies_of(user, day, roles=["office_head"]).filter(path__startswith=root)
        self.fields["body"].queryset = bodies.order_by("path")  # type: ignore[attr-defined]


class RefundForm(forms.Form):
    yuan = forms.IntegerField(label=gettext_lazy("Yuan"), min_value=1)
    slip_number = forms.CharField(label=gettext_lazy("Number of the fiscal slip"), max_length=40)
    on = day_field(gettext_lazy("Given back on"))
    reason = text_field(gettext_lazy("Reason"), 300)


def fee_rule(request: StaffRequest) -> HttpResponse:
    """Switch fees on from a day by one method, or off."""
    root = request.government.body.path
    form = FeeRuleForm(request.POST or None, user=request.user, day=request.today, root=root)
    if request.method == "POST" and form.is_valid():
        try:
            fees.set_fee_rule(**form.cleaned_data, by=request.user, at=request.now)
        except REFUSALS as error:
            form.add_error(None, words(error.message))
        else:
            messages.success(request, _("Done."))
            return redirect("desk:fee_rule")
    return render(request, "desk/inforequests/fee_rule.html", {"form": form})


def fee_page(request: StaffRequest, pk: int) -> HttpResponse:
    """The fee of a request with its derivation, payment and refunds; posted, a refund."""
    subject = cast(InfoRequest, request.subject)
    form = RefundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            fees.refund_fee(subject, **form.cleaned_data, by=request.user, at=request.now)
        except REFUSALS as error:
            form.add_error(None, words(error.message))
        else:
            messages.success(request, _("Done."))
            return redirect("desk:fee", pk=pk)
    notice = fee_notice_of(subject)
    fee = fee_of(notice) if notice else None
    context = {
        "subject": subject,
        "notice": notice,
        "lines": [printed_line(line, fee.unit.zh) for line in fee.lines] if fee else [],
        "before": items_before(subject),
        "payment": FeePayment.objects.filter(notice=notice).first() if notice else None,
        "refunds": notice.refunds.all() if notice else [],
        "form": form,
    }
    return render(request, "desk/inforequests/fee.html", context)
