"""Reviews and suits on the desk."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.remedies import services
from gongkai.apps.remedies.clock import ending_of, terms_of
from gongkai.apps.remedies.models import Dispute, DisputeStage
from gongkai.apps.remedies.selectors import desk_list, oddities, orders_list, visible_to
from gongkai.apps.remedies.words import FACT_KINDS, FORMS, KINDS, LEVELS, ROLES
from gongkai.bilingual import Text
from gongkai.desk.list_views import show_list
from gongkai.desk.remedies.acts import ACTS, open_acts
from gongkai.desk.remedies.area import derived
from gongkai.desk.remedies.forms import EntryForm
from gongkai.desk.remedies.lists import DISPUTES, ORDERS, result_of
from gongkai.desk.remedies.timeline import timeline
from gongkai.errors import REFUSALS
from gongkai.law import SIDE_WORDS, STATUS_WORDS
from gongkai.ui.templatetags.ui import words

ODD: dict[str, Text] = {
    "suits-exceed-reviews": Text(
        "今年收到的经复议的诉讼（{more}件）多于复议（{fewer}件），请核对是否漏登复议。",
        "More suits after review ({more}) than reviews ({fewer}) came in this year: is a review missing?",
    ),
    "suits-exceed-requests": Text(
        "今年收到的诉讼（{more}件）多于收到的申请（{fewer}件），请核对。",
        "More suits ({more}) than requests ({fewer}) came in this year: please check.",
    ),
}


def dispute_list(request: StaffRequest) -> HttpResponse:
    rows = desk_list(request.user, request.today)
    return show_list(request, DISPUTES, rows, template="desk/remedies/list.html", context={"odd": _odd(request)})


def order_list(request: StaffRequest) -> HttpResponse:
    return show_list(request, ORDERS, orders_list(request.user, request.today))


def dispute_new(request: StaffRequest) -> HttpResponse:
    """Enter a review or suit from its papers."""
    initial = {"received_on": request.today, "request_number": request.GET.get("request", "")[:20]}
    root = request.government.body.path
    form = EntryForm(request.POST or None, initial=initial, user=request.user, day=request.today, root=root)
    if request.method == "POST" and form.is_valid():
        try:
            body = form.cleaned_data["body"]
            found = services.enter_dispute(body=body, given=form.entered(), by=request.user, at=request.now)
            return redirect("desk:dispute", pk=found.pk)
        except REFUSALS as error:
            form.add_error(None, words(error.message))
    return render(request, "desk/remedies/new.html", {"form": form})


def dispute_page(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(Dispute, request.subject)
    stages = subject.stages.select_related("dispute", "ending").prefetch_related("facts")
    context = {
        "subject": subject,
        "kind": KINDS[subject.kind],
        "flow": subject.flow,
        "acts": open_acts(subject, request.user, request.today),
        "is_late": subject.due_on is not None and subject.due_on < request.today,
        "derived": derived(subject),
        "stages": [_stage(stage) for stage in stages],
        "facts": _facts(subject),
        "suits": subject.suits.all(),
        "happened": timeline(subject),
    }
    return render(request, "desk/remedies/dispute.html", context)


def dispute_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """Ask for what the act needs; posted, do it, or say why not."""
    subject = cast(Dispute, request.subject)
    if act not in ACTS:
        raise Http404
    known = ACTS[act]
    if request.method == "POST":
        known.check_maker(subject, request.user, request.today)
    form = known.form(request.POST if request.method == "POST" else None, subject=subject, day=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            known.do(subject, form.cleaned_data, by=request.user, at=request.now)
        except REFUSALS as error:
            told = [words(error.message), words(error.hint)] if error.hint else [words(error.message)]
            messages.error(request, " ".join(told))
        else:
            messages.success(request, _("Done: %(act)s.") % {"act": words(known.label)})
            return redirect("desk:dispute", pk=pk)
    return render(request, "desk/remedies/act.html", {"subject": subject, "act": known, "form": form})


def _odd(request: StaffRequest) -> list[Text]:
    """What of the numbers of this year can hardly be right."""
    here = visible_to(request.user, request.today).filter(public_body__path__startswith=request.government.body.path)
    bodies = list(here.order_by().values_list("public_body", flat=True).distinct())
    found = oddities(bodies, date(request.today.year, 1, 1), request.today)
    return [ODD[one.code].format(more=one.more, fewer=one.fewer) for one in found]


def _stage(stage: DisputeStage) -> dict[str, object]:
    """A stage with its periods, facts and ending, in words."""
    ending = ending_of(stage)
    return {
        "level": LEVELS[stage.level],
        "opened_on": stage.opened_on,
        "is_simple": stage.is_simple,
        "terms": [
            (term, SIDE_WORDS[term.side], term.limit.rule.cite.printed, STATUS_WORDS[term.limit.rule.status])
            for term in terms_of(stage)
        ],
        "facts": [(FACT_KINDS[fact.kind], fact) for fact in stage.facts.all()],
        "ending": ending,
        "form": FORMS[ending.form] if ending else None,
        "result": result_of(stage.dispute.kind, ending.result if ending else None),
    }


def _facts(subject: Dispute) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        (_("Public body"), subject.public_body.name),
        (_("Part of the body"), words(ROLES[subject.role])),
        (_("Reviewing body or court"), subject.forum),
        (_("Case number"), subject.case_number),
        (_("Papers received on"), subject.received_on),
    ]
    return [(label, value) for label, value in facts if value]
