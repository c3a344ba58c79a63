"""The list of publications on the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.flow import PUBLICATION
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.vocabulary import OPENNESS, key_areas, kinds, site_columns, topics
from gongkai.desk.lists import BodyFilter, BulkAct, ChoiceFilter, Column, DayFilter, Label, List, TextFilter, Viewer
from gongkai.ui.templatetags.ui import tone_of

SUBMIT = PUBLICATION.move("submit")


def _states(_viewer: Viewer) -> Iterable[tuple[str, Label]]:
    return [(state.name, state.label) for state in PUBLICATION.states]


def _areas(_viewer: Viewer) -> Iterable[tuple[str, Label]]:
    return [(f",{key},", label) for key, label in key_areas().items()]


def _may_not_submit(one: Publication, viewer: Viewer) -> Label | None:
    if one.state not in SUBMIT.sources:
        return _("It is not a draft any more.")
    if SUBMIT.by not in roles_in(viewer.user, one.public_body, viewer.day):
        return _("Only a clerk of its body may submit it.")
    return None


def _submit(one: Publication, request: StaffRequest) -> object:
    return services.submit_publication(one, has_checked=True, by=request.user, at=request.now)


def _site_column(one: Publication) -> Label:
    return site_columns().get(one.column, one.column)


def _address(one: Any) -> str:
    return reverse("desk:publication", args=[one.pk])


PUBLICATIONS = List(
    "publications",
    _("Publications"),
    columns=(
        Column("title", _("Title"), lambda one: one.title, sort="title", link=_address),
        Column("body", _("Public body"), lambda one: one.public_body.name, sort="public_body__path"),
        Column(
            "state",
            _("State"),
            lambda one: PUBLICATION.state(one.state).label,
            sort="state",
            kind="state",
            tone=lambda one: tone_of(PUBLICATION, PUBLICATION.state(one.state)),
        ),
        Column("kind", _("Type"), lambda one: kinds()[one.kind].label, sort="kind"),
        Column("due_on", _("Due"), lambda one: None if one.published_on else one.due_on, sort="due_on", kind="day"),
        Column("published_on", _("Published on"), lambda one: one.published_on, sort="published_on", kind="day"),
        Column("written_by", _("Written by"), lambda one: one.written_by.name if one.written_by else ""),
        Column("index_number", _("Index number"), lambda one: one.index_number, sort="index_number", is_shown=False),
        Column("document_number", _("Document number"), lambda one: one.document_number, is_shown=False),
        Column("formed_on", _("Formed on"), lambda one: one.formed_on, sort="formed_on", kind="day", is_shown=False),
        Column("topic", _("Topic"), lambda one: topics().get(one.topic), is_shown=False),
        Column("column", _("Column of the website"), _site_column, sort="column", is_shown=False),
        Column("openness", _("Way of disclosure"), lambda one: OPENNESS[one.openness], is_shown=False),
        Column("source", _("Source"), lambda one: one.original_source or one.source, is_shown=False),
        Column("created_at", _("Begun"), lambda one: one.created_at, sort="created_at", kind="time", is_shown=False),
    ),
    filters=(
        TextFilter("q", _("Words in the title"), ("title",)),
        ChoiceFilter("state", _("State"), "state", _states),
        ChoiceFilter("kind", _("Type"), "kind", lambda _viewer: [(key, one.label) for key, one in kinds().items()]),
        ChoiceFilter("area", _("Key area"), "area_keys__contains", _areas),
        BodyFilter("body", _("Public body"), "public_body"),
        DayFilter("published", _("Published"), "published_on"),
    ),
    acts=(
        BulkAct(
            "submit",
            SUBMIT.label,
            lambda _one: _("You state that you have checked it; it goes to the first reviewer."),
            _may_not_submit,
            _submit,
        ),
    ),
    empty=_("A clerk begins a publication; from then on it stands here."),
)
