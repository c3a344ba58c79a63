"""The life of one body in the register, from the audit log, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongkai.apps.accounts.models import User
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.models import AuditEntry
from gongkai.bilingual import Text

ACTS: dict[str, Text] = {
    "bodies.register": Text("登记", "Entered"),
    "bodies.import_body": Text("批量导入", "Imported"),
    "bodies.import_appointment": Text("批量导入任职", "Appointment imported"),
    "bodies.rename": Text("更名", "Renamed"),
    "bodies.move": Text("调整隶属关系", "Moved"),
    "bodies.refresh": Text("到期变更生效", "Change took effect"),
    "bodies.change_division_code": Text("变更行政区划代码", "Division code changed"),
    "bodies.change_credit_code": Text("变更统一社会信用代码", "Credit code changed"),
    "bodies.abolish": Text("撤销", "Abolished"),
    "bodies.merged": Text("合并", "Merged"),
    "bodies.split": Text("拆分", "Split"),
    "bodies.set_office": Text("填报公开工作机构", "Disclosure office stated"),
    "bodies.appoint": Text("任职", "Appointed"),
    "bodies.end_appointment": Text("免职", "Appointment ended"),
    "bodies.hand_over": Text("交接", "Handed over"),
    "bodies.confirm_hand_over": Text("确认交接", "Hand-over confirmed"),
    "bodies.open_government": Text("启用", "Government opened"),
    "bodies.rename_government": Text("变更网址", "Address changed"),
    "bodies.add_host": Text("增加主机名", "Host name added"),
    "bodies.remove_host": Text("移除主机名", "Host name removed"),
    "bodies.designate_supervising_office": Text("指定主管部门", "Supervising office designated"),
}
ENDS = frozenset({"bodies.abolish", "bodies.merged", "bodies.end_appointment"})
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Happened:
    """One act as the timeline shows it; `said` is the day from which it holds."""

    at: datetime
    what: Text | str
    who: str
    said: str
    tone: str


def timeline(body: PublicBody) -> list[Happened]:
    entries = AuditEntry.objects.filter(body_id=body.pk, act__in=ACTS).order_by("-at", "-id")
    listed = list(entries[:SHOWN])
    staff = {entry.actor_id for entry in listed if entry.actor_kind == "staff" and entry.actor_id is not None}
    names = dict(User.objects.filter(pk__in=staff).values_list("pk", "name"))
    return [
        Happened(
            entry.at,
            ACTS[entry.act],
            names.get(entry.actor_id or 0, "") if entry.actor_kind == "staff" else "",
            str(entry.facts.get("on") or entry.facts.get("last_day") or ""),
            "late" if entry.act in ENDS else "going",
        )
        for entry in listed
    ]
