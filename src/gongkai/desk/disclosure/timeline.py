"""The life of one publication, from the audit log and the sign-offs, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongkai.apps.accounts.models import User
from gongkai.apps.core.models import AuditEntry
from gongkai.apps.disclosure.flow import APPROVALS, PUBLICATION, SEND_BACKS
from gongkai.apps.disclosure.models import Publication
from gongkai.bilingual import Text

ACTS: dict[str, Text] = {
    "disclosure.draft": Text("起草", "Drafted"),
    "disclosure.revise": Text("修改草稿", "Draft changed"),
    "disclosure.mask": Text("遮盖", "Masked"),
    "disclosure.let_stand": Text("保留筛查标记", "Mark let stand"),
    "disclosure.plan": Text("计划发布", "Release planned"),
    "disclosure.plan_failed": Text("未能按计划发布", "Planned release refused"),
    "disclosure.place": Text("置顶或有效期", "Pinned or given a last day"),
    "disclosure.settle_clock": Text("期限重算", "Days counted anew"),
    "disclosure.attach_file": Text("添加附件", "Attachment added"),
    "disclosure.remove_file": Text("移除附件", "Attachment left out"),
    "disclosure.describe_picture": Text("图片说明", "Picture described"),
    "disclosure.import": Text("批量导入", "Imported"),
    **{f"disclosure.{move.name}": move.label for move in PUBLICATION.moves},
}
DONE, LATE = (*APPROVALS, "clear", "sign", "publish"), (*SEND_BACKS, "redact", "forbid", "withdraw")
TONES = {
    **{f"disclosure.{name}": "done" for name in DONE},
    **{f"disclosure.{name}": "late" for name in LATE},
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One act as the timeline shows it."""

    at: datetime
    what: Text | str
    who: str
    said: str
    tone: str


def timeline(publication: Publication) -> list[Happened]:
    """Every act on it. An opinion stands with the act in whose transaction it was given."""
    entries = AuditEntry.objects.filter(subject_type=publication._meta.label_lower, subject_id=publication.pk)
    listed = list(entries.order_by("-at", "-id"))
    staff = {entry.actor_id for entry in listed if entry.actor_kind == "staff" and entry.actor_id is not None}
    names = dict(User.objects.filter(pk__in=staff).values_list("pk", "name"))
    said = {(f"disclosure.{sign.move}", sign.at): sign for sign in publication.sign_offs.select_related("by")}
    happened = []
    for entry in listed:
        sign = said.get((entry.act, entry.at))
        who = sign.by.name if sign else names.get(entry.actor_id or 0, "")
        opinion = sign.opinion if sign else ""
        happened.append(Happened(entry.at, ACTS.get(entry.act, entry.act), who, opinion, TONES.get(entry.act, "going")))
    return happened
