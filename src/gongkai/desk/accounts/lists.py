"""The lists of people, delegations and audit entries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import audit_visible_to, bodies_of
from gongkai.bilingual import Text
from gongkai.desk.accounts.acts import ACTS, label_of
from gongkai.desk.accounts.facts import facts_in_words, record_of
from gongkai.desk.lists import BodyFilter, Cell, ChoiceFilter, Column, DayFilter, Label, List, TextFilter, Viewer

OPEN, STOPPED = Text("启用", "Open"), Text("停用", "Stopped")
KINDS = {
    "public": Text("公众", "The public"),
    "system": Text("系统", "The system"),
    "import": Text("导入", "An import"),
}

PEOPLE = List(
    "people",
    _("People"),
    columns=(
        Column(
            "username",
            _("User name"),
            lambda one: one.username,
            sort="username",
            link=lambda one: reverse("desk:person", args=[one.pk]),
        ),
        Column("name", _("Name"), lambda one: one.name, sort="name"),
        Column("home", _("Public body"), lambda one: one.home.name if one.home else "", sort="home__path"),
        Column(
            "state",
            _("State"),
            lambda one: OPEN if one.is_active else STOPPED,
            sort="is_active",
            kind="state",
            tone=lambda one: "done" if one.is_active else "idle",
        ),
        Column("last", _("Last signed in"), lambda one: one.last_login, sort="last_login", kind="time"),
    ),
    filters=(
        TextFilter("q", _("Name or user name"), ("name", "username")),
        BodyFilter("body", _("Public body"), "home"),
        ChoiceFilter("state", _("State"), "is_active", lambda _viewer: [("True", OPEN), ("False", STOPPED)]),
    ),
    body="",
    order="username",
    empty=_("Nobody has an account here yet."),
)

DELEGATIONS = List(
    "delegations",
    _("Delegations"),
    columns=(
        Column("giver", _("Who is away"), lambda one: one.giver.name, sort="giver__name"),
        Column("taker", _("Who stands in"), lambda one: one.taker.name, sort="taker__name"),
        Column("body", _("Public body"), lambda one: one.public_body.name, sort="public_body__path"),
        Column("from", _("From"), lambda one: one.valid_from, sort="valid_from", kind="day"),
        Column("to", _("Until"), lambda one: one.valid_to, sort="valid_to", kind="day"),
        Column("ended", _("Ended early"), lambda one: one.ended_on, sort="ended_on", kind="day"),
        Column("reason", _("Reason"), lambda one: one.reason),
    ),
    filters=(
        TextFilter("q", _("Name"), ("giver__name", "taker__name")),
        DayFilter("from", _("Begins"), "valid_from"),
    ),
    order="-valid_from",
    empty=_("Before you go away, let a colleague stand in for you."),
)


def _audited_bodies(viewer: Viewer) -> Iterable[tuple[str, Label]]:
    bodies = bodies_of(viewer.user, viewer.day, roles=["auditor"]).filter(path__startswith=viewer.root).order_by("path")
    return [(str(body.pk), body.name) for body in bodies]


def _audited_people(viewer: Viewer) -> Iterable[tuple[str, Label]]:
    seen = audit_visible_to(viewer.user, viewer.day, root=viewer.root).filter(actor_kind="staff").order_by()
    people = User.objects.filter(pk__in=seen.values("actor_id")).order_by("username")
    return [(str(user.pk), f"{user.name} ({user.username})") for user in people]


def _actor(entry: Any) -> Cell:
    return str(entry.actor_name or "") if entry.actor_kind == "staff" else KINDS.get(entry.actor_kind, "")


def _subject(entry: Any) -> Cell:
    return record_of(entry.subject_type, entry.subject_id)


def _facts(entry: Any) -> Cell:
    return facts_in_words(entry.act, entry.facts)


AUDIT = List(
    "audit",
    _("Audit log"),
    columns=(
        Column("id", _("Number"), lambda one: one.pk, sort="id", kind="number"),
        Column("at", _("Time"), lambda one: one.at, sort="at", kind="time"),
        Column("actor", _("Person"), _actor),
        Column("act", _("Act"), lambda one: label_of(one.act), sort="act"),
        Column("body", _("Public body"), lambda one: one.body_name),
        Column("subject", _("Record"), _subject),
        Column("facts", _("Details"), _facts),
    ),
    filters=(
        ChoiceFilter("body", _("Public body"), "body_id", _audited_bodies),
        ChoiceFilter("person", _("Person"), "actor_id", _audited_people),
        ChoiceFilter("act", _("Act"), "act", lambda _viewer: list(ACTS.items())),
        DayFilter("day", _("Day"), "at", is_time=True),
    ),
    body="",
    order="-id",
    empty=_("Every act of the bodies you audit stands here."),
)
