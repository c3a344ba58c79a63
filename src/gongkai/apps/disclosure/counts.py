"""What the register of publications counts.

An item counts as its public text stood on the last day of the period: a later correction leaves the figures of a year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Expression,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Replace
from django.utils.timezone import get_default_timezone, make_aware

from gongkai.apps.core.measures import Dimensions, Key, Period, Provider
from gongkai.apps.core.measures import Value as Figure
from gongkai.apps.disclosure.models import Publication, Version
from gongkai.apps.disclosure.vocabulary import REPOST


def counts(bodies: Collection[int], period: Period) -> Mapping[Key, Figure]:
    """Items by the body and the day on which they became public: whole, by column of the website, re-posts, late ones.

    An item in several key areas counts once among the items in key areas, and once in each of its areas.
    """
    found: Counter[Key] = Counter()
    for row in _grouped(bodies, period):
        body, posts, column = row["public_body_id"], row["posts"], row["column_then"]
        areas = [key for key in row["areas_then"].split(",") if key]
        found[body, "site_posts", ()] += posts
        if column:
            found[body, "site_posts", (("column", column),)] += posts
        for area in areas:
            found[body, "site_posts", (("key_area", area),)] += posts
        held = {"reposts": row["is_repost"], "posts_late": row["is_late"], "key_area_posts": bool(areas)}
        for measure in (name for name, holds in held.items() if holds):
            found[body, measure, ()] += posts
    return dict(found)


def rows(bodies: Collection[int], period: Period, measure: str, dimensions: Dimensions) -> QuerySet[Publication]:
    published = _published(bodies, period).filter(_MARKS.get(measure, Q()))
    for name, value in dimensions:
        published = published.filter(Q(column_then=value) if name == "column" else Q(areas_then__contains=f",{value},"))
    return published


def _published(bodies: Collection[int], period: Period) -> QuerySet[Any]:
    """What became public in the period, with what it said of itself at its end."""
    published = Publication.objects.filter(
        public_body__in=bodies, published_on__gte=period.first, published_on__lte=period.last
    )
    return published.annotate(
        kind_then=_then("kind", KT("details__kind"), period),
        column_then=_then("column", KT("details__column"), period),
        areas_then=_then("area_keys", _between_commas(KT("details__key_areas")), period),
    )


def _then(field: str, kept: Expression, period: Period) -> Case:
    """A column of the row, or what the text says that was public at the end of the period, if another followed it."""
    end = make_aware(datetime.combine(period.last + timedelta(days=1), time()), get_default_timezone())
    texts = Version.objects.filter(publication=OuterRef("pk"), released_at__lt=end)
    text = texts.order_by("-released_at", "number").annotate(kept=kept).values("kept")[:1]
    return Case(
        When(corrected_on__gt=period.last, then=Coalesce(Subquery(text), F(field))),
        default=F(field),
        output_field=CharField(),
    )


def _between_commas(keys: Expression) -> Expression:
    """A list of keys of a version as the row writes them; "," for an empty one."""
    for sign, plain in (("[", ","), ("]", ","), ('"', ""), (" ", ""), (",,", ",")):
        keys = Replace(keys, Value(sign), Value(plain), output_field=CharField())
    return keys


_LATE, _REPOST = Q(due_on__lt=F("published_on")), Q(kind_then=REPOST)
_MARKS = {"reposts": _REPOST, "posts_late": _LATE, "key_area_posts": ~Q(areas_then__in=["", ","])}
"""What an item counts as beside the whole."""


def _truth(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _grouped(bodies: Collection[int], period: Period) -> QuerySet[Any, Any]:
    marked = _published(bodies, period).order_by().annotate(is_repost=_truth(_REPOST), is_late=_truth(_LATE))
    keys = ("public_body_id", "column_then", "areas_then", "is_repost", "is_late")
    grouped: QuerySet[Any, Any] = marked.values(*keys).annotate(posts=Count("id"))
    return grouped


PROVIDER = Provider(
    "disclosure",
    frozenset({"site_posts", *_MARKS}),
    counts,
    rows,
    dimensions={"site_posts": ("column", "key_area")},
)
