"""Requests: what was asked, by what kind of applicant, where it stands, and on which row of Table 3 it ended."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.models.checks import Check
from gongkai.apps.inforequests.flow import BEFORE_RECEIPT, INFO_REQUEST
from gongkai.apps.inforequests.models.applicants import Applicant
from gongkai.apps.inforequests.words import CLASSES, MANNERS, RECEIPT_WAYS, outcome_rows
from gongkai.flow import Flow
from gongkai.law.receipt import CHANNELS


class InfoRequest(models.Model):
    """One request.

    submitted_at        when the applicant handed it in, posted or sent it, as far as known
    system_received_at  when it came into this system; nobody types it
    arrived_on          the day it came to the body: signed for, taken from the letter box, arrived in the system
    acknowledged_on     the day the applicant was told that it has come
    received_on         the day of receipt under ogi2019/31, from which the clock counts; none until it is fixed
    root                the government in whose register the number is drawn
    code_digest         keyed digest of the code with which the applicant follows it; the code itself is not kept
    applicant_class     the column of Table 3: that of the applicant, never of an agent
    unit                the handling unit
    outcome             the row of Table 3 (of the newest edition) it ended on first; with outcome_on never changed
    due_on, clock_*     what the clock said when it was last replayed (clock.py), for lists; never the truth
    """

    FLOW: ClassVar[Flow] = INFO_REQUEST

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="info_requests")
    root = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    code_digest = models.CharField(max_length=64, unique=True)
    origin_digest = models.CharField(max_length=64, blank=True, db_index=True)
    applicant = models.OneToOneField(Applicant, on_delete=models.PROTECT, related_name="info_request")
    applicant_class = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    wanted = models.TextField(max_length=4000)
    manner = models.CharField(max_length=20)
    receipt_way = models.CharField(max_length=20)
    needs_assistance = models.BooleanField(default=False)
    state = models.CharField(max_length=30, default=INFO_REQUEST.start)
    unit = models.ForeignKey(PublicBody, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    system_received_at = models.DateTimeField()
    arrived_on = models.DateField()
    acknowledged_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    clock_state = models.CharField(max_length=20, blank=True)
    clock_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["public_body", "received_on"], name="request_by_receipt"),
            models.Index(fields=["public_body", "outcome_on"], name="request_by_outcome"),
            models.Index(fields=["public_body", "state", "due_on"], name="request_by_due"),
        )
        constraints = (
            models.UniqueConstraint(fields=["root", "number"], name="request_number_once"),
            Check(condition=Q(state__in=[state.name for state in INFO_REQUEST.states]), name="request_state_known"),
            Check(condition=Q(applicant_class__in=CLASSES), name="request_class_known"),
            Check(condition=Q(channel__in=CHANNELS), name="request_channel_known"),
            Check(condition=Q(manner__in=list(MANNERS)), name="request_manner_known"),
            Check(condition=Q(receipt_way__in=list(RECEIPT_WAYS)), name="request_way_known"),
            Check(
                condition=Q(outcome="", outcome_on__isnull=True)
                | Q(outcome__in=sorted(outcome_rows()), outcome_on__gte=F("received_on")),
                name="request_outcome_dated",
            ),
            Check(
                condition=Q(received_on__isnull=False) | Q(state__in=[*sorted(BEFORE_RECEIPT), "ended", "archived"]),
                name="request_at_work_is_received",
            ),
            Check(
                condition=Q(received_on__isnull=True) | ~Q(state__in=["replied", "ended", "archived"]) | ~Q(outcome=""),
                name="request_ends_on_a_row",
            ),
            Check(
                condition=Q(outcome="") | Q(state__in=["replied", "ended", "archived"]), name="request_row_is_an_end"
            ),
            Check(
                condition=Q(received_on__isnull=True) | ~Q(state__in=sorted(BEFORE_RECEIPT)),
                name="request_received_is_registered",
            ),
        )

    def __str__(self) -> str:
        return self.number

    def office_for(self, role: str) -> PublicBody:
        """The body in which a role acts on it: handlers are those of the handling unit, once there is one."""
        return self.unit if role == "handler" and self.unit is not None else self.public_body
