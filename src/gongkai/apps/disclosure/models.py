"""Publications and the sign-offs they passed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.apps.accounts.models import User
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.disclosure.flow import PUBLICATION
from gongkai.flow import Flow


class Publication(models.Model):
    """A piece of information a body publishes of its own accord.

    body_html     cleaned when it is entered
    published_on  the day it became public; counted by this day, whatever happens later
    """

    FLOW: ClassVar[Flow] = PUBLICATION

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="publications")
    title = models.CharField(max_length=200)
    body_html = models.TextField()
    state = models.CharField(max_length=30, default=PUBLICATION.start)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="publications")
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
        )

    def __str__(self) -> str:
        return self.title


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
