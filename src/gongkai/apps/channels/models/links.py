"""Links of published texts to other websites, and what was found when the worker tried them."""

from __future__ import annotations

from django.db import models


class CheckedLink(models.Model):
    """One address outside, as last tried; shared by all texts that lead there.

    digest      SHA-256 of the address, since addresses may be longer than an index takes
    status      HTTP status of the last answer; None where nobody answered
    fault       why it counts as dead: a code of channels.link_checks; "" while it lives or was not tried yet
    failures    tries in a row that failed: a link is dead from the second on
    """

    digest = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=2000)
    asked_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    fault = models.CharField(max_length=30, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.address
