"""A rule of the password policy: not one of the last few again."""

from __future__ import annotations

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.apps.accounts.models import User


class NotRecentPassword:
    """Refuses the present password and those kept before it."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        kept = [user.password, *user.old_passwords.values_list("encoded", flat=True)]
        if any(check_password(password, encoded) for encoded in kept):
            raise ValidationError(_("This password was used recently. Choose another one."), code="password_recent")

    def get_help_text(self) -> str:
        return _("It is none of the last five passwords.")
