"""How each body reviews: its rules by day, and a new one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.flow import MOST_REVIEWS
from gongkai.apps.disclosure.models import PublishingRule
from gongkai.apps.disclosure.vocabulary import index_patterns
from gongkai.errors import GongkaiError
from gongkai.ui.forms import DateInput
from gongkai.ui.templatetags.ui import words


class RuleForm(forms.Form):
    """A rule from a day on."""

    body = forms.ModelChoiceField(PublicBody.objects.none(), label=gettext_lazy("Public body"), empty_label=None)
    valid_from = forms.DateField(label=gettext_lazy("From this day on"), widget=DateInput())
    reviews = forms.TypedChoiceField(
        coerce=int,
        choices=[(number, str(number)) for number in range(MOST_REVIEWS, 0, -1)],
        label=gettext_lazy("Reviews before the secrecy screening"),
        help_text=gettext_lazy("Each by another person. The screening always follows."),
    )
    leader_signs = forms.BooleanField(required=False, label=gettext_lazy("A leader signs before it is released"))

    index_pattern = forms.ChoiceField(label=gettext_lazy("Form of index numbers"), required=False)

    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = bodies_of(request.user, request.today, roles=["office_head"])
        here = bodies.filter(path__startswith=request.government.body.path).order_by("path")
        self.fields["body"].queryset = here  # type: ignore[attr-defined]
        self.fields["valid_from"].initial = request.today
        patterns = [(key, words(one.label)) for key, one in index_patterns().items()]
        self.fields["index_pattern"].choices = patterns  # type: ignore[attr-defined]


def publishing_rules(request: StaffRequest) -> HttpResponse:
    """The rules of this government's bodies, newest first in each, and the form of a new one."""
    form = RuleForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.set_publishing_rule(
                given["body"],
                reviews=given["reviews"],
                leader_signs=given["leader_signs"],
                index_pattern=given["index_pattern"] or "yearly",
                on=given["valid_from"],
                by=request.user,
                at=request.now,
            )
            messages.success(request, _("The rule is kept. What was submitted before keeps its own."))
            return redirect("desk:publishing_rules")
        except GongkaiError as error:
            form.add_error(None, words(error.message))
    root = request.government.body.path
    rules = PublishingRule.objects.filter(public_body__path__startswith=root).select_related("public_body")
    context = {"form": form, "rules": rules.order_by("public_body__path", "-valid_from")}
    return render(request, "desk/disclosure/rules.html", context)
