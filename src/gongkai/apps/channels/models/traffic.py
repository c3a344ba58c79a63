"""How often pages were looked at: our own count by page and day, and figures of other counters by day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.channels.models.sites import Website
from gongkai.apps.channels.units import UNITS
from gongkai.apps.core.models.checks import Check


class PageViews(models.Model):
    """How often one page of a government's portal was opened on one day. No address, no cookie, no person.

    page  its address below that of the government, without what was asked of it
    """

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="page_views")
    page = models.CharField(max_length=200)
    day = models.DateField()
    views = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["public_body", "day", "page"], name="page_views_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.page} {self.day}"


class DailyVisits(models.Model):
    """What another counter says of a website on one day. It stands for that day in place of our own count.

    counter  which one, in words
    value    as it was given, in its unit
    visits   the same in the base of the unit: times, or visits by persons
    """

    website = models.ForeignKey(Website, on_delete=models.PROTECT, related_name="daily_visits")
    day = models.DateField()
    counter = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=30)
    value = models.DecimalField(max_digits=16, decimal_places=4)
    visits = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("day",)
        constraints = (
            models.UniqueConstraint(fields=["website", "day"], name="daily_visits_once"),
            Check(condition=Q(unit__in=[*UNITS]), name="daily_visits_unit_known"),
        )

    def __str__(self) -> str:
        return f"{self.website_id} {self.day}"

    @property
    def public_body(self) -> object:
        return self.website.public_body
