"""People, delegations and the audit log in the rail and in the search."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from gongkai.apps.accounts.selectors import users_visible_to
from gongkai.bilingual import Text
from gongkai.desk.lists import Viewer
from gongkai.desk.rail import Act, Area, Found


def _find(viewer: Viewer, words: str) -> Sequence[Found]:
    people = users_visible_to(viewer.user, viewer.day, root=viewer.root)
    found = (people.filter(name__icontains=words) | people.filter(username__icontains=words)).distinct()[:10]
    return [
        Found(f"{one.name} ({one.username})", reverse("desk:person", args=[one.pk]), Text("人员", "Person"))
        for one in found
    ]


PEOPLE = Area(
    Text("人员与角色", "People and roles"),
    "desk:person_list",
    "people",
    section="control",
    key="u",
    acts=(
        Act(Text("开立账号", "Open an account"), "desk:person_new"),
        Act(Text("角色一览", "Roles at a glance"), "desk:role_matrix"),
    ),
    find=_find,
)
DELEGATIONS = Area(
    Text("委托代办", "Delegations"),
    "desk:delegation_list",
    "person",
    section="control",
    key="d",
    acts=(Act(Text("委托同事代办", "Let a colleague stand in"), "desk:delegation_new"),),
)
AUDIT = Area(Text("审计日志", "Audit log"), "desk:audit_list", "log", section="control", key="l")
