"""The register of bodies in the rail and in the search."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from gongkai.apps.accounts.roles import BUSINESS
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.bilingual import Text
from gongkai.desk.lists import Viewer
from gongkai.desk.rail import Act, Area, Found


def _find(viewer: Viewer, words: str) -> Sequence[Found]:
    bodies = bodies_of(viewer.user, viewer.day, roles=BUSINESS).filter(path__startswith=viewer.root)
    found = bodies.filter(name__icontains=words).order_by("path")[:10]
    return [Found(one.name, reverse("desk:body", args=[one.pk]), one.rule.label) for one in found]


AREA = Area(
    Text("组织机构", "Public bodies"),
    "desk:body_list",
    "bodies",
    section="registers",
    key="b",
    acts=(Act(Text("机构列表与导出", "List of bodies and exports"), "desk:body_table"),),
    find=_find,
)
