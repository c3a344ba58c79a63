"""Counters behind numbers without gaps."""

from __future__ import annotations

from django.db import models

from gongkai.apps.core.models.checks import Check


class Sequence(models.Model):
    """The last number given out under a name. Locked last in its transaction, so that a refused act leaves no gap."""

    name = models.CharField(max_length=120, unique=True)
    value = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (Check(condition=models.Q(value__gte=0), name="sequence_not_negative"),)

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
