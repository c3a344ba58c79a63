"""Corrections: asked for once, received, or waited for in vain. law: ogi2019/30."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import make_move, make_public_move
from gongkai.apps.core.actors import PUBLIC
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.services.ending import end
from gongkai.apps.inforequests.services.facts import given, keep_fact
from gongkai.law import Event, reply_kinds


@transaction.atomic
def ask_correction(
    info_request: InfoRequest, *, what: str, until: date | None, on: date, by: User, at: datetime
) -> None:
    """Tell the applicant what to correct and until when. Raises MoveRefused the second time, or after seven days."""
    facts = given(what_to_correct=what, until=until)
    with make_move(info_request, "ask_correction", by=by, at=at, facts=facts) as move:
        keep_fact(info_request, Event("correction_asked", on, until=until), by=by.actor, at=at, said=what)
        move.note(on=on.isoformat())
        move.queue("inforequests.correction_asked", info_request)


@transaction.atomic
def receive_correction(info_request: InfoRequest, *, corrected: str, on: date, by: User, at: datetime) -> None:
    """Register a correction that came on paper; the clock counts anew from its day."""
    with make_move(info_request, "receive_correction", by=by, at=at, facts=given(corrected=corrected)) as move:
        keep_fact(info_request, Event("correction_received", on), by=by.actor, at=at, said=corrected)
        move.note(on=on.isoformat())


@transaction.atomic
def correct(info_request: InfoRequest, *, corrected: str, at: datetime) -> None:
    """The applicant answers on the portal; the clock counts anew from this day."""
    with make_public_move(info_request, "correct", at=at, facts=given(corrected=corrected)):
        event = Event("correction_received", localdate(at))
        keep_fact(info_request, event, by=PUBLIC, at=at, said=corrected)


@transaction.atomic
def lapse_correction(info_request: InfoRequest, *, by: User, at: datetime) -> None:
    """End it: not corrected in time and without good reason. Raises MoveRefused while there is time left."""
    with make_move(info_request, "lapse_correction", by=by, at=at) as move:
        on = localdate(at)
        keep_fact(info_request, Event("correction_lapsed", on), by=by.actor, at=at)
        end(info_request, reply_kinds()["E3"].row("2021"), on)
        move.note(outcome=info_request.outcome)
