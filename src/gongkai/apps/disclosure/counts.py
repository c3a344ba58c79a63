"""What the register of publications counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Count, QuerySet

from gongkai.apps.core.measures import Key, Period, Provider, Value
from gongkai.apps.disclosure.models import Publication


def counts(bodies: Collection[int], period: Period) -> Mapping[Key, Value]:
    """Items by the body and the day on which they became public."""
    grouped = _published(bodies, period).order_by().values_list("public_body_id").annotate(posts=Count("id"))
    return {(body, "site_posts", ()): posts for body, posts in grouped}


def rows(bodies: Collection[int], period: Period, measure: str) -> QuerySet[Publication]:
    return _published(bodies, period)


def _published(bodies: Collection[int], period: Period) -> QuerySet[Publication]:
    return Publication.objects.filter(
        public_body__in=bodies, published_on__gte=period.first, published_on__lte=period.last
    )


PROVIDER = Provider("disclosure", frozenset({"site_posts"}), counts, rows)
