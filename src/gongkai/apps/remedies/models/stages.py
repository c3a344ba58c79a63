"""Stages of a dispute and how each ended: dated facts, written once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.core.models.checks import Check
from gongkai.apps.remedies.models.disputes import Dispute
from gongkai.apps.remedies.words import FORMS, LEVELS
from gongkai.law import dispute_results


class DisputeStage(models.Model):
    """The review, or one instance of a suit. A later one has a higher id.

    opened_on  the day its papers reached the body: of a review decided here, the application
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="stages")
    level = models.CharField(max_length=10)
    opened_on = models.DateField()
    is_simple = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            Check(condition=Q(level__in=sorted(LEVELS)), name="stage_level_known"),
            models.UniqueConstraint(fields=["dispute", "level"], name="stage_level_once"),
        )

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.level}"


class Ending(models.Model):
    """How one stage ended.

    result           a key of law.dispute_results
    held_as          its class in Table 4 by the law that day
    orders_reanswer  the body has to reply to the request anew
    reanswer_until   within the time the decision sets; None where it sets none
    """

    stage = models.OneToOneField(DisputeStage, on_delete=models.PROTECT, related_name="ending")
    decided_on = models.DateField(db_index=True)
    form = models.CharField(max_length=10)
    result = models.CharField(max_length=20)
    held_as = models.CharField(max_length=10)
    orders_reanswer = models.BooleanField(default=False)
    reanswer_until = models.DateField(null=True, blank=True)
    said = models.CharField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            Check(condition=Q(form__in=sorted(FORMS)), name="ending_form_known"),
            Check(
                condition=Q(result__in=sorted({*dispute_results("review"), *dispute_results("suit")})),
                name="ending_result_known",
            ),
            Check(condition=Q(held_as__in=["corrected", "other", "upheld"]), name="ending_class_known"),
            Check(
                condition=Q(orders_reanswer=True) | Q(reanswer_until__isnull=True), name="ending_until_only_if_ordered"
            ),
            Check(condition=Q(orders_reanswer=False) | Q(held_as="corrected"), name="ending_orders_only_if_corrected"),
        )

    def __str__(self) -> str:
        return f"{self.stage_id} {self.result}"
