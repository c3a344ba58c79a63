"""Clocks replayed again: a new holiday notice moves running requests, and the log says from which day to which."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.apps.inforequests.clock import facts_of, settle
from gongkai.apps.inforequests.flow import FINAL
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.errors import CalendarUnknown


def refresh_clocks(*, by: Actor, at: datetime) -> int:
    """Replay every open request; returns how many due days moved. It may run twice without harm."""
    running = InfoRequest.objects.filter(received_on__isnull=False).exclude(state__in=FINAL)
    return sum(_refresh(pk, by, at) for pk in running.values_list("pk", flat=True).order_by("pk"))


@transaction.atomic
def _refresh(pk: int, by: Actor, at: datetime) -> bool:
    info_request = InfoRequest.objects.select_for_update().get(pk=pk)
    before = info_request.due_on
    try:
        settle(info_request, facts_of(info_request))
    except CalendarUnknown:
        return False
    if info_request.due_on == before:
        return False
    info_request.save(update_fields=["due_on", "clock_state", "clock_digest"])
    audit.record(
        "inforequests.move_due_day",
        by=by,
        at=at,
        subject=info_request,
        body_id=info_request.public_body_id,
        facts={"from": str(before or ""), "to": str(info_request.due_on or "")},
    )
    return True
