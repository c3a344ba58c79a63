"""Who may do what with reviews and suits on the desk."""

from __future__ import annotations

from datetime import date

from gongkai.apps.accounts.doors import staff
from gongkai.apps.accounts.models import User
from gongkai.apps.remedies.models import Dispute
from gongkai.apps.remedies.selectors import SEEN_BY, dispute_for
from gongkai.apps.remedies.services.entering import ENTERS


def _found(user: User, day: date, *, pk: int, act: str = "") -> Dispute | None:
    return dispute_for(user, day, pk=pk)


DOORS = {
    "desk:dispute_list": staff(*SEEN_BY),
    "desk:dispute_new": staff(*ENTERS),
    "desk:order_list": staff(*SEEN_BY),
    "desk:dispute": staff(*SEEN_BY, find=_found),
    "desk:dispute_act": staff(*SEEN_BY, find=_found),
}
