"""What the register of publications counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, Value, When

from gongkai.apps.core.measures import Dimensions, Key, Period, Provider
from gongkai.apps.core.measures import Value as Figure
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.vocabulary import REPOST


def counts(bodies: Collection[int], period: Period) -> Mapping[Key, Figure]:
    """Items by the body and the day on which they became public: whole, by column of the website, re-posts, late ones.

    An item in several key areas counts once among the items in key areas, and once in each of its areas.
    """
    found: Counter[Key] = Counter()
    for row in _grouped(bodies, period):
        body, posts, areas = row["public_body_id"], row["posts"], [key for key in row["area_keys"].split(",") if key]
        found[body, "site_posts", ()] += posts
        if row["column"]:
            found[body, "site_posts", (("column", row["column"]),)] += posts
        for area in areas:
            found[body, "site_posts", (("key_area", area),)] += posts
        held = {"reposts": row["is_repost"], "posts_late": row["is_late"], "key_area_posts": bool(areas)}
        for measure in (name for name, holds in held.items() if holds):
            found[body, measure, ()] += posts
    return dict(found)


def rows(bodies: Collection[int], period: Period, measure: str, dimensions: Dimensions) -> QuerySet[Publication]:
    published = _published(bodies, period).filter(_MARKS.get(measure, Q()))
    for name, value in dimensions:
        published = published.filter(Q(column=value) if name == "column" else Q(area_keys__contains=f",{value},"))
    return published


def _published(bodies: Collection[int], period: Period) -> QuerySet[Publication]:
    return Publication.objects.filter(
        public_body__in=bodies, published_on__gte=period.first, published_on__lte=period.last
    )


_LATE, _REPOST = Q(due_on__lt=F("published_on")), Q(kind=REPOST)
_MARKS = {"reposts": _REPOST, "posts_late": _LATE, "key_area_posts": ~Q(area_keys="")}
"""What an item counts as beside the whole."""


def _truth(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _grouped(bodies: Collection[int], period: Period) -> QuerySet[Any, Any]:
    marked = _published(bodies, period).order_by().annotate(is_repost=_truth(_REPOST), is_late=_truth(_LATE))
    keys = ("public_body_id", "column", "area_keys", "is_repost", "is_late")
    grouped: QuerySet[Any, Any] = marked.values(*keys).annotate(posts=Count("id"))
    return grouped


PROVIDER = Provider(
    "disclosure",
    frozenset({"site_posts", *_MARKS}),
    counts,
    rows,
    dimensions={"site_posts": ("column", "key_area")},
)
