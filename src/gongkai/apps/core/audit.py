"""Write entries of the audit log and tell whether one is genuine."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.db import models

from gongkai.apps.core.actors import Actor
from gongkai.apps.core.models import AuditEntry

Fact = str | int | bool | None | list[str] | list[int]


def record(
    act: str,
    *,
    by: Actor,
    at: datetime,
    subject: models.Model | None = None,
    body_id: int | None = None,
    facts: Mapping[str, Fact] | None = None,
) -> AuditEntry:
    """Write one entry in the transaction of the act.

    act    app and move, such as "disclosure.publish"
    facts  ids, names of fields, states and keyed digests; never what an applicant wrote or is called
    """
    entry = new_entry(act, by=by, at=at, subject=subject, body_id=body_id, facts=facts)
    entry.save(force_insert=True)
    return entry


def new_entry(
    act: str,
    *,
    by: Actor,
    at: datetime,
    subject: models.Model | None = None,
    body_id: int | None = None,
    facts: Mapping[str, Fact] | None = None,
) -> AuditEntry:
    """An entry with its digest, not yet written: the import door writes many at once."""
    entry = AuditEntry(
        at=at,
        actor_kind=by.kind,
        actor_id=by.id,
        act=act,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        body_id=body_id,
        facts=dict(facts or {}),
        nonce=secrets.token_hex(16),
    )
    entry.digest = digest_of(entry)
    return entry


def digest_of(entry: AuditEntry) -> str:
    """The keyed digest an entry must carry, over all its fields but the id."""
    return keyed_digest(
        [
            entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            entry.actor_kind,
            entry.actor_id,
            entry.act,
            entry.subject_type,
            entry.subject_id,
            entry.body_id,
            entry.facts,
            entry.nonce,
        ]
    )


def keyed_digest(fields: Sequence[object]) -> str:
    """HMAC-SHA-256 over the fields as canonical JSON."""
    message = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return hmac.new(settings.AUDIT_KEY, message, hashlib.sha256).hexdigest()
