"""What the public register says of a request: a neutral summary written by staff."""

from __future__ import annotations

from django.db import models

from gongkai.apps.accounts.models import User
from gongkai.apps.inforequests.models.requests import InfoRequest


class PublicSummary(models.Model):
    """The words under which an answered request stands in the public register. Without them it does not stand there."""

    info_request = models.OneToOneField(InfoRequest, on_delete=models.PROTECT, related_name="public_summary")
    words = models.CharField(max_length=200)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.info_request_id}"
