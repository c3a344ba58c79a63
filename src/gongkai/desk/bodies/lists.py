"""The bodies of a government as a list with filters and exports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.apps.bodies.kinds import KINDS
from gongkai.desk.lists import ChoiceFilter, Column, DayFilter, Label, List, TextFilter, Viewer


def _kinds(_viewer: Viewer) -> Iterable[tuple[str, Label]]:
    return [(name, rule.label) for name, rule in KINDS.items()]


def _address(one: Any) -> str:
    return reverse("desk:body", args=[one.pk])


BODIES = List(
    "bodies",
    _("Public bodies"),
    columns=(
        Column("name", _("Name"), lambda one: one.name, sort="name", link=_address),
        Column("kind", _("Kind of body"), lambda one: one.rule.label, sort="kind"),
        Column("parent", _("Stands below"), lambda one: one.parent.name if one.parent else "", sort="parent__path"),
        Column("division_code", _("Division code"), lambda one: one.division_code, sort="division_code"),
        Column("credit_code", _("Unified social credit code"), lambda one: one.credit_code, sort="credit_code"),
        Column("valid_from", _("First day"), lambda one: one.valid_from, sort="valid_from", kind="day"),
        Column("valid_to", _("Last day"), lambda one: one.valid_to, sort="valid_to", kind="day", is_shown=False),
    ),
    filters=(
        TextFilter("q", _("Words in the name, or a code"), ("name", "division_code", "credit_code")),
        ChoiceFilter("kind", _("Kind of body"), "kind", _kinds),
        DayFilter("ended", _("Ended"), "valid_to"),
    ),
    body="",
    order="path",
    empty=_("No body matches."),
)
