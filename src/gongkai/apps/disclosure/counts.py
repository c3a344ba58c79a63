"""What the register of publications counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from django.db.models import Count, QuerySet

from gongkai.apps.core.measures import Dimensions, Key, Period, Provider, Value
from gongkai.apps.disclosure.models import Publication


def counts(bodies: Collection[int], period: Period) -> Mapping[Key, Value]:
    """Items by the body and the day on which they became public, whole and by column of the website."""
    grouped = _published(bodies, period).order_by().values_list("public_body_id", "column").annotate(posts=Count("id"))
    found: Counter[Key] = Counter()
    for body, column, posts in grouped:
        found[body, "site_posts", ()] += posts
        if column:
            found[body, "site_posts", (("column", column),)] = posts
    return dict(found)


def rows(bodies: Collection[int], period: Period, measure: str, dimensions: Dimensions) -> QuerySet[Publication]:
    published = _published(bodies, period)
    return published.filter(**dict(dimensions)) if dimensions else published


def _published(bodies: Collection[int], period: Period) -> QuerySet[Publication]:
    return Publication.objects.filter(
        public_body__in=bodies, published_on__gte=period.first, published_on__lte=period.last
    )


PROVIDER = Provider("disclosure", frozenset({"site_posts"}), counts, rows, dimensions={"site_posts": ("column",)})
