"""Publications in the rail and in the search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from gongkai.apps.accounts.models import User
from gongkai.apps.disclosure.flow import PUBLICATION
from gongkai.apps.disclosure.selectors import desk_list, waiting_for
from gongkai.bilingual import Text
from gongkai.desk.rail import Act, Area, Found


def _waiting(user: User, day: date) -> int:
    return len(waiting_for(user, day))


def _find(user: User, day: date, words: str) -> Sequence[Found]:
    return [
        Found(one.title, reverse("desk:publication", args=[one.pk]), PUBLICATION.state(one.state).label)
        for one in desk_list(user, day).filter(title__icontains=words)[:10]
    ]


AREA = Area(
    Text("信息发布", "Publications"),
    "desk:publication_list",
    "publish",
    key="p",
    count=_waiting,
    acts=(Act(Text("新建信息", "New publication"), "desk:publication_new"),),
    find=_find,
)
