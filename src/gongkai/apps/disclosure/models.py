"""Publications and the sign-offs they passed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.apps.accounts.models import User
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.disclosure.flow import PUBLICATION
from gongkai.bilingual import Text
from gongkai.flow import Flow


class Publication(models.Model):
    """A piece of information a body publishes of its own accord.

    origin        typed on the desk, or imported from records kept elsewhere
    column        where on the website it stands: a column that the measures count apart (notices, county_news …)
    body_html     cleaned when it is entered; an imported record may hold no more than a title
    written_by    nobody of ours wrote what was imported
    published_on  the day it became public; counted by this day, whatever happens later
    """

    FLOW: ClassVar[Flow] = PUBLICATION

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="publications")
    origin = models.CharField(max_length=10, default="typed")
    column = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    body_html = models.TextField(blank=True)
    state = models.CharField(max_length=30, default=PUBLICATION.start)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="publications")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-published_at", "-id")
        indexes = (
            models.Index(fields=["public_body", "-published_at"], name="publication_by_body"),
            models.Index(fields=["published_on", "public_body"], name="publication_by_day"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[state.name for state in PUBLICATION.states]), name="publication_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_on__isnull=False, published_at__isnull=False),
                name="publication_published_is_dated",
            ),
            models.CheckConstraint(condition=Q(origin__in=["typed", "imported"]), name="publication_origin_known"),
            models.CheckConstraint(
                condition=Q(origin="imported") | (Q(written_by__isnull=False) & ~Q(body_html="")),
                name="publication_typed_is_written",
            ),
        )

    def __str__(self) -> str:
        return self.title


class StatedReview(models.Model):
    """A review as an imported record states it. It is no sign-off: no account of ours stands behind it."""

    STAGES: ClassVar[dict[str, Text]] = {
        "first_review": Text("一审", "First review"),
        "second_review": Text("二审", "Second review"),
        "third_review": Text("三审", "Third review"),
        "secrecy_review": Text("保密审查", "Secrecy screening"),
    }

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="stated_reviews")
    stage = models.CharField(max_length=20)
    words = models.CharField(max_length=300)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["publication", "stage"], name="stated_review_once"),)

    def __str__(self) -> str:
        return f"{self.publication_id} {self.stage}"

    @property
    def label(self) -> Text:
        return self.STAGES[self.stage]


class SignOff(models.Model):
    """One person's decision on a publication."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="sign_offs")
    move = models.CharField(max_length=30)
    opinion = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sign_offs")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.publication_id} {self.move}"
