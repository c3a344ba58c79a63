"""Disputes: an administrative review or a suit in which a body takes part because of its disclosure work."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.models.checks import Check
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.remedies.flow import ADMINISTRATIVE_REVIEW, DISPUTE, LITIGATION, REVIEW_DECIDED_HERE
from gongkai.apps.remedies.words import KINDS, ROLES, ROLES_OF
from gongkai.flow import Flow

ORIGINS = ("recorded", "imported")


class Dispute(models.Model):
    """One review, or one suit through all its instances.

    kind          the block of Table 4
    role          the part this body plays in it
    info_request  the request it is about; None for one that stands alone
    act           what is disputed, in neutral words; "" where the request says it
    case_number   as the reviewing body or the court gave it; "" until it is known
    forum         the reviewing body or the court
    review        of a suit after review: the review before it, where that is kept here too
    due_on        the next day on which this body is to act, as last replayed, for lists (clock.py)
    """

    FLOW: ClassVar[Flow] = DISPUTE

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="disputes")
    kind = models.CharField(max_length=20)
    role = models.CharField(max_length=20)
    info_request = models.ForeignKey(
        InfoRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="disputes"
    )
    act = models.CharField(max_length=300, blank=True)
    case_number = models.CharField(max_length=60, blank=True)
    forum = models.CharField(max_length=120)
    review = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="suits")
    received_on = models.DateField()
    state = models.CharField(max_length=20, default=DISPUTE.start)
    origin = models.CharField(max_length=10, default="recorded")
    due_on = models.DateField(null=True, blank=True)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["public_body", "received_on"], name="dispute_by_receipt"),
            models.Index(fields=["public_body", "state", "due_on"], name="dispute_by_due"),
        )
        constraints = (
            Check(condition=Q(state__in=[state.name for state in DISPUTE.states]), name="dispute_state_known"),
            Check(
                condition=Q(
                    *[Q(kind=kind, role__in=roles) for kind, roles in sorted(ROLES_OF.items())], _connector=Q.OR
                ),
                name="dispute_role_of_its_kind",
            ),
            Check(condition=Q(info_request__isnull=False) | ~Q(act=""), name="dispute_is_about_something"),
            Check(condition=Q(review__isnull=True) | Q(kind="after_review"), name="dispute_review_before_suit"),
            Check(condition=Q(origin__in=ORIGINS), name="dispute_origin_known"),
            models.UniqueConstraint(
                fields=["public_body", "case_number"], condition=~Q(case_number=""), name="dispute_number_once"
            ),
        )

    def __str__(self) -> str:
        return self.case_number or f"#{self.pk}"

    @property
    def flow(self) -> Flow:
        if self.kind != "review":
            return LITIGATION
        return REVIEW_DECIDED_HERE if self.role == "reviewing_organ" else ADMINISTRATIVE_REVIEW

    @property
    def is_suit(self) -> bool:
        return self.kind != "review"

    @property
    def labels(self) -> tuple[object, object]:
        """Its kind and the part of the body, in words."""
        return KINDS[self.kind], ROLES[self.role]
