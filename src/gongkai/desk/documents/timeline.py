"""The life of one document, from the audit log, with opinions of reviews and reasons of returns; newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongkai.apps.accounts.models import User
from gongkai.apps.core.models import AuditEntry
from gongkai.apps.disclosure.document_flow import DOCUMENT
from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.bilingual import Text

ACTS: dict[str, Text] = {
    "disclosure.register_document": Text("登记起草", "Begun"),
    "disclosure.plan_interpretation": Text("编制解读方案", "Interpretation planned"),
    "disclosure.waive_interpretation": Text("免除解读", "Interpretation waived"),
    "disclosure.file_document": Text("登记备案", "Filing recorded"),
    "disclosure.import": Text("批量导入", "Imported"),
    "disclosure.lapse": Text("期满自动失效", "Lapsed by itself"),
    **{f"disclosure.{move.name}": move.label for move in DOCUMENT.moves},
}
_FOUND = {True: "disclosure.find_lawful", False: "disclosure.find_unlawful"}
DONE, LATE = (
    ("find_lawful", "approve_document", "issue", "file_document"),
    ("find_unlawful", "return_document", "repeal"),
)
TONES = {
    **{f"disclosure.{name}": "done" for name in DONE},
    **{f"disclosure.{name}": "late" for name in (*LATE, "lapse", "drop")},
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One act as the timeline shows it."""

    at: datetime
    what: Text | str
    who: str
    said: str
    tone: str


def timeline(document: NormativeDocument) -> list[Happened]:
    """Every act on it; an opinion or reason stands with the act in whose transaction it was given."""
    entries = AuditEntry.objects.filter(subject_type=document._meta.label_lower, subject_id=document.pk)
    listed = list(entries.order_by("-at", "-id"))
    staff = {entry.actor_id for entry in listed if entry.actor_kind == "staff" and entry.actor_id is not None}
    names = dict(User.objects.filter(pk__in=staff).values_list("pk", "name"))
    said = {(_FOUND[review.is_lawful], review.at): review.opinion for review in document.legality_reviews.all()}
    said |= {(f"disclosure.{one.move}", one.at): one.reason for one in document.returns.all()}
    return [
        Happened(
            entry.at,
            ACTS.get(entry.act, entry.act),
            names.get(entry.actor_id or 0, ""),
            said.get((entry.act, entry.at), ""),
            TONES.get(entry.act, "going"),
        )
        for entry in listed
    ]
