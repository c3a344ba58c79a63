"""The life of one review or suit, from the audit log, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongkai.apps.accounts.models import User
from gongkai.apps.core.models import AuditEntry
from gongkai.apps.remedies.flow import DISPUTE
from gongkai.apps.remedies.models import Dispute
from gongkai.apps.remedies.words import FACT_KINDS
from gongkai.bilingual import Text

ACTS: dict[str, Text] = {
    "remedies.enter": Text("登记案件", "Entered"),
    "remedies.import": Text("导入", "Imported"),
    "remedies.move_due_day": Text("到期日随放假通知变动", "Due day moved by a holiday notice"),
    **{f"remedies.{move.name}": move.label for move in DISPUTE.moves},
    **{f"remedies.{kind}": label for kind, label in FACT_KINDS.items()},
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One act as the timeline shows it."""

    at: datetime
    what: Text | str
    who: str
    tone: str = "going"


def timeline(dispute: Dispute) -> list[Happened]:
    entries = AuditEntry.objects.filter(subject_type=dispute._meta.label_lower, subject_id=dispute.pk)
    listed = list(entries.order_by("-at", "-id"))
    staff = {entry.actor_id for entry in listed if entry.actor_kind == "staff" and entry.actor_id is not None}
    names = dict(User.objects.filter(pk__in=staff).values_list("pk", "name"))
    return [Happened(entry.at, ACTS.get(entry.act, entry.act), names.get(entry.actor_id or 0, "")) for entry in listed]
