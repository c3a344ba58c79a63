"""Facts that hold from a day to a day, both inclusive. No first day: as far back as the register goes."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongkai.apps.core.models.checks import Check

OPEN = Q(valid_to__isnull=True)
FROM_THE_BEGINNING = Q(valid_from__isnull=True)


class Dated(models.Model):
    """A fact with its days."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to >= day)


def holding(day: date, within: str = "") -> Q:
    """Condition: the fact (reached by `within`, such as "placements__") holds on that day."""
    begun = Q((f"{within}valid_from__isnull", True)) | Q((f"{within}valid_from__lte", day))
    not_over = Q((f"{within}valid_to__isnull", True)) | Q((f"{within}valid_to__gte", day))
    return begun & not_over


def in_order(name: str) -> models.CheckConstraint:
    """The last day, when known, is not before the first."""
    return Check(condition=OPEN | FROM_THE_BEGINNING | Q(valid_to__gte=F("valid_from")), name=f"{name}_days_in_order")


def one_at_a_time(name: str, *of: str) -> tuple[models.BaseConstraint, ...]:
    """What the database keeps of "one after the other": one open, one from the beginning, one from each day."""
    return (
        in_order(name),
        models.UniqueConstraint(fields=of, condition=OPEN, name=f"{name}_open_once"),
        models.UniqueConstraint(fields=of, condition=FROM_THE_BEGINNING, name=f"{name}_first_once"),
        models.UniqueConstraint(fields=[*of, "valid_from"], name=f"{name}_once_a_day"),
    )
