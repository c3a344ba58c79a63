"""The lists of documents, interpretations, problems and rules on the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.apps.disclosure.document_flow import (
    DOCUMENT,
    DOCUMENT_KINDS,
    FORMS,
    PROBLEM_SOURCES,
    RULE_BOOK_KINDS,
    RULE_BOOK_TOPICS,
    VALIDITY,
    VALIDITY_TONES,
)
from gongkai.apps.disclosure.document_register import is_late
from gongkai.apps.disclosure.models import Interpretation, InterpretationProblem
from gongkai.bilingual import Text
from gongkai.desk.lists import BodyFilter, ChoiceFilter, Column, DayFilter, Label, List, TextFilter, Viewer
from gongkai.ui.templatetags.ui import tone_of

OPEN, SETTLED = Text("待解决", "Open"), Text("已办结", "Settled")
LATE, IN_TIME = Text("超期", "Late"), Text("按期", "In time")


def _options(table: Mapping[str, Text]) -> Any:
    return lambda _viewer: table.items()


def _states(_viewer: Viewer) -> Iterable[tuple[str, Label]]:
    return [(state.name, state.label) for state in DOCUMENT.states]


def _document(one: Any) -> str:
    return reverse("desk:document", args=[one.pk])


DOCUMENTS = List(
    "documents",
    _("Normative documents"),
    columns=(
        Column("title", _("Title"), lambda one: one.title, sort="title", link=_document),
        Column("number", _("Document number"), lambda one: one.number, sort="number_key"),
        Column("body", _("Issued by"), lambda one: one.public_body.name, sort="public_body__path"),
        Column(
            "validity",
            _("Validity"),
            lambda one: VALIDITY[one.validity],
            sort="validity",
            kind="state",
            tone=lambda one: VALIDITY_TONES[one.validity],
        ),
        Column(
            "state",
            _("State"),
            lambda one: DOCUMENT.state(one.standing).label,
            sort="standing",
            kind="state",
            tone=lambda one: tone_of(DOCUMENT, DOCUMENT.state(one.standing)),
        ),
        Column("issued_on", _("Issued on"), lambda one: one.issued_on, sort="issued_on", kind="day"),
        Column("valid_until", _("Valid until"), lambda one: one.valid_until, sort="valid_until", kind="day"),
        Column("kind", _("Kind of document"), lambda one: DOCUMENT_KINDS[one.kind], sort="kind", is_shown=False),
        Column("formed_on", _("Formed on"), lambda one: one.formed_on, sort="formed_on", kind="day", is_shown=False),
        Column("repealed_on", _("Repealed on"), lambda one: one.repealed_on, kind="day", is_shown=False),
        Column("public_on", _("Published on"), lambda one: one.public_on, kind="day", is_shown=False),
    ),
    filters=(
        TextFilter("q", _("Number or words of the title"), ("title", "number_key")),
        ChoiceFilter("validity", _("Validity"), "validity", _options(VALIDITY)),
        ChoiceFilter("state", _("State"), "standing", _states),
        ChoiceFilter("kind", _("Kind of document"), "kind", _options(DOCUMENT_KINDS)),
        BodyFilter("body", _("Issued by"), "public_body"),
        DayFilter("issued", _("Issued"), "issued_on"),
        DayFilter("until", _("Valid until"), "valid_until"),
    ),
    order="-issued_on",
    empty=_(
        "A clerk begins a document here, or older ones are imported; each keeps its number, its days and its ends."
    ),
)


def _piece(one: Any) -> str:
    if one.publication_id:
        return reverse("desk:publication", args=[one.publication_id])
    return reverse("desk:document", args=[one.document_id]) if one.document_id else ""


def _subject(one: Interpretation) -> str:
    return one.document.title if one.document else one.about


def _in_time(one: Interpretation) -> Text | None:
    if one.document is None or one.public_on is None or one.is_continued:
        return None
    return LATE if is_late(one) else IN_TIME


INTERPRETATIONS = List(
    "interpretations",
    _("Policy interpretations"),
    columns=(
        Column("title", _("Title"), lambda one: one.shown_title, sort="title", link=_piece),
        Column("subject", _("What it interprets"), _subject),
        Column("form", _("Form of interpretation"), lambda one: FORMS[one.form], sort="form"),
        Column("body", _("Public body"), lambda one: one.public_body.name, sort="public_body__path"),
        Column("public_on", _("Published on"), lambda one: one.public_on, sort="public_day", kind="day"),
        Column("in_time", _("In time"), _in_time),
        Column("problem", _("Problem it answers"), lambda one: str(one.problem or ""), is_shown=False),
        Column("source", _("Source"), lambda one: one.source, is_shown=False),
    ),
    filters=(
        TextFilter("q", _("Words in the title"), ("title", "document__title", "about")),
        ChoiceFilter("form", _("Form of interpretation"), "form", _options(FORMS)),
        BodyFilter("body", _("Public body"), "public_body"),
        DayFilter("published", _("Published"), "public_day"),
    ),
    empty=_("An interpretation is begun on the page of its document; of a meeting or another matter it is begun here."),
)


def _settled(one: InterpretationProblem) -> Text:
    return OPEN if one.closed_on is None else SETTLED


PROBLEMS = List(
    "interpretation_problems",
    _("Problems in carrying out documents"),
    columns=(
        Column(
            "words", _("Problem"), lambda one: one.words, link=lambda one: reverse("desk:problem_close", args=[one.pk])
        ),
        Column("document", _("Normative document"), lambda one: one.document.title, sort="document__title"),
        Column("source", _("How it came up"), lambda one: PROBLEM_SOURCES[one.source], sort="source"),
        Column("met_on", _("Met on"), lambda one: one.met_on, sort="met_on", kind="day"),
        Column("pieces", _("Interpretations"), lambda one: one.pieces, kind="number"),
        Column(
            "settled",
            _("State"),
            _settled,
            kind="state",
            tone=lambda one: "going" if one.closed_on is None else "done",
        ),
        Column("closed_on", _("Settled on"), lambda one: one.closed_on, sort="closed_on", kind="day", is_shown=False),
        Column("body", _("Public body"), lambda one: one.public_body.name, sort="public_body__path", is_shown=False),
    ),
    filters=(
        TextFilter("q", _("Words of the problem"), ("words", "document__title")),
        ChoiceFilter("source", _("How it came up"), "source", _options(PROBLEM_SOURCES)),
        BodyFilter("body", _("Public body"), "public_body"),
        DayFilter("met", _("Met"), "met_on"),
    ),
    empty=_(
        "What is not understood or not carried out is logged on the page of the document; further pieces answer it."
    ),
)

RULES = List(
    "rule_book",
    _("Rule book"),
    columns=(
        Column(
            "title",
            _("Title"),
            lambda one: one.entry.title,
            sort="entry__title",
            link=lambda one: reverse("desk:rule", args=[one.entry_id]),
        ),
        Column("kind", _("Kind"), lambda one: RULE_BOOK_KINDS[one.entry.kind], sort="entry__kind"),
        Column("topic", _("Topic"), lambda one: RULE_BOOK_TOPICS[one.entry.topic], sort="entry__topic"),
        Column("number", _("Version"), lambda one: one.number, kind="number"),
        Column("valid_from", _("In effect from"), lambda one: one.valid_from, sort="valid_from", kind="day"),
        Column("valid_until", _("Valid until"), lambda one: one.valid_until, sort="valid_until", kind="day"),
        Column("public_on", _("Published on"), lambda one: one.public_on, sort="public_day", kind="day"),
        Column("body", _("Public body"), lambda one: one.entry.public_body.name, sort="entry__public_body__path"),
    ),
    filters=(
        TextFilter("q", _("Words in the title"), ("entry__title",)),
        ChoiceFilter("kind", _("Kind"), "entry__kind", _options(RULE_BOOK_KINDS)),
        ChoiceFilter("topic", _("Topic"), "entry__topic", _options(RULE_BOOK_TOPICS)),
        BodyFilter("body", _("Public body"), "entry__public_body"),
    ),
    body="entry__public_body",
    empty=_(
        "The rules and flow charts of disclosure work, each with its versions. The public reads what was reviewed."
    ),
)
