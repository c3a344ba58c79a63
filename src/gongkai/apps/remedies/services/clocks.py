"""Days replayed again after a new holiday notice."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.apps.remedies.clock import settle
from gongkai.apps.remedies.flow import FINAL
from gongkai.apps.remedies.models import Dispute


def refresh_clocks(*, by: Actor, at: datetime) -> int:
    """Replay every open dispute; returns how many days moved. It may run twice without harm."""
    running = Dispute.objects.exclude(state__in=FINAL).values_list("pk", flat=True).order_by("pk")
    return sum(_refresh(pk, by, at) for pk in running)


@transaction.atomic
def _refresh(pk: int, by: Actor, at: datetime) -> bool:
    dispute = Dispute.objects.select_for_update().get(pk=pk)
    before = dispute.due_on
    settle(dispute)
    if dispute.due_on == before:
        return False
    dispute.save(update_fields=["due_on"])
    audit.record(
        "remedies.move_due_day",
        by=by,
        at=at,
        subject=dispute,
        body_id=dispute.public_body_id,
        facts={"from": str(before or ""), "to": str(dispute.due_on or "")},
    )
    return True
