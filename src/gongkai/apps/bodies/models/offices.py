"""Who answers for disclosure in a body: its office, the people in their posts, and hand-overs between them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.apps.bodies.models.bodies import PublicBody
from gongkai.apps.bodies.models.dated import OPEN, Dated, in_order, one_at_a_time
from gongkai.apps.bodies.posts import POSTS, SINGLE_POSTS, Post, PostRule
from gongkai.apps.core.models.checks import Check


class DisclosureOffice(Dated):
    """The disclosure office of a body, with what its guide must state. Public. law: ogi2019/4, 12(2)."""

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="disclosure_offices")
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=200, blank=True)
    post_code = models.CharField(max_length=6, blank=True)
    office_hours = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    fax = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    web_address = models.URLField(blank=True)

    class Meta:
        constraints = one_at_a_time("disclosure_office", "public_body")

    def __str__(self) -> str:
        return self.name


class Appointment(Dated):
    """A person in a post of a body, from a day to a day.

    name        a plain name; the person need not have an account
    title       the office held besides, as printed in the list of the leading group
    phone       for staff only
    account_id  id of the person's account, when there is one
    position    place in printed lists
    """

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="appointments")
    post = models.CharField(max_length=30, choices=Post.choices)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    account_id = models.BigIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            in_order("appointment"),
            Check(condition=Q(post__in=Post.values), name="appointment_post_known"),
            Check(condition=Q(valid_from__isnull=False), name="appointment_has_first_day"),
            models.UniqueConstraint(
                fields=["public_body", "post"],
                condition=OPEN & Q(post__in=sorted(SINGLE_POSTS)),
                name="appointment_single_post_once",
            ),
        )
        indexes = (models.Index(fields=["account_id"], name="appointment_by_account"),)

    def __str__(self) -> str:
        return f"{self.public_body_id} {self.post}"

    @property
    def rule(self) -> PostRule:
        return POSTS[self.post]


class HandOver(models.Model):
    """Work handed from one dedicated officer to the next; complete when both have confirmed.

    items               what was handed over, a line each
    *_confirmed_by      id of the account that confirmed, or entered the signed paper
    *_on_paper          the person signed on paper; somebody else entered it
    """

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="hand_overs")
    giver = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="hand_overs_given")
    taker = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="hand_overs_taken")
    handed_on = models.DateField()
    items = models.JSONField(default=list)
    giver_confirmed_at = models.DateTimeField(null=True, blank=True)
    giver_confirmed_by = models.BigIntegerField(null=True, blank=True)
    giver_on_paper = models.BooleanField(default=False)
    taker_confirmed_at = models.DateTimeField(null=True, blank=True)
    taker_confirmed_by = models.BigIntegerField(null=True, blank=True)
    taker_on_paper = models.BooleanField(default=False)

    class Meta:
        ordering = ("-handed_on", "-id")
        constraints = (
            Check(condition=~Q(giver=F("taker")), name="hand_over_to_another"),
            models.UniqueConstraint(fields=["giver"], name="hand_over_given_once"),
        )

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.taker_id}"

    @property
    def is_complete(self) -> bool:
        return self.giver_confirmed_at is not None and self.taker_confirmed_at is not None
