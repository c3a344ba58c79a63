"""What the audit log counts: files and texts refused for a mark of state secrecy, by body and day."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Count, QuerySet

from gongkai.apps.core.measures import Dimensions, Key, Period, Provider, Value
from gongkai.apps.core.models import AuditEntry

REFUSALS = ("core.refuse_marked_file", "core.refuse_marked_text")


def counts(bodies: Collection[int], period: Period) -> Mapping[Key, Value]:
    """Refusals on the days of the period; one that names no body counts for none."""
    grouped = _refusals(bodies, period).values_list("body_id").annotate(number=Count("id"))
    return {(body, "secrecy_incidents", ()): number for body, number in grouped}


def rows(bodies: Collection[int], period: Period, _measure: str, _dimensions: Dimensions) -> QuerySet[AuditEntry]:
    """The entries behind the figure: who tried, when, which level; nothing of what was refused."""
    return _refusals(bodies, period)


def _refusals(bodies: Collection[int], period: Period) -> QuerySet[AuditEntry]:
    inside = AuditEntry.objects.filter(at__date__gte=period.first, at__date__lte=period.last)
    return inside.filter(act__in=REFUSALS, body_id__in=bodies).order_by()


PROVIDER = Provider("core.secrecy", frozenset({"secrecy_incidents"}), counts, rows)
