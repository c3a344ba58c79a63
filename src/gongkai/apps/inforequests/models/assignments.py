"""To whom a request was given to handle, and what the unit said to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.accounts.models import User
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.models.checks import Check
from gongkai.apps.inforequests.models.requests import InfoRequest
from gongkai.apps.inforequests.words import ASSIGNMENTS
from gongkai.bilingual import Text


class Assignment(models.Model):
    """One assignment to a unit. At most one of a request waits for its answer.

    answer  pending; accepted or rejected by the unit; bypassed by the office; replaced by a later assignment
    reason  why the unit rejected it, or why the office went on without it
    """

    info_request = models.ForeignKey(InfoRequest, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, default="pending")
    reason = models.CharField(max_length=1000, blank=True)
    assigned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            Check(condition=Q(answer__in=list(ASSIGNMENTS)), name="assignment_state_known"),
            Check(
                condition=Q(answer="pending", answered_at__isnull=True)
                | (~Q(answer="pending") & Q(answered_at__isnull=False)),
                name="assignment_answer_dated",
            ),
            Check(condition=~Q(answer__in=["rejected", "bypassed"]) | ~Q(reason=""), name="assignment_reason_told"),
            models.UniqueConstraint(
                fields=["info_request"], condition=Q(answer="pending"), name="assignment_one_pending"
            ),
        )

    @property
    def label(self) -> Text:
        return ASSIGNMENTS[self.answer]

    def __str__(self) -> str:
        return f"{self.info_request_id} {self.unit_id} {self.answer}"
