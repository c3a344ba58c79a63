"""Tables under every register."""

from gongkai.apps.core.models.attachments import Attachment
from gongkai.apps.core.models.audit import AuditEntry
from gongkai.apps.core.models.numbers import Sequence

__all__ = ["Attachment", "AuditEntry", "Sequence"]
