"""The list of dead letters."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.core.dead_letters import reason_of, try_again
from gongkai.apps.core.models import DeadLetter, DeadLetterState
from gongkai.bilingual import Text
from gongkai.desk.lists import BulkAct, ChoiceFilter, Column, DayFilter, Label, List, Viewer
from gongkai.desk.operations.words import EVENTS, RECORDS, STATES, named


def record_of(letter: DeadLetter) -> Text:
    """The kind of the record and its id; blank where the effect was about none."""
    if not letter.subject_type:
        return Text("", "")
    return Text("{kind} {id}", "{kind} {id}").format(kind=named(RECORDS, letter.subject_type), id=letter.subject_id)


def _refusal(letter: Any, _viewer: Viewer) -> Label | None:
    return None if letter.state == DeadLetterState.OPEN else _("This one has been dealt with.")


def _run(letter: Any, request: StaffRequest) -> None:
    try_again(letter, by=request.user.actor, at=request.now)


DEAD_LETTERS = List(
    "dead_letters",
    _("What was not carried out"),
    columns=(
        Column(
            "id",
            _("Number"),
            lambda one: one.pk,
            sort="id",
            kind="number",
            link=lambda one: reverse("desk:dead_letter", args=[one.pk]),
        ),
        Column("event", _("Effect"), lambda one: named(EVENTS, one.event), sort="event"),
        Column("reason", _("Why"), reason_of, sort="reason"),
        Column("body", _("Public body"), lambda one: one.body_name),
        Column("record", _("Record"), record_of),
        Column("attempts", _("Tries"), lambda one: one.attempts, sort="attempts", kind="number"),
        Column("died", _("Given up"), lambda one: one.died_at, sort="died_at", kind="time"),
        Column(
            "state",
            _("State"),
            lambda one: named(STATES, one.state),
            sort="state",
            kind="state",
            tone=lambda one: "late" if one.state == DeadLetterState.OPEN else "done",
        ),
    ),
    filters=(
        ChoiceFilter("state", _("State"), "state", lambda _viewer: list(STATES.items())),
        ChoiceFilter("event", _("Effect"), "event", lambda _viewer: list(EVENTS.items())),
        DayFilter("died", _("Given up"), "died_at", is_time=True),
    ),
    body="",
    order="-died_at",
    acts=(BulkAct("again", _("Try again"), lambda _one: _("It is queued again, with all its tries."), _refusal, _run),),
    empty=_("Every effect has been carried out. What fails again and again will stand here."),
)
