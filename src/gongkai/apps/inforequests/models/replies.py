"""Replies as drafted, and the decisions of those they passed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.accounts.models import User
from gongkai.apps.core.models.checks import Check
from gongkai.apps.inforequests.models.requests import InfoRequest
from gongkai.apps.inforequests.words import outcome_rows


class Reply(models.Model):
    """One draft of a reply. The last one counts.

    kind    how it ends: A1 to A11, E1, E2 (law/data/replies.yaml)
    ground  the exemption it rests on, where the kind needs one
    row     the row of Table 3 it ends on once it is served
    says    what its kind must say besides the text, by the names of needs.py
    """

    info_request = models.ForeignKey(InfoRequest, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=5)
    ground = models.CharField(max_length=30, blank=True)
    row = models.CharField(max_length=40)
    text = models.TextField(max_length=20_000)
    says = models.JSONField(default=dict, blank=True)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (Check(condition=Q(row__in=sorted(outcome_rows())), name="reply_row_known"),)

    def __str__(self) -> str:
        return f"{self.info_request_id} {self.kind}"


class Decision(models.Model):
    """What one person decided on the way of a request, with reason or opinion."""

    info_request = models.ForeignKey(InfoRequest, on_delete=models.PROTECT, related_name="decisions")
    move = models.CharField(max_length=30)
    said = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.info_request_id} {self.move}"
