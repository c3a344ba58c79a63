"""Hold the audit log to its digests, its chain and the heads kept elsewhere; whatever was done to it is named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Literal

from django.db.models import Count

from gongkai.apps.core.audit import digest_of
from gongkai.apps.core.models import AuditEntry, AuditSeal
from gongkai.apps.core.seals import Head, chain_of, unsealed
from gongkai.bilingual import Text

Rule = Literal[
    "entry-altered",
    "entry-dropped",
    "entry-moved",
    "entry-forged",
    "entry-copied",
    "seal-replaced",
    "seal-missing",
    "tail-cut",
    "history-replaced",
    "head-forged",
]

MESSAGES: dict[Rule, Text] = {
    "entry-altered": Text(
        "这条记录封存后被改动，或不是本系统写入的。", "This entry was altered, or was not written by this installation."
    ),
    "entry-dropped": Text("这条记录已封存，现在不见了。", "This entry was sealed and is gone."),
    "entry-moved": Text("封存在这里的是另一条记录，顺序被换过。", "Another entry was sealed in this place."),
    "entry-forged": Text("这条记录未封存，也不是本系统写入的。", "This entry is not sealed and was not written here."),
    "entry-copied": Text("同一条记录出现了不止一次。", "The same entry stands in the log more than once."),
    "seal-replaced": Text("这个封印与前一个接不上，被换过。", "This seal does not follow from the one before."),
    "seal-missing": Text("这里缺少封印。", "Seals are missing here."),
    "tail-cut": Text(
        "日志末尾被截去：库外的摘要还记着后面的封印。", "The end was cut off: a head kept elsewhere tells of more."
    ),
    "history-replaced": Text("日志与当日留存的摘要不符。", "The log is not the one whose head was kept that day."),
    "head-forged": Text("这份摘要不是本系统写的，或被改动。", "This head was altered, or was not written here."),
}

BATCH = 2000


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """One thing that is wrong.

    where   "entry 12", "seal 3" or "head 2026-03-04"
    """

    rule: Rule
    where: str

    @property
    def message(self) -> Text:
        return MESSAGES[self.rule]


@dataclass
class Verification:
    """What a look at the whole log found.

    findings   the first of them; `counts` has all
    sealed     links of the chain
    unsealed   entries waiting for the sealer; one that is dropped before it is sealed leaves no trace
    last       the last link, to be compared with a head kept elsewhere
    """

    limit: int = 1000
    findings: list[AuditFinding] = field(default_factory=list)
    counts: Counter[Rule] = field(default_factory=Counter)
    sealed: int = 0
    unsealed: int = 0
    unsealed_since: datetime | None = None
    last: AuditSeal | None = None

    @property
    def is_sound(self) -> bool:
        return not self.counts

    def add(self, finding: AuditFinding) -> None:
        self.counts[finding.rule] += 1
        if len(self.findings) < self.limit:
            self.findings.append(finding)


def verify(heads: Sequence[Head] = (), *, limit: int = 1000) -> Verification:
    """Read the whole log once, in batches; acts may go on meanwhile.

    heads   kept outside the database; the end of the log cannot be proved without them
    """
    result = Verification(limit=limit)
    for finding in chain(_sealed(result, heads), _tail(result), _copies(), _cut(result, heads)):
        result.add(finding)
    return result


def _sealed(result: Verification, heads: Sequence[Head]) -> Iterator[AuditFinding]:
    kept = defaultdict(list)
    for head in heads:
        kept[head.seq].append(head)
    before = AuditSeal(seq=0, chain="")
    for seal, entry in _links():
        if seal.seq != before.seq + 1:
            yield AuditFinding("seal-missing", f"seal {before.seq + 1}")
        elif chain_of(seal, before.chain) != seal.chain:
            yield AuditFinding("seal-replaced", f"seal {seal.seq}")
        yield from _entry(seal, entry)
        for head in kept[seal.seq]:
            if head.is_genuine and head.chain != seal.chain:
                yield AuditFinding("history-replaced", f"head {head.day}")
        before = seal
        result.sealed += 1
    result.last = before if before.seq else None


def _entry(seal: AuditSeal, entry: AuditEntry | None) -> Iterator[AuditFinding]:
    if entry is None:
        yield AuditFinding("entry-dropped", f"entry {seal.entry_id}")
    elif digest_of(entry) != entry.digest:
        yield AuditFinding("entry-altered", f"entry {entry.pk}")
    elif entry.digest != seal.entry_digest:
        yield AuditFinding("entry-moved", f"entry {entry.pk}")


def _links() -> Iterator[tuple[AuditSeal, AuditEntry | None]]:
    """Every seal in order, with its entry."""
    after = None
    while True:
        waiting = AuditSeal.objects.order_by("seq")
        seals = list((waiting if after is None else waiting.filter(seq__gt=after))[:BATCH])
        if not seals:
            return
        entries = AuditEntry.objects.in_bulk([seal.entry_id for seal in seals])
        for seal in seals:
            yield seal, entries.get(seal.entry_id)
        after = seals[-1].seq


def _tail(result: Verification) -> Iterator[AuditFinding]:
    after = None
    while True:
        waiting = unsealed().order_by("pk")
        entries = list((waiting if after is None else waiting.filter(pk__gt=after))[:BATCH])
        if not entries:
            return
        for entry in entries:
            result.unsealed += 1
            result.unsealed_since = min(filter(None, (result.unsealed_since, entry.at)))
            if digest_of(entry) != entry.digest:
                yield AuditFinding("entry-forged", f"entry {entry.pk}")
        after = entries[-1].pk


def _copies() -> Iterator[AuditFinding]:
    twice = AuditEntry.objects.order_by().values("digest").annotate(times=Count("pk")).filter(times__gt=1)
    for digest in twice.values_list("digest", flat=True):
        for pk in AuditEntry.objects.filter(digest=digest).order_by("pk").values_list("pk", flat=True)[1:]:
            yield AuditFinding("entry-copied", f"entry {pk}")


def _cut(result: Verification, heads: Sequence[Head]) -> Iterator[AuditFinding]:
    end = result.last.seq if result.last else 0
    for head in heads:
        if not head.is_genuine:
            yield AuditFinding("head-forged", f"head {head.day}")
        elif head.seq > end:
            yield AuditFinding("tail-cut", f"head {head.day}")
