"""What else happened in a stage, as dated facts that are written once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.core.models.checks import Check
from gongkai.apps.remedies.models.stages import DisputeStage
from gongkai.apps.remedies.words import FACT_KINDS


class DisputeFact(models.Model):
    """One dated fact of a stage; each kind once.

    days  of an extension: by how many days the decision was put off
    said  the proof: number of the letter, of the receipt
    """

    stage = models.ForeignKey(DisputeStage, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=10)
    on = models.DateField()
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    said = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            Check(condition=Q(kind__in=sorted(FACT_KINDS)), name="dispute_fact_known"),
            Check(
                condition=Q(kind="extended", days__isnull=False) | (~Q(kind="extended") & Q(days__isnull=True)),
                name="dispute_fact_days",
            ),
            models.UniqueConstraint(fields=["stage", "kind"], name="dispute_fact_once"),
        )

    def __str__(self) -> str:
        return f"{self.stage_id} {self.kind} {self.on}"
