"""Reads on public bodies."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.apps.bodies.models import Government, PublicBody


def government_by_host(host: str) -> Government | None:
    """The government that answers under this host name."""
    return Government.objects.select_related("body").filter(hosts__host=host.lower()).first()


def government_by_slug(slug: str) -> Government | None:
    return Government.objects.select_related("body").filter(slug=slug).first()


def governments() -> QuerySet[Government]:
    return Government.objects.select_related("body").order_by("body__division_code", "slug")


def with_members(body: PublicBody) -> QuerySet[PublicBody]:
    """The body and all bodies below it."""
    return PublicBody.objects.filter(path__startswith=body.path)
