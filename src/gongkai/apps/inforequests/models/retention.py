"""How long the data of applicants are kept: what a government has set, by day."""

from __future__ import annotations

from django.db import models

from gongkai.apps.bodies.models import PublicBody


class RetentionPeriod(models.Model):
    """Years after the end of a request for which who asked is kept; the latest that has begun holds."""

    root = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="+")
    years = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    basis = models.CharField(max_length=200)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("-valid_from", "-id")

    def __str__(self) -> str:
        return f"{self.root_id} {self.years} {self.valid_from}"
