"""Which drafts a body sends to its legal adviser, as data of the body."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.accounts.models import User
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.models.checks import Check
from gongkai.apps.inforequests.words import ADVISED


class AdviserRule(models.Model):
    """From a day on, which drafts go to the adviser. Rows are added, never changed: a draft keeps the rule it met."""

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="+")
    advised = models.CharField(max_length=20)
    valid_from = models.DateField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("valid_from", "id")
        constraints = (Check(condition=Q(advised__in=list(ADVISED)), name="adviser_rule_known"),)

    def __str__(self) -> str:
        return f"{self.public_body_id} {self.advised} {self.valid_from}"
