"""Seal the audit log: link committed entries into a chain, and take the head of each day out of the database."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from hmac import compare_digest
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from gongkai.apps.core.audit import keyed_digest
from gongkai.apps.core.models import AuditEntry, AuditSeal
from gongkai.apps.core.numbers import locked_counter

BATCH = 1000
LOOK_BACK = 5_000
"""How far behind the last sealed id the frequent sealing looks for entries committed late; the hourly looks at all."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of the chain at the end of a day, as it is kept outside the database.

    mac   keyed digest over the other fields; a head written without the key is told by it
    """

    day: str
    seq: int
    chain: str
    taken_at: str
    mac: str = ""

    @property
    def is_genuine(self) -> bool:
        return compare_digest(self.mac, mac_of(self))


def mac_of(head: Head) -> str:
    return keyed_digest(["head", head.day, head.seq, head.chain, head.taken_at])


def chain_of(seal: AuditSeal, before: str) -> str:
    """The keyed digest a link must carry, given that of the link before ("" for the first)."""
    sealed_at = seal.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    return keyed_digest(["seal", seal.seq, seal.entry_id, seal.entry_digest, sealed_at, before])


def unsealed() -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(~Exists(AuditSeal.objects.filter(entry_id=OuterRef("pk"))))


def seal(now: datetime, *, everything: bool = False) -> int:
    """Link entries that have been committed since; returns how many. Two sealers at once take turns.

    everything   look at the whole log, however late an entry was committed
    """
    sealed = 0
    while _waiting(_last_seal(), everything=everything).exists():
        sealed += _seal_batch(now, everything=everything)
    return sealed


def waiting_count() -> int:
    """Entries that wait for the frequent sealing."""
    return _waiting(_last_seal(), everything=False).count()


@transaction.atomic
def _seal_batch(now: datetime, *, everything: bool) -> int:
    locked_counter("core.audit_seal")
    last = _last_seal()
    entries = list(_waiting(last, everything=everything).values_list("pk", "digest")[:BATCH])
    AuditSeal.objects.bulk_create(_links(entries, last, now))
    return len(entries)


def _last_seal() -> AuditSeal | None:
    return AuditSeal.objects.order_by("seq").last()


def _waiting(last: AuditSeal | None, *, everything: bool) -> QuerySet[AuditEntry]:
    waiting = unsealed().order_by("pk")
    return waiting if last is None or everything else waiting.filter(pk__gt=last.entry_id - LOOK_BACK)


def _links(entries: Sequence[tuple[int, str]], last: AuditSeal | None, now: datetime) -> Iterator[AuditSeal]:
    seq, before = (last.seq, last.chain) if last else (0, "")
    for entry_id, digest in entries:
        seq += 1
        link = AuditSeal(seq=seq, entry_id=entry_id, entry_digest=digest, sealed_at=now)
        before = link.chain = chain_of(link, before)
        yield link


def heads_folder() -> Path:
    return Path(settings.CONFIG.data_dir) / "audit-heads"


def take_head(day: date, now: datetime) -> Head | None:
    """Write the head of a day to its file, once; None while nothing has been sealed."""
    path = heads_folder() / f"{day.isoformat()}.json"
    if path.exists():
        return read_head(path)
    last = _last_seal()
    if last is None:
        return None
    head = head_of(last, day, now)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.part")
    with draft.open("w", encoding="ascii") as file:
        file.write(json.dumps(asdict(head)) + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return head


def head_of(last: AuditSeal, day: date, now: datetime) -> Head:
    bare = Head(day.isoformat(), last.seq, last.chain, now.astimezone(UTC).isoformat(timespec="seconds"))
    return replace(bare, mac=mac_of(bare))


def heads(folder: Path | None = None) -> list[Head]:
    """The heads kept in a folder, oldest first; one that cannot be read is there without a genuine mac."""
    folder = folder or heads_folder()
    return [read_head(path) for path in sorted(folder.glob("????-??-??.json"))]


def newest_heads(most: int) -> list[Head]:
    """The newest heads that can be read, the last day first."""
    paths = sorted(heads_folder().glob("????-??-??.json"), reverse=True)[:most]
    return [head for head in map(read_head, paths) if head.chain]


def last_head() -> Head | None:
    """The newest head, for the pages that show it."""
    paths = sorted(heads_folder().glob("????-??-??.json"))
    return read_head(paths[-1]) if paths else None


def read_head(path: Path) -> Head:
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        head = Head(**fields)
    except (OSError, ValueError, TypeError):
        return Head(path.stem, 0, "", "")
    is_shaped = isinstance(head.seq, int) and all(
        isinstance(value, str) for value in (head.day, head.chain, head.taken_at, head.mac)
    )
    return head if is_shaped and head.day == path.stem else Head(path.stem, 0, "", "")
