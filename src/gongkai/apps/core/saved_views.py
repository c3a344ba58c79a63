"""Keep, share and drop views of lists."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.apps.core.models import SavedView
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, NotPermitted

VIEWS_KEPT = 30
"""Views one person may keep of one list."""


def views_for(list_name: str, *, owner_id: int, body_ids: Collection[int]) -> QuerySet[SavedView]:
    """The person's own views of a list, and those shared in these bodies."""
    return SavedView.objects.filter(Q(owner_id=owner_id) | Q(shared_body_id__in=body_ids), list_name=list_name)


@transaction.atomic
def keep_view(
    list_name: str, *, name: str, query: str, shared_body_id: int | None, by: Actor, at: datetime
) -> SavedView:
    """Keep a view under a name; the same name again replaces what was kept. Raises InvalidInput."""
    owner_id = by.id or 0
    own = SavedView.objects.filter(list_name=list_name, owner_id=owner_id)
    view = own.filter(name=name.strip()).first()
    if view is None and own.count() >= VIEWS_KEPT:
        words = Text("每个列表最多保存 {most} 个视图。", "At most {most} views of a list are kept.").format(
            most=VIEWS_KEPT
        )
        raise InvalidInput("too-many-views", words)
    view = view or SavedView(list_name=list_name, name=name.strip()[:60], owner_id=owner_id, created_at=at)
    if not view.name or len(query) > 1000:
        raise InvalidInput("view-name-missing", Text("请给视图起个名字。", "Give the view a name."))
    view.query, view.shared_body_id = query, shared_body_id
    view.full_clean()
    view.save()
    audit.record("core.keep_view", by=by, at=at, subject=view, body_id=shared_body_id)
    return view


@transaction.atomic
def drop_view(view: SavedView, *, by: Actor, at: datetime) -> None:
    """Drop a view of one's own. Raises NotPermitted."""
    if view.owner_id != by.id:
        raise NotPermitted("not-own-view", Text("只能删除自己的视图。", "Only your own views can be dropped."))
    audit.record("core.drop_view", by=by, at=at, subject=view, body_id=view.shared_body_id)
    view.delete()
