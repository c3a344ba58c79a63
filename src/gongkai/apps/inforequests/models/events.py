"""What happened to a request, as dated facts that are written once; the due day is replayed from them."""

from __future__ import annotations

from typing import cast

from django.db import models
from django.db.models import Q

from gongkai.apps.core.models.checks import Check
from gongkai.apps.inforequests.models.requests import InfoRequest
from gongkai.law.deadlines import EVENT_KINDS, Event
from gongkai.law.deadlines.events import Carrier, Consulted, EventKind


class RequestEvent(models.Model):
    """One dated fact; its fields are those of law.deadlines.Event. Rows are never changed or dropped.

    on           the day on which it happened, as the proof says
    said         what was told or answered with it: what is to be corrected, the corrected text
    recorded_at  when it was entered, and by whom: an Actor
    """

    info_request = models.ForeignKey(InfoRequest, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30)
    on = models.DateField()
    to = models.CharField(max_length=20, blank=True)
    letter = models.CharField(max_length=40, blank=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    carrier = models.CharField(max_length=20, blank=True)
    said = models.TextField(max_length=4000, blank=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            Check(condition=Q(kind__in=EVENT_KINDS), name="request_event_kind_known"),
            models.UniqueConstraint(
                fields=["info_request", "letter"],
                condition=Q(kind="consultation_sent"),
                name="request_letter_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.info_request_id} {self.kind} {self.on}"

    def as_law(self) -> Event:
        return Event(
            kind=cast(EventKind, self.kind),
            on=self.on,
            to=cast(Consulted, self.to) if self.to else None,
            letter=self.letter or None,
            days=self.days,
            approved_on=self.approved_on,
            until=self.until,
            carrier=cast(Carrier, self.carrier) if self.carrier else None,
        )
