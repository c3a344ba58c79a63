"""The life of one request, from the audit log and the decisions, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import APPLICANT
from gongkai.apps.core.models import AuditEntry
from gongkai.apps.inforequests.flow import INFO_REQUEST
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.bilingual import Text
from gongkai.ui.templatetags.ui import words

ACTS: dict[str, Text] = {
    "inforequests.submit": Text("提交", "Submitted"),
    "inforequests.draft": Text("起草答复", "Reply drafted"),
    "inforequests.summarise": Text("写公示摘要", "Public summary written"),
    "inforequests.erase_applicant": Text("销毁申请人信息", "Applicant's data erased"),
    "inforequests.hand_out": Text("导出申请人的全部信息", "All data on the applicant exported"),
    "inforequests.read_applicant": Text("查看申请人信息", "Applicant's data read"),
    "inforequests.move_due_day": Text("到期日随放假通知变动", "Due day moved by a holiday notice"),
    "inforequests.decide_fee": Text("决定收费", "Fee decided"),
    "inforequests.refund_fee": Text("登记退费", "Fee given back"),
    "inforequests.make_letter": Text("拟制文书", "Letter made"),
    "inforequests.edit_letter": Text("修改文书", "Letter edited"),
    "inforequests.issue_letter": Text("文书签发编号", "Letter signed and numbered"),
    "inforequests.keep_sealed": Text("收存盖章文件", "Sealed file taken in"),
    "inforequests.serve_letter": Text("登记文书送达", "Letter served"),
    "inforequests.take_back_letter": Text("撤回文书", "Letter taken back"),
    **{f"inforequests.{move.name}": move.label for move in INFO_REQUEST.moves},
}
TOLD: dict[str, Text] = {
    "correction_asked": Text("需补正的内容", "To be corrected"),
    "correction_received": Text("补正后的内容", "Corrected"),
    "extended": Text("延期理由", "Reason of the extension"),
    "reasons_asked": Text("要求说明理由", "Reasons asked"),
    "reasons_received": Text("申请人所说的理由", "Reasons of the applicant"),
    "delay_set": Text("延迟答复的理由", "Reason of the later day"),
}
"""What was said with a dated fact, by its kind."""
TONES = {
    **{
        f"inforequests.{name}": "done"
        for name in ("serve", "archive", "sign", "advise", "clear_secrecy", "register", "confirm")
    },
    **{
        f"inforequests.{name}": "late"
        for name in ("object", "return_draft", "recall", "lapse_correction", "reject_assignment", "bypass")
    },
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One act as the timeline shows it."""

    at: datetime
    what: Text | str
    who: str
    said: str
    tone: str


def timeline(info_request: InfoRequest) -> list[Happened]:
    """Every act on it; what was said stands with the act in whose transaction it was said."""
    entries = AuditEntry.objects.filter(subject_type=info_request._meta.label_lower, subject_id=info_request.pk)
    listed = list(entries.order_by("-at", "-id"))
    staff = {entry.actor_id for entry in listed if entry.actor_kind == "staff" and entry.actor_id is not None}
    names = dict(User.objects.filter(pk__in=staff).values_list("pk", "name"))
    decisions = {(f"inforequests.{one.move}", one.at): one.said for one in info_request.decisions.all()}
    return [
        Happened(
            entry.at,
            ACTS.get(entry.act, entry.act),
            words(APPLICANT.label) if entry.actor_kind == "public" else names.get(entry.actor_id or 0, ""),
            decisions.get((entry.act, entry.at), ""),
            TONES.get(entry.act, "going"),
        )
        for entry in listed
    ]
