"""People who sign in, the roles they hold in bodies, and who stands in for whom."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Expression, F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.actors import Actor
from gongkai.apps.core.models import Attachment
from gongkai.apps.core.models.checks import Check

TOTP_SECRET_BYTES = 20


class UserManager(BaseUserManager["User"]):
    """Accounts are found by user name."""


class User(AbstractBaseUser):
    """A member of staff. Never deleted: acts point here.

    home            the body whose security administrator keeps this account
    is_demo         works only while the installation is a demonstration
    password_set_at None while the password was set by somebody else; the person is asked for another
    session_epoch   raised to end every session of this person
    oidc_*          the identity, at one issuer, that opens this account
    kept_grants     what `selectors.grants_held` found, by day, where a page asks it once for its whole length
    """

    kept_grants: dict[date, tuple[RoleGrant, ...]] | None = None

    username = models.CharField(max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    name = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    home = models.ForeignKey(PublicBody, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)
    password_set_at = models.DateTimeField(null=True, blank=True)
    session_epoch = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=10, blank=True)
    is_elder_mode = models.BooleanField(default=False)
    oidc_issuer = models.CharField(max_length=200, blank=True)
    oidc_subject = models.CharField(max_length=255, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(Lower("username"), name="user_name_once_in_any_case"),
            models.UniqueConstraint(
                fields=["oidc_issuer", "oidc_subject"], condition=~Q(oidc_subject=""), name="user_identity_once"
            ),
            Check(condition=Q(oidc_subject="") | ~Q(oidc_issuer=""), name="user_identity_names_its_issuer"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        return Actor("staff", self.pk)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions carry this; a new password or a new epoch ends those that carry another."""
        salt = "gongkai.apps.accounts.models.User.session"
        return salted_hmac(salt, f"{self.password} {self.session_epoch}", secret=secret, algorithm="sha256").hexdigest()


class HeldQuerySet(models.QuerySet["RoleGrant"]):
    """Grants by the days on which they hold."""

    def holding_on(self, day: date | Expression) -> HeldQuerySet:
        return (
            self.filter(valid_from__lte=day)
            .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
            .filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day))
        )

    def holding_within(self, first: date, last: date | None) -> HeldQuerySet:
        """Those that hold on a day from first to last; to no end when last is None."""
        held = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first)).filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=first)
        )
        return held if last is None else held.filter(valid_from__lte=last)


class RoleGrant(models.Model):
    """One role of one person in one body, from a day to a day, both inclusive.

    covers_members  it also holds in the bodies below
    withdrawn_on    from this day on it no longer holds, whatever valid_to says
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30)
    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="grants")
    covers_members = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        constraints = (
            Check(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="role_grant_days_in_order"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "public_body"],
                condition=Q(valid_to__isnull=True, withdrawn_on__isnull=True),
                name="role_grant_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.public_body_id}"

    def reaches(self, body: PublicBody) -> bool:
        return self.public_body_id == body.pk or (self.covers_members and body.path.startswith(self.public_body.path))


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Delegations by the days on which they hold."""

    def holding_on(self, day: date | Expression) -> DelegationQuerySet:
        return self.filter(valid_from__lte=day).not_ended_on(day)

    def not_ended_on(self, day: date | Expression) -> DelegationQuerySet:
        """Those that hold on that day or will."""
        return self.filter(valid_to__gte=day).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))


class Delegation(models.Model):
    """Somebody does another's work for some days: all business roles the other holds in one body.

    It passes on what the giver was granted, never what the giver does for a third person.

    ended_on  from this day on it no longer holds, whatever valid_to says
    """

    giver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_given")
    taker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_taken")
    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="delegations")
    valid_from = models.DateField()
    valid_to = models.DateField()
    reason = models.CharField(max_length=200)
    ended_on = models.DateField(null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = (
            Check(condition=Q(valid_to__gte=F("valid_from")), name="delegation_days_in_order"),
            Check(condition=~Q(giver=F("taker")), name="delegation_to_another"),
        )

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.taker_id}"


class OldPassword(models.Model):
    """A password hash the person may not come back to for a while."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="old_passwords")
    encoded = models.CharField(max_length=128)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ("-replaced_at", "-id")

    def __str__(self) -> str:
        return f"{self.user_id} {self.replaced_at:%Y-%m-%d}"


class Authenticator(TOTPDevice):  # type: ignore[misc]
    """A person's app for one-time codes. The table holds a salt only; the secret is derived with a key kept outside."""

    class Meta:
        proxy = True

    @property
    def bin_key(self) -> bytes:
        digest = hmac.new(settings.TOTP_KEY, f"{self.user_id} {self.key}".encode(), hashlib.sha256).digest()
        return digest[:TOTP_SECRET_BYTES]


class RecoveryCode(models.Model):
    """A code that stands in for the app once. Shown once, kept as a keyed digest."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} {'used' if self.used_at else 'open'}"


class PaperSignOff(models.Model):
    """A decision signed on paper and entered by a colleague: it counts as the signer's, for the signer's role.

    signer       the person who signed, who holds the role of the move on the day of signing
    recorded_by  who entered it; answers for the scan being that of the signed form
    scan         the signed form
    """

    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    move = models.CharField(max_length=30)
    role = models.CharField(max_length=30)
    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="paper_sign_offs")
    signer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="paper_sign_offs")
    signed_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="paper_sign_offs_recorded")
    recorded_at = models.DateTimeField()
    scan = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="paper_sign_off")

    class Meta:
        ordering = ("recorded_at", "id")
        indexes = (models.Index(fields=["subject_type", "subject_id"], name="paper_sign_off_by_subject"),)

    def __str__(self) -> str:
        return f"{self.subject_type}:{self.subject_id} {self.move}"
