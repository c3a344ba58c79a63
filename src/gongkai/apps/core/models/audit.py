"""The audit log: one row for each act, written in the act's own transaction and never changed; and its seals."""

from __future__ import annotations

from django.db import models

from gongkai.apps.core.models.checks import Check


class AuditEntry(models.Model):
    """What was done, by whom, on what. Ids, names of fields and keyed digests only: no applicant data.

    facts    small JSON values that say what changed
    nonce    drawn anew for each entry, so that a genuine one cannot be written a second time
    digest   keyed digest over all other fields but the id; an entry written without the key is told by it
    """

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.BigIntegerField(null=True)
    body_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    nonce = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = (
            models.Index(fields=["subject_type", "subject_id"], name="audit_by_subject"),
            models.Index(fields=["body_id", "at"], name="audit_by_body"),
        )
        constraints = (models.UniqueConstraint(fields=["digest"], name="audit_entry_once"),)

    def __str__(self) -> str:
        return f"{self.act} {self.subject_type}:{self.subject_id}"


class AuditSeal(models.Model):
    """One link of the chain: an entry, its digest when it was sealed, and the link before.

    seq     from 1 without gaps, in the order of sealing; an entry committed late is sealed late
    chain   keyed digest over the other fields and the chain of the link before
    """

    seq = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    entry_digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    chain = models.CharField(max_length=64)

    class Meta:
        constraints = (Check(condition=models.Q(seq__gte=1), name="audit_seal_from_one"),)

    def __str__(self) -> str:
        return f"{self.seq} {self.entry_id}"
