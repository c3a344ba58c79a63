"""Whether the session of a request was opened with a one-time code."""

from __future__ import annotations

from django_otp.middleware import OTPMiddleware

from gongkai.apps.accounts.models import Authenticator
from gongkai.apps.accounts.selectors import app_at


class SecondFactorMiddleware(OTPMiddleware):  # type: ignore[misc]
    """The library's own, which holds the app to its person and to being confirmed; only the read is ours."""

    def _device_from_persistent_id(self, persistent_id: str) -> Authenticator | None:
        label, _slash, number = persistent_id.rpartition("/")
        return app_at(int(number)) if label == Authenticator.model_label() and number.isdecimal() else None
