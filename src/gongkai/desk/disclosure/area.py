"""Publications in the rail, on Today and in the search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.disclosure.clock import running_due
from gongkai.apps.disclosure.flow import ALWAYS, PUBLICATION
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.selectors import desk_list, open_list, waiting_for
from gongkai.bilingual import Text
from gongkai.desk.lists import Viewer
from gongkai.desk.rail import Act, Area, Duty, Found


def _waiting(viewer: Viewer) -> QuerySet[Publication]:
    return waiting_for(viewer.user, viewer.day).filter(public_body__path__startswith=viewer.root)


def _duties(viewer: Viewer) -> Iterator[Duty]:
    roles: dict[int, frozenset[str]] = {}
    for one in open_list(viewer.user, viewer.day).filter(public_body__path__startswith=viewer.root):
        body = one.public_body
        if body.pk not in roles:
            roles[body.pk] = roles_in(viewer.user, body, viewer.day)
        mine = [
            move for move in one.flow.moves_from(one.state) if move.by in roles[body.pk] and move.name not in ALWAYS
        ]
        acts = [move.label for move in sorted(mine, key=lambda move: bool(move.needs))]
        due = running_due(one)
        yield Duty(
            one.title,
            body.name,
            reverse("desk:publication", args=[one.pk]),
            PUBLICATION.state(one.state).label,
            due_on=due[0] if due else None,
            derived=due[1] if due else None,
            act=acts[0] if acts else None,
        )


def _find(viewer: Viewer, words: str) -> Sequence[Found]:
    found = desk_list(viewer.user, viewer.day).filter(public_body__path__startswith=viewer.root, title__icontains=words)
    return [
        Found(one.title, reverse("desk:publication", args=[one.pk]), PUBLICATION.state(one.state).label)
        for one in found[:10]
    ]


AREA = Area(
    Text("信息发布", "Publications"),
    "desk:publication_list",
    "publish",
    key="p",
    waiting=_waiting,
    acts=(
        Act(Text("新建信息", "New publication"), "desk:publication_new"),
        Act(Text("待我审核", "Waiting for you"), "desk:publication_queue"),
        Act(Text("发布统计", "Publishing in figures"), "desk:publication_figures"),
        Act(Text("公开时限", "Days to publish by"), "desk:publication_clock"),
        Act(Text("重点领域", "Key areas"), "desk:publication_areas"),
        Act(Text("审核规则", "Review rules"), "desk:publishing_rules"),
    ),
    duties=_duties,
    find=_find,
)
