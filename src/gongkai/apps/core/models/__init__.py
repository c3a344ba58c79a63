"""Tables under every register."""

from gongkai.apps.core.models.attachments import Attachment
from gongkai.apps.core.models.audit import AuditEntry, AuditSeal
from gongkai.apps.core.models.imports import ImportedRow, ImportRun
from gongkai.apps.core.models.notices import Channel, Notice, NoticeState
from gongkai.apps.core.models.numbers import Sequence
from gongkai.apps.core.models.outbox import DeadLetter, DeadLetterState, ScheduledRun, Worker
from gongkai.apps.core.models.saved_views import SavedView

__all__ = [
    "Attachment",
    "AuditEntry",
    "AuditSeal",
    "Channel",
    "DeadLetter",
    "DeadLetterState",
    "ImportRun",
    "ImportedRow",
    "Notice",
    "NoticeState",
    "SavedView",
    "ScheduledRun",
    "Sequence",
    "Worker",
]
