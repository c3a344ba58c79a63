"""One-time codes from an app, and recovery codes for when the app is lost."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction

from gongkai.apps.accounts.models import Authenticator, RecoveryCode, User
from gongkai.apps.accounts.services.authority import check_keeps
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor

CODES = 10
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 12


@transaction.atomic
def begin_totp(user: User) -> Authenticator:
    """A new app not yet proved; one begun earlier and never proved is dropped. The present one goes on working."""
    Authenticator.objects.filter(user=user, confirmed=False).delete()
    device = Authenticator(user=user, name="app", confirmed=False)
    device.save()
    return device


@transaction.atomic
def confirm_totp(device: Authenticator, *, code: str, at: datetime) -> list[str] | None:
    """Take the app into use once it has shown a right code. Returns recovery codes, to be shown once; None if wrong."""
    user = device.user
    locked = Authenticator.objects.select_for_update().get(pk=device.pk)
    if not locked.verify_token(code.strip()):
        return None
    Authenticator.objects.filter(user=user, confirmed=True).exclude(pk=locked.pk).delete()
    locked.confirmed = True
    locked.save(update_fields=["confirmed"])
    audit.record("accounts.totp_on", by=user.actor, at=at, subject=user, body_id=user.home_id)
    return _new_codes(user)


@transaction.atomic
def renew_codes(user: User, *, at: datetime) -> list[str]:
    """New recovery codes in place of all earlier ones."""
    audit.record("accounts.renew_codes", by=user.actor, at=at, subject=user, body_id=user.home_id)
    return _new_codes(user)


@transaction.atomic
def check_code(user: User, *, code: str, at: datetime) -> Authenticator | None:
    """The app, if the code is one of its own or an unused recovery code. Wrong codes make the next one wait longer."""
    device = authenticator_of(user, for_update=True)
    if device is None:
        return None
    allowed, _ = device.verify_is_allowed()
    if not allowed:
        return None
    given = code.strip().replace(" ", "").replace("-", "").lower()
    way = "totp" if given.isdigit() else "recovery"
    is_right = device.verify_token(given) if way == "totp" else _use_recovery(user, given, at)
    if way == "recovery" and not is_right:
        device.throttle_increment()
    act = "accounts.second_factor" if is_right else "accounts.fail_second_factor"
    audit.record(act, by=user.actor, at=at, subject=user, body_id=user.home_id, facts={"way": way})
    return device if is_right else None


@transaction.atomic
def remove_totp(user: User, *, by: Actor, at: datetime) -> None:
    """Turn it off: the person, or who keeps the account when the app is lost. All sessions end in the second case."""
    if by != user.actor:
        check_keeps(by, user, at=at)
        user.session_epoch += 1
        user.save(update_fields=["session_epoch"])
    Authenticator.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    audit.record("accounts.totp_off", by=by, at=at, subject=user, body_id=user.home_id)


def authenticator_of(user: User, *, for_update: bool = False) -> Authenticator | None:
    """The app in use; None without one."""
    devices = Authenticator.objects.filter(user=user, confirmed=True).order_by("pk")
    found: Authenticator | None = (devices.select_for_update() if for_update else devices).first()
    return found


def waits_until(user: User) -> datetime | None:
    """Until when further codes are not looked at, after wrong ones."""
    device = authenticator_of(user)
    if device is None:
        return None
    allowed, why = device.verify_is_allowed()
    return None if allowed else why["locked_until"]


def _new_codes(user: User) -> list[str]:
    RecoveryCode.objects.filter(user=user).delete()
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(CODES)]
    for code in codes:
        RecoveryCode(user=user, digest=_digest(user, code)).save()
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]


def _use_recovery(user: User, code: str, at: datetime) -> bool:
    unused = RecoveryCode.objects.filter(user=user, digest=_digest(user, code), used_at__isnull=True)
    return unused.update(used_at=at) == 1


def _digest(user: User, code: str) -> str:
    return hmac.new(settings.TOTP_KEY, f"recovery {user.pk} {code}".encode(), hashlib.sha256).hexdigest()
