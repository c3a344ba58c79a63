"""Reasons asked of an applicant whose requests are clearly too many or too frequent. law: ogi2019/35.

The clock runs on while they are awaited; a later day may be set once they were given and found to hold.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import make_move
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.services.facts import given, keep_decision, keep_fact
from gongkai.law import Event


@transaction.atomic
def ask_reasons(info_request: InfoRequest, *, what: str, on: date, by: User, at: datetime) -> None:
    """Tell the applicant what is beyond reason and ask why it is wanted. Raises MoveRefused after the due day."""
    with make_move(info_request, "ask_reasons", by=by, at=at, facts=given(what_is_beyond_reason=what)) as move:
        keep_fact(info_request, Event("reasons_asked", on), by=by.actor, at=at, said=what)
        move.note(on=on.isoformat())


@transaction.atomic
def record_reasons(info_request: InfoRequest, *, reasons: str, on: date, by: User, at: datetime) -> None:
    """Record what the applicant answered. Raises MoveRefused where nobody asked."""
    with make_move(info_request, "record_reasons", by=by, at=at, facts=given(reasons=reasons)) as move:
        keep_fact(info_request, Event("reasons_received", on), by=by.actor, at=at, said=reasons)
        move.note(on=on.isoformat())


@transaction.atomic
def set_delay(info_request: InfoRequest, *, until: date, reason: str, on: date, by: User, at: datetime) -> None:
    """Find the reasons to hold, and set a reasonable later day for the reply; the applicant is told on `on`.

    raises  MoveRefused before reasons were asked and given, or for a day not after the due day
    """
    with make_move(info_request, "set_delay", by=by, at=at, facts=given(reason=reason)) as move:
        keep_fact(info_request, Event("delay_set", on, until=until), by=by.actor, at=at, said=reason)
        keep_decision(info_request, "set_delay", reason, move.signer, at)
        move.note(on=on.isoformat(), until=until.isoformat())
