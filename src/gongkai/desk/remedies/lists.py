"""The registers of reviews and suits, and of decisions that order a reply anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.apps.remedies.flow import DISPUTE
from gongkai.apps.remedies.models import Dispute
from gongkai.apps.remedies.words import KINDS, LEVELS, ROLES, forum_of
from gongkai.bilingual import Text
from gongkai.desk.lists import BodyFilter, ChoiceFilter, Column, DayFilter, Label, List, TextFilter, Viewer
from gongkai.law import dispute_results

PENDING = Text("尚无结果", "No result yet")


def about(dispute: Dispute) -> str:
    """What is disputed: the words of the entry, else the number of the request."""
    return dispute.act or (dispute.info_request.number if dispute.info_request else "")


def result_of(kind: str, result: str | None) -> Text:
    results = dispute_results("review" if forum_of(kind) == "review" else "suit")
    return results[result].label if result else PENDING


def _options(table: dict[str, Text]) -> Any:
    def options(_viewer: Viewer) -> Iterable[tuple[str, Label]]:
        return table.items()

    return options


def _states(_viewer: Viewer) -> Iterable[tuple[str, Label]]:
    return [(state.name, state.label) for state in DISPUTE.states]


def _address(one: Any) -> str:
    return reverse("desk:dispute", args=[one.pk])


def _case_address(one: Any) -> str:
    return reverse("desk:dispute", args=[one.stage.dispute_id])


DISPUTES = List(
    "disputes",
    _("Reviews and suits"),
    columns=(
        Column(
            "number", _("Case number"), lambda one: one.case_number or f"#{one.pk}", sort="case_number", link=_address
        ),
        Column("kind", _("Kind"), lambda one: KINDS[one.kind], sort="kind"),
        Column("about", _("About"), about),
        Column("body", _("Public body"), lambda one: one.public_body.name, sort="public_body__path"),
        Column("state", _("State"), lambda one: DISPUTE.state(one.state).label, sort="state", kind="state"),
        Column("received_on", _("Received on"), lambda one: one.received_on, sort="received_on", kind="day"),
        Column("due_on", _("Due on"), lambda one: one.due_on, sort="due_on", kind="day"),
        Column("result", _("Result"), lambda one: result_of(one.kind, one.result)),
        Column("role", _("Part of the body"), lambda one: ROLES[one.role], is_shown=False),
        Column("forum", _("Reviewing body or court"), lambda one: one.forum, sort="forum", is_shown=False),
        Column("level", _("Instance"), lambda one: LEVELS[one.level], is_shown=False),
        Column("decided_on", _("Decided on"), lambda one: one.decided_on, kind="day", is_shown=False),
        Column(
            "request",
            _("Request number"),
            lambda one: one.info_request.number if one.info_request else "",
            is_shown=False,
        ),
    ),
    filters=(
        TextFilter("q", _("Number or words"), ("case_number", "act", "forum", "info_request__number")),
        ChoiceFilter("kind", _("Kind"), "kind", _options(KINDS)),
        ChoiceFilter("state", _("State"), "state", _states),
        ChoiceFilter("role", _("Part of the body"), "role", _options(ROLES)),
        BodyFilter("body", _("Public body"), "public_body"),
        DayFilter("received", _("Received"), "received_on"),
        DayFilter("due", _("Due"), "due_on"),
    ),
    empty=_("A review or suit is entered on the day its papers come. Older cases come in through the import door."),
)
ORDERS = List(
    "reanswers",
    _("Decisions that order a reply anew"),
    columns=(
        Column(
            "number",
            _("Case number"),
            lambda one: one.stage.dispute.case_number or f"#{one.stage.dispute_id}",
            link=_case_address,
        ),
        Column("about", _("About"), lambda one: about(one.stage.dispute)),
        Column("body", _("Public body"), lambda one: one.stage.dispute.public_body.name),
        Column("result", _("Result"), lambda one: result_of(one.stage.dispute.kind, one.result)),
        Column("decided_on", _("Decided on"), lambda one: one.decided_on, sort="decided_on", kind="day"),
        Column("until", _("Reply anew by"), lambda one: one.reanswer_until, sort="reanswer_until", kind="day"),
        Column("done_on", _("Replied anew on"), lambda one: one.reanswered_on, kind="day"),
    ),
    filters=(
        BodyFilter("body", _("Public body"), "stage__dispute__public_body"),
        DayFilter("decided", _("Decided"), "decided_on"),
    ),
    body="stage__dispute__public_body",
    order="-decided_on",
    empty=_("No review or suit has ordered a reply anew."),
)
