"""Who sees to the operation: operators alone."""

from __future__ import annotations

from datetime import date

from gongkai.apps.accounts.doors import staff
from gongkai.apps.accounts.models import User
from gongkai.apps.core.models import DeadLetter
from gongkai.desk.operations.selectors import letter_for


def _letter(user: User, day: date, *, pk: int) -> DeadLetter | None:
    return letter_for(user, day, pk=pk)


DOORS = {
    "desk:operation": staff("operator"),
    "desk:dead_letter_list": staff("operator"),
    "desk:dead_letter": staff("operator", find=_letter),
    "desk:dead_letter_again": staff("operator", find=_letter),
    "desk:dead_letter_drop": staff("operator", find=_letter),
}
