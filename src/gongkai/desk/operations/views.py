"""Operation on the desk: what was not carried out, the schedule, the seals."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.core import dead_letters, schedule, seals
from gongkai.apps.core.models import AuditSeal, DeadLetter, DeadLetterState, Notice, ScheduledRun, Worker
from gongkai.bilingual import Text
from gongkai.desk.list_views import show_list
from gongkai.desk.operations.forms import DropForm
from gongkai.desk.operations.lists import DEAD_LETTERS, record_of
from gongkai.desk.operations.selectors import letters_visible_to
from gongkai.desk.operations.words import DONE, EVENTS, FAILED, GOING, NEVER, SCHEDULED, STATES, named
from gongkai.errors import GongkaiError
from gongkai.ui.templatetags.ui import words


@require_safe
def operation(request: StaffRequest) -> HttpResponse:
    root = request.government.body.path
    letters = letters_visible_to(request.user, request.today, root=root).filter(state=DeadLetterState.OPEN)
    context = {
        "letters": [(one, named(EVENTS, one.event), dead_letters.reason_of(one)) for one in letters[:10]],
        "letter_count": letters.count(),
        "runs": [_shown(run) for run in _newest_runs()],
        "workers": Worker.objects.order_by("started_at"),
        "unsealed": seals.waiting_count(),
        "last_seal": AuditSeal.objects.order_by("seq").last(),
        "head": seals.last_head(),
    }
    return render(request, "desk/operations/operation.html", context)


def _newest_runs() -> list[tuple[str, ScheduledRun | None]]:
    """Every act of the schedule, with its newest run."""
    runs = {run.name: run for run in schedule.last_runs()}
    return [(name, runs.get(name)) for name in schedule.schedule()]


def _shown(pair: tuple[str, ScheduledRun | None]) -> dict[str, object]:
    name, run = pair
    state, tone = NEVER, "idle"
    if run is not None and run.finished_at is not None:
        state, tone = DONE, "done"
    elif run is not None:
        state, tone = (FAILED, "late") if run.fault else (GOING, "going")
    return {"label": named(SCHEDULED, name), "run": run, "state": state, "tone": tone}


def dead_letter_list(request: StaffRequest) -> HttpResponse:
    root = request.government.body.path
    return show_list(request, DEAD_LETTERS, letters_visible_to(request.user, request.today, root=root))


@require_safe
def dead_letter(request: StaffRequest, pk: int) -> HttpResponse:
    letter = cast(DeadLetter, request.subject)
    return render(request, "desk/operations/dead_letter.html", _letter_context(letter, DropForm()))


def _letter_context(letter: DeadLetter, form: DropForm) -> dict[str, object]:
    facts: list[tuple[str, object]] = [
        (_("Why"), dead_letters.reason_of(letter)),
        (_("Record"), record_of(letter)),
        (_("Public body"), getattr(letter, "body_name", None) or _("The installation as a whole")),
        (_("Tries"), letter.attempts),
        (_("State"), named(STATES, letter.state)),
    ]
    if letter.closed_because:
        facts.append((_("Reason"), letter.closed_because))
    return {
        "letter": letter,
        "title": named(EVENTS, letter.event),
        "facts": [(label, value if isinstance(value, Text) else str(value)) for label, value in facts],
        "is_open": letter.state == DeadLetterState.OPEN,
        "may_repeat": letter.reason == "may-have-been-sent",
        "notice": _notice_of(letter),
        "form": form,
    }


def _notice_of(letter: DeadLetter) -> Notice | None:
    is_notice = letter.subject_type == Notice._meta.label_lower
    return Notice.objects.filter(pk=letter.subject_id).first() if is_notice else None


@require_POST
def dead_letter_again(request: StaffRequest, pk: int) -> HttpResponse:
    letter = cast(DeadLetter, request.subject)
    return _done(request, lambda: dead_letters.try_again(letter, by=request.user.actor, at=request.now))


@require_POST
def dead_letter_drop(request: StaffRequest, pk: int) -> HttpResponse:
    letter, form = cast(DeadLetter, request.subject), DropForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/operations/dead_letter.html", _letter_context(letter, form), status=422)
    reason = form.cleaned_data["reason"]
    return _done(request, lambda: dead_letters.drop(letter, reason=reason, by=request.user.actor, at=request.now))


def _done(request: StaffRequest, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
        messages.success(request, _("Done."))
    except GongkaiError as error:
        messages.error(request, words(error.message))
    return redirect("desk:dead_letter_list")
