"""How many people found their answer among what is published and asked no further."""

from __future__ import annotations

from django.db import models

from gongkai.apps.disclosure.models import Publication


class AnsweredBefore(models.Model):
    """A day on which a publication answered people who had begun a request."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["publication", "on"], name="answered_before_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.publication_id} {self.on}"
