"""Files kept with a register: what each is called, and the digest under which its content lies once on disk."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.core.models.checks import Check


class Attachment(models.Model):
    """One uploaded file as its owner shows it. Rows with the same content share one file on disk.

    Owners point here with a foreign key (PROTECT) and serve it from a view of their own; it has no door.

    name              as shown and offered for download, cleaned
    media_type        of the kind that the content was found to be, never what the browser said
    uploaded_by_kind  and uploaded_by_id: the Actor, "staff" and the id of the account
    """

    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    uploaded_by_kind = models.CharField(max_length=10)
    uploaded_by_id = models.BigIntegerField(null=True, blank=True)
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = (
            Check(condition=~Q(name="") & ~Q(media_type=""), name="attachment_is_named"),
            Check(condition=Q(size__gt=0), name="attachment_not_empty"),
        )

    def __str__(self) -> str:
        return self.name
