"""The governments an installation answers for: addresses, and the office that supervises disclosure."""

from __future__ import annotations

from django.db import models

from gongkai.apps.bodies.models.bodies import PublicBody
from gongkai.apps.bodies.models.dated import Dated, one_at_a_time


class Government(models.Model):
    """A government whose disclosure work this installation runs: its root body, and how it is asked for.

    slug  first part of the address where no host name chooses the government
    """

    body = models.OneToOneField(PublicBody, on_delete=models.PROTECT, related_name="government")
    slug = models.SlugField(max_length=40, unique=True)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.slug

    @property
    def public_body(self) -> PublicBody:
        return self.body


class GovernmentHost(models.Model):
    """A host name under which one government answers."""

    government = models.ForeignKey(Government, on_delete=models.CASCADE, related_name="hosts")
    host = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.host


class FormerSlug(models.Model):
    """A slug a government had before; its old addresses lead on to the new ones."""

    government = models.ForeignKey(Government, on_delete=models.CASCADE, related_name="former_slugs")
    slug = models.SlugField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.slug


class SupervisingOffice(Dated):
    """The body that supervises disclosure in the area of a government: exactly one on any day. law: ogi2019/3."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="supervising_offices")
    office = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="supervises")

    class Meta:
        constraints = one_at_a_time("supervising_office", "government")

    def __str__(self) -> str:
        return f"{self.government_id} {self.office_id}"
