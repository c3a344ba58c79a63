"""Views of lists that people keep: filters, order and columns under a name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.core.models.checks import Check


class SavedView(models.Model):
    """One view of one list, kept by a person and, if they wish, shown to all of a body.

    list_name       of the declared list
    query           filters, order and columns as they stand in the address
    owner_id        the account that keeps it
    shared_body_id  the body whose people see it too
    """

    list_name = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    owner_id = models.BigIntegerField()
    shared_body_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=["owner_id", "list_name", "name"], name="saved_view_name_once"),
            Check(condition=~Q(name=""), name="saved_view_is_named"),
        )

    def __str__(self) -> str:
        return self.name
