"""What must be the same after a restore: the head of the audit log and every measure."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from datetime import date
from typing import Any

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import measures
from gongkai.apps.core.models import AuditEntry, AuditSeal

ALL_DAYS = measures.Period(date(1900, 1, 1), date(2199, 12, 31))


def audit_head() -> dict[str, Any]:
    """How many entries and links there are, and the last of each."""
    seal = AuditSeal.objects.order_by("-seq").first()
    entry = AuditEntry.objects.order_by("-pk").first()
    return {
        "entries": AuditEntry.objects.count(),
        "links": AuditSeal.objects.count(),
        "last_entry": entry.digest if entry else "",
        "last_link": seal.chain if seal else "",
    }


def measure_digests() -> dict[str, str]:
    """Each measure with a digest over its values of all bodies."""
    bodies = list(PublicBody.objects.order_by("pk").values_list("pk", flat=True))
    values: dict[str, list[list[Any]]] = defaultdict(list)
    for (body, measure, dimensions), value in measures.counts(bodies, ALL_DAYS).items():
        values[measure].append([body, dimensions, str(value)])
    return {
        measure: hashlib.sha256(json.dumps(sorted(told), ensure_ascii=False).encode()).hexdigest()
        for measure, told in sorted(values.items())
    }
