"""Locking out who keeps guessing: by user name and by address. What was typed is kept as a keyed digest only."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse

DIGEST_LENGTH = 32


class LockOut(AxesDatabaseHandler):  # type: ignore[misc]
    """Fewer failures lock a name than lock an address: a whole office may stand behind one address."""

    def get_failures(self, request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> int:
        by_name, by_address = self.get_user_attempts(request, credentials)
        of_name = _failures(by_name) if typed_name(request, credentials) else 0
        of_address: int = _failures(by_address) * settings.AXES_FAILURE_LIMIT // settings.AXES_ADDRESS_LIMIT
        return max(of_name, of_address)

    def reset_user_attempts(self, request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> int:
        """After a success forget the failures of this name; who guesses other names from the address stays counted."""
        name = typed_name(request, credentials)
        return forget_failures(name=name) if name else 0


def _failures(attempts: Any) -> int:
    return int(attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0)


def name_digest(name: str) -> str:
    """A keyed digest of a typed user name: people type passwords there. Width and case make no difference."""
    plain = unicodedata.normalize("NFKC", name).casefold().encode()
    return hmac.new(settings.AUDIT_KEY, b"typed name " + plain, hashlib.sha256).hexdigest()[:DIGEST_LENGTH]


def typed_name(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str | None:
    """The digest under which attempts are counted; None where no name was typed."""
    typed = (credentials or {}).get("username") or (request.POST.get("username") if request is not None else None)
    return name_digest(str(typed)) if typed else None


def locked_until(*, name: str | None, address: str | None, at: datetime) -> datetime | None:
    """When attempts are answered again for this digest of a name or from this address; None when they are now."""
    limits = (("username", name, settings.AXES_FAILURE_LIMIT), ("ip_address", address, settings.AXES_ADDRESS_LIMIT))
    ends = [_end_of_lock({field: value}, limit, at) for field, value, limit in limits if value]
    return max((end for end in ends if end is not None), default=None)


def _end_of_lock(where: dict[str, str], limit: int, at: datetime) -> datetime | None:
    """The lock ends when so many attempts have grown old that fewer than the limit are left."""
    cool_off = settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(**where, attempt_time__gte=at - cool_off).order_by("attempt_time")
    counted = [(attempt.attempt_time, attempt.failures_since_start) for attempt in attempts]
    left, end = sum(failures for _, failures in counted), None
    for attempted_at, failures in counted:
        if left < limit:
            break
        left, end = left - failures, attempted_at + cool_off
    return end


def forget_failures(*, name: str) -> int:
    """Drop the failures of one digest. Returns how many rows there were."""
    count, _ = AccessAttempt.objects.filter(username=name).delete()
    return int(count)


def keep_response(_request: HttpRequest, response: HttpResponse, _credentials: object) -> HttpResponse:
    """The page of the view stands: it says how long to wait."""
    return response


def no_client(*_details: object) -> str:
    """The log of the server tells that an attempt failed, not whose."""
    return "a client"
