"""Whom a consultation letter asks, about what, and until when the office waits by its own rule."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.core.models.checks import Check
from gongkai.apps.inforequests.models.requests import InfoRequest


class Consultation(models.Model):
    """One letter; its days are dated facts (RequestEvent) under the same letter.

    to            third_party, co_maker or other_organ, as law.deadlines has them
    organ         the body that is asked; blank for a third party
    sealed_whom   the third party, under the key of the applicant: it goes when the applicant's data go
    internal_limit  day after which the office asks again and its head is told; a limit of ours, not of the law
    """

    info_request = models.ForeignKey(InfoRequest, on_delete=models.PROTECT, related_name="consultations")
    letter = models.CharField(max_length=40)
    to = models.CharField(max_length=20)
    organ = models.CharField(max_length=200, blank=True)
    sealed_whom = models.BinaryField(blank=True)
    what = models.CharField(max_length=1000)
    sent_on = models.DateField()
    internal_limit = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("sent_on", "id")
        constraints = (
            models.UniqueConstraint(fields=["info_request", "letter"], name="consultation_letter_once"),
            Check(condition=~Q(to="third_party") | Q(organ=""), name="consultation_third_party_sealed"),
            Check(condition=Q(to="third_party") | ~Q(organ=""), name="consultation_organ_named"),
        )

    def __str__(self) -> str:
        return f"{self.info_request_id} {self.letter}"
