"""How a reply was served, with its proof; and where it was late, who was late and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.models.checks import Check
from gongkai.apps.inforequests.models.requests import InfoRequest
from gongkai.apps.inforequests.words import WAYS_OF_SERVICE


class Delivery(models.Model):
    """The service of the reply.

    proof         number of the letter at China Post, or what else proves it
    posted_on     day it was handed to China Post; none when it was not posted
    delivered_on  day it reached the applicant, as far as known
    late_*        the unit that was late and why; given where it was served after the due day, and only there
    """

    info_request = models.OneToOneField(InfoRequest, on_delete=models.PROTECT, related_name="delivery")
    way = models.CharField(max_length=20)
    proof = models.CharField(max_length=300)
    posted_on = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    late_unit = models.ForeignKey(PublicBody, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    late_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = (
            Check(condition=Q(way__in=list(WAYS_OF_SERVICE)), name="delivery_way_known"),
            Check(
                condition=Q(way="china_post", posted_on__isnull=False)
                | (~Q(way="china_post") & Q(posted_on__isnull=True, delivered_on__isnull=False)),
                name="delivery_dated",
            ),
            Check(
                condition=Q(late_unit__isnull=True, late_reason="") | (Q(late_unit__isnull=False) & ~Q(late_reason="")),
                name="delivery_lateness_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.info_request_id} {self.way}"
