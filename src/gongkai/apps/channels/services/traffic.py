"""The own counter: page views in batches, and the figure of a day once it is over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Sum

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.models.dated import holding
from gongkai.apps.channels.models import DailyVisits, PageViews, Website
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor

Seen = tuple[int, str, date]
"""Id of the government's body, page, day."""


def add_views(seen: Mapping[Seen, int]) -> None:
    """Add what one process has counted since it last told. Several processes may tell at the same time."""
    with transaction.atomic():
        for (body, page, day), views in sorted(seen.items()):
            _add(body, page[:200], day, views)


def close_day(day: date, *, by: Actor, at: datetime) -> None:
    """The figure of a day that is over, for each website that no other counter has told of; safe twice."""
    for site in Website.objects.filter(holding(day)).select_related("public_body"):
        _close(site, day, by=by, at=at)


@transaction.atomic
def _close(site: Website, day: date, *, by: Actor, at: datetime) -> None:
    body = PublicBody.objects.select_for_update().get(pk=site.public_body_id)
    views = PageViews.objects.filter(public_body=body, day=day).aggregate(sum=Sum("views"))["sum"]
    if not views or DailyVisits.objects.filter(website=site, day=day).exists():
        return
    told = DailyVisits(website=site, day=day, unit="times", value=views, visits=views)
    told.full_clean()
    told.save()
    facts: dict[str, audit.Fact] = {"day": day.isoformat(), "views": views}
    audit.record("channels.close_day", by=by, at=at, subject=told, body_id=body.pk, facts=facts)


def _add(body: int, page: str, day: date, views: int) -> None:
    row = PageViews.objects.filter(public_body=body, page=page, day=day)
    if row.update(views=F("views") + views):
        return
    try:
        with transaction.atomic():
            PageViews.objects.create(public_body_id=body, page=page, day=day, views=views)
    except IntegrityError:  # another process was first
        row.update(views=F("views") + views)
