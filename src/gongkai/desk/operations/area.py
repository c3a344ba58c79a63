"""Operation in the rail."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.apps.core.models import DeadLetter, DeadLetterState
from gongkai.bilingual import Text
from gongkai.desk.lists import Viewer
from gongkai.desk.operations.selectors import letters_visible_to
from gongkai.desk.rail import Act, Area


def _waiting(viewer: Viewer) -> QuerySet[DeadLetter]:
    return letters_visible_to(viewer.user, viewer.day, root=viewer.root).filter(state=DeadLetterState.OPEN)


AREA = Area(
    Text("运行", "Operation"),
    "desk:operation",
    "mail",
    section="control",
    key="o",
    waiting=_waiting,
    acts=(Act(Text("没有办成的事项", "What was not carried out"), "desk:dead_letter_list"),),
)
