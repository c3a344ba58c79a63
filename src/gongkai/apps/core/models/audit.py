"""The audit log: one row for each act, written in the act's own transaction and never changed."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """What was done, by whom, on what. Ids, names of fields and keyed digests only: no applicant data.

    facts    small JSON values that say what changed
    digest   keyed digest over all other fields; an entry written without the key is told by it
    """

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.BigIntegerField(null=True)
    body_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = (
            models.Index(fields=["subject_type", "subject_id"], name="audit_by_subject"),
            models.Index(fields=["body_id", "at"], name="audit_by_body"),
        )

    def __str__(self) -> str:
        return f"{self.act} {self.subject_type}:{self.subject_id}"
