"""Reviews and suits in the rail, on Today and in the search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse

from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.remedies.clock import last_stage, next_term
from gongkai.apps.remedies.flow import DISPUTE
from gongkai.apps.remedies.models import Dispute
from gongkai.apps.remedies.selectors import desk_list, open_list
from gongkai.apps.remedies.words import KINDS
from gongkai.bilingual import Text
from gongkai.desk.lists import Viewer
from gongkai.desk.rail import Act, Area, Duty, Found
from gongkai.desk.remedies.lists import about
from gongkai.ui.templatetags.ui import words

REANSWER = Text("应当重新答复", "A reply anew is ordered")
ORDERED = Text("期限由决定或裁判确定。", "The decision sets the day.")
COUNTED = Text("{label}，自 {day} 的次日起算：{cite}。", "{label}, counted from the day after {day}: {cite}.")


def title_of(one: Dispute) -> str:
    return f"{words(KINDS[one.kind])} {one.case_number} {about(one)}"[:90]


def derived(one: Dispute) -> Text | None:
    """How the next day comes about; None where none runs."""
    if one.due_on is None:
        return None
    term = next_term(last_stage(one))
    if term is None:
        return ORDERED
    return COUNTED.format(label=term.label, day=term.from_day, cite=term.limit.rule.cite.printed)


def _here(viewer: Viewer) -> Q:
    return Q(public_body__path__startswith=viewer.root)


def _waiting(viewer: Viewer) -> QuerySet[Dispute]:
    return desk_list(viewer.user, viewer.day).filter(_here(viewer), state="noticed")


def _duties(viewer: Viewer) -> Iterator[Duty]:
    for one in open_list(viewer.user, viewer.day).filter(_here(viewer)):
        roles = roles_in(viewer.user, one.public_body, viewer.day)
        mine = [move for move in one.flow.moves_from(one.state) if move.by in roles]
        yield Duty(
            title_of(one),
            one.public_body.name,
            reverse("desk:dispute", args=[one.pk]),
            REANSWER if getattr(one, "owes_reanswer", False) else DISPUTE.state(one.state).label,
            due_on=one.due_on,
            derived=derived(one),
            act=mine[0].label if mine else None,
        )


def _find(viewer: Viewer, wanted: str) -> Sequence[Found]:
    named = Q(case_number__icontains=wanted) | Q(act__icontains=wanted) | Q(info_request__number__icontains=wanted)
    found = desk_list(viewer.user, viewer.day).filter(_here(viewer), named)
    return [
        Found(title_of(one), reverse("desk:dispute", args=[one.pk]), DISPUTE.state(one.state).label)
        for one in found[:10]
    ]


AREA = Area(
    Text("复议和诉讼", "Reviews and suits"),
    "desk:dispute_list",
    "view",
    key="v",
    waiting=_waiting,
    acts=(Act(Text("登记复议或诉讼", "Enter a review or suit"), "desk:dispute_new"),),
    duties=_duties,
    find=_find,
)
