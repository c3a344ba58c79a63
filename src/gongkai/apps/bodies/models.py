"""Public bodies and where they stand, each fact with the days from and to which it holds."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Kind(models.TextChoices):
    """Kinds of public bodies, from the province down."""

    PROVINCE = "province", "Province"
    CITY = "city", "City"
    COUNTY = "county", "County"
    DEPARTMENT = "department", "Department"
    TOWNSHIP = "township", "Township"
    SUBDISTRICT = "subdistrict", "Subdistrict"
    COMMUNITY = "community", "Community"
    VILLAGE = "village", "Village"
    PUBLIC_SERVICE = "public_service", "Public service institution"


def dated(name: str) -> models.CheckConstraint:
    """What holds from a day to a day: the last day, when known, is not before the first."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name=f"{name}_days_in_order"
    )


class PublicBody(models.Model):
    """One body. Its name and its parent have dates; the name and the path kept here are those of today.

    path  ids from the root down to the body itself, "/1/4/"
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    path = models.CharField(max_length=200, db_index=True, blank=True)
    division_code = models.CharField(max_length=12, blank=True)
    credit_code = models.CharField(max_length=18, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="public_body_days_in_order",
            ),
            models.UniqueConstraint(
                fields=["credit_code"], condition=~Q(credit_code=""), name="public_body_credit_code_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Government(models.Model):
    """A government whose disclosure work this installation runs: its root body, and how it is asked for.

    slug  first part of the address where no host name chooses the government
    """

    body = models.OneToOneField(PublicBody, on_delete=models.PROTECT, related_name="government")
    slug = models.SlugField(max_length=40, unique=True)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.slug


class GovernmentHost(models.Model):
    """A host name under which one government answers."""

    government = models.ForeignKey(Government, on_delete=models.CASCADE, related_name="hosts")
    host = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.host
