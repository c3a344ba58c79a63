"""The register of requests on the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.apps.inforequests.flow import INFO_REQUEST
from gongkai.apps.inforequests.words import channels, classes, outcomes
from gongkai.desk.lists import BodyFilter, ChoiceFilter, Column, DayFilter, Label, List, TextFilter, Viewer


def _states(_viewer: Viewer) -> Iterable[tuple[str, Label]]:
    return [(state.name, state.label) for state in INFO_REQUEST.states]


def _classes(_viewer: Viewer) -> Iterable[tuple[str, Label]]:
    return classes().items()


def _address(one: Any) -> str:
    return reverse("desk:request", args=[one.pk])


REQUESTS = List(
    "requests",
    _("Requests"),
    columns=(
        Column("number", _("Request number"), lambda one: one.number, sort="number", link=_address),
        Column("wanted", _("Information wanted"), lambda one: one.wanted[:80]),
        Column("body", _("Public body"), lambda one: one.public_body.name, sort="public_body__path"),
        Column("state", _("State"), lambda one: INFO_REQUEST.state(one.state).label, sort="state", kind="state"),
        Column("received_on", _("Received on"), lambda one: one.received_on, sort="received_on", kind="day"),
        Column("due_on", _("Due on"), lambda one: one.due_on, sort="due_on", kind="day"),
        Column("class", _("Applicant"), lambda one: classes()[one.applicant_class], is_shown=False),
        Column("channel", _("Channel"), lambda one: channels()[one.channel], is_shown=False),
        Column("outcome", _("Row of Table 3"), lambda one: outcomes().get(one.outcome), sort="outcome", is_shown=False),
        Column("outcome_on", _("Ended on"), lambda one: one.outcome_on, sort="outcome_on", kind="day", is_shown=False),
    ),
    filters=(
        TextFilter("q", _("Number or words"), ("number", "wanted")),
        ChoiceFilter("state", _("State"), "state", _states),
        ChoiceFilter("class", _("Applicant"), "applicant_class", _classes),
        BodyFilter("body", _("Public body"), "public_body"),
        DayFilter("received", _("Received"), "received_on"),
        DayFilter("due", _("Due"), "due_on"),
    ),
    empty=_("What comes in through the portal stands here; what comes on paper is entered by an inbound clerk."),
)
