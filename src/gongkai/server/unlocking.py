"""Help at the shell for a person whom nobody at a desk can let in again, such as the only security administrator."""

from __future__ import annotations

from datetime import datetime

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.services.signing import unlock_account
from gongkai.apps.core.actors import SYSTEM
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput


def unlock(username: str, *, at: datetime) -> None:
    """Forget the failures that locked an account. Recorded. Raises InvalidInput where there is none of that name."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise InvalidInput("unknown-account", Text("没有这个账号。", "There is no such account."), where=username)
    unlock_account(user, by=SYSTEM, at=at)
