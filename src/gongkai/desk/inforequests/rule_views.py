"""The rule of each body on which drafts its legal adviser sees."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.models import AdviserRule
from gongkai.apps.inforequests.words import ADVISED
from gongkai.desk.inforequests.forms import AdviserRuleForm
from gongkai.errors import REFUSALS
from gongkai.ui.templatetags.ui import words


def adviser_rules(request: StaffRequest) -> HttpResponse:
    """The rules set so far, and the form of the next one."""
    root = request.government.body.path
    bodies = bodies_of(request.user, request.today, roles=["office_head"]).filter(path__startswith=root)
    form = AdviserRuleForm(request.POST or None, bodies=bodies, initial={"valid_from": request.today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.set_adviser_rule(
                given["body"],
                advised=given["advised"],
                valid_from=given["valid_from"],
                by=request.user,
                at=request.now,
            )
        except REFUSALS as error:
            form.add_error(error.where if error.where in form.fields else None, words(error.message))
        else:
            messages.success(request, _("The rule is kept."))
            return redirect("desk:adviser_rules")
    rules = AdviserRule.objects.filter(public_body__in=bodies).select_related("public_body").reverse()
    told = [(rule, ADVISED[rule.advised]) for rule in rules]
    return render(
        request, "desk/inforequests/rules.html", {"form": form, "told": told, "usual": ADVISED["not_granted"]}
    )
