"""People who sign in, the roles they hold in bodies, and who stands in for whom."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.actors import Actor


class UserManager(BaseUserManager["User"]):
    """Accounts are found by user name."""


class User(AbstractBaseUser):
    """A member of staff. Never deleted: acts point here."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        return Actor("staff", self.pk)


class RoleGrant(models.Model):
    """One role of one person in one body, from a day to a day.

    covers_members  it also holds in the bodies below
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30)
    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="grants")
    covers_members = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="role_grant_days_in_order"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "public_body"],
                condition=Q(valid_to__isnull=True),
                name="role_grant_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.public_body_id}"


class Delegation(models.Model):
    """Somebody does another's work for some days: all business roles the other holds in one body."""

    giver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_given")
    taker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_taken")
    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="delegations")
    valid_from = models.DateField()
    valid_to = models.DateField()
    reason = models.CharField(max_length=200)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="delegation_days_in_order"),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="delegation_to_another"),
        )

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.taker_id}"
