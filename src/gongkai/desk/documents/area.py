"""Documents, interpretations and the rule book in the rail, on Today and in the search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from gongkai.apps.accounts.selectors import grants_held, roles_in
from gongkai.apps.disclosure.document_flow import DOCUMENT, VALIDITY
from gongkai.apps.disclosure.document_register import (
    UNDER_WAY,
    desk_documents,
    filing_limit,
    interpretation_limit,
    with_debts,
)
from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.bilingual import Text
from gongkai.desk.documents.due import derived
from gongkai.desk.lists import Viewer
from gongkai.desk.rail import Act, Area, Duty, Found
from gongkai.law import TimeLimit

WARNED_BEFORE = timedelta(days=60)
"""How long before the end of its validity a document is called to mind; a habit of ours, no rule."""
INTERPRET = Text("待发布解读", "Interpretation to be published")
FILE = Text("待备案", "To be filed for record")
ENDING = Text("有效期将届满", "Validity about to end")
LAST_DAY = Text("有效期至{day}，次日自动失效。", "Valid until {day}; it lapses by itself on the next day.")


def _here(viewer: Viewer) -> QuerySet[Any]:
    return desk_documents(viewer.user, viewer.day).filter(public_body__path__startswith=viewer.root)


def _waiting(viewer: Viewer) -> QuerySet[NormativeDocument]:
    """Documents that stand where this person's role takes them a step further."""
    wanted = Q(pk__in=[])
    for grant in grants_held(viewer.user, viewer.day):
        states = {move.sources[0] for move in DOCUMENT.moves if move.by == grant.role} & set(UNDER_WAY[1:])
        body = grant.public_body
        there = Q(public_body__path__startswith=body.path) if grant.covers_members else Q(public_body=body)
        wanted |= there & Q(state__in=states)
    return NormativeDocument.objects.filter(wanted, public_body__path__startswith=viewer.root)


def _duties(viewer: Viewer) -> Iterator[Duty]:
    """One query for all, however many there are."""
    for one in with_debts(_here(viewer), viewer.day, until=viewer.day + WARNED_BEFORE):
        if one.is_under_way:
            held = roles_in(viewer.user, one.public_body, viewer.day)
            mine = [move.label for move in DOCUMENT.moves_from(one.state) if move.by in held]
            yield _duty(one, DOCUMENT.state(one.state).label, act=mine[0] if mine else None)
        if one.owes_interpretation:
            limit = interpretation_limit(one)
            yield _duty(one, INTERPRET, limit, derived(limit, one.public_on) if limit and one.public_on else None)
        if one.owes_filing:
            limit = filing_limit(one)
            yield _duty(one, FILE, limit, derived(limit, one.issued_on) if limit and one.issued_on else None)
        if one.is_ending:
            address = reverse("desk:document", args=[one.pk])
            told = LAST_DAY.format(day=one.valid_until)
            yield Duty(one.title, one.public_body.name, address, ENDING, due_on=one.valid_until, derived=told)


def _duty(
    one: NormativeDocument,
    state: Text,
    limit: TimeLimit | None = None,
    why: Text | None = None,
    act: Text | None = None,
) -> Duty:
    address = reverse("desk:document", args=[one.pk])
    due_on = limit.on if limit else None
    return Duty(one.title, one.public_body.name, address, state, due_on=due_on, derived=why, act=act)


def _find(viewer: Viewer, words: str) -> Sequence[Found]:
    found = _here(viewer).filter(Q(title__icontains=words) | Q(number_key__icontains=words))[:10]
    return [Found(one.title, reverse("desk:document", args=[one.pk]), VALIDITY[one.validity]) for one in found]


AREA = Area(
    Text("规范性文件与解读", "Documents"),
    "desk:document_list",
    "file",
    key="n",
    waiting=_waiting,
    acts=(
        Act(Text("起草规范性文件", "New document"), "desk:document_new"),
        Act(Text("政策解读", "Policy interpretations"), "desk:interpretation_list"),
        Act(Text("执行问题台账", "Problems in carrying out documents"), "desk:problem_list"),
        Act(Text("制度与流程图", "Rule book"), "desk:rule_list"),
    ),
    duties=_duties,
    find=_find,
)
