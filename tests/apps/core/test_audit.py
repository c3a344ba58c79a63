"""The audit log: entries, seals, heads; and whatever is done to them is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gongkai.apps.core import audit, seals
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.audit_check import AuditFinding, Verification, verify
from gongkai.apps.core.models import AuditEntry, AuditSeal
from tests.apps.builders import NOW
from tests.guards import guards_off

DAY = NOW.date()
Tampering = Callable[[int], None]


def recorded(number: int) -> list[AuditEntry]:
    return [
        audit.record("disclosure.publish", by=SYSTEM, at=NOW + timedelta(seconds=n), body_id=1, facts={"n": n})
        for n in range(number)
    ]


@pytest.fixture(autouse=True)
def heads(tmp_path, monkeypatch):
    """A folder of its own for the heads of a test."""
    monkeypatch.setattr(seals, "heads_folder", lambda: tmp_path)
    return tmp_path


@pytest.mark.django_db
def test_untouched_log_is_sound_and_its_tail_is_counted() -> None:
    recorded(3)
    seals.seal(NOW)
    recorded(2)

    found = verify()

    assert found.is_sound
    assert (found.sealed, found.unsealed, found.unsealed_since) == (3, 2, NOW)


@pytest.mark.django_db
def test_sealing_again_seals_only_what_is_new() -> None:
    recorded(3)

    assert [seals.seal(NOW), seals.seal(NOW)] == [3, 0]
    recorded(1)
    assert seals.seal(NOW) == 1
    assert list(AuditSeal.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4]


@pytest.mark.django_db
def test_entry_committed_late_with_a_lower_id_is_sealed_later_and_not_skipped() -> None:
    early, *_, late = recorded(3)
    with guards_off():
        AuditEntry.objects.filter(pk=early.pk).delete()
    seals.seal(NOW)

    early.save(force_insert=True)
    seals.seal(NOW)

    assert AuditSeal.objects.order_by("seq").last().entry_id == early.pk < late.pk
    assert verify().is_sound


@pytest.mark.django_db
def test_entry_committed_very_late_is_sealed_when_the_whole_log_is_looked_at(monkeypatch) -> None:
    monkeypatch.setattr(seals, "LOOK_BACK", 1)
    early, *_ = recorded(5)
    with guards_off():
        AuditEntry.objects.filter(pk=early.pk).delete()
    seals.seal(NOW)
    early.save(force_insert=True)

    assert seals.seal(NOW) == 0
    assert seals.seal(NOW, everything=True) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["core_auditentry", "core_auditseal"])
def test_database_refuses_to_change_or_drop_what_is_written_once(table: str, verb: str) -> None:
    recorded(1)
    seals.seal(NOW)
    column = "act" if table == "core_auditentry" else "chain"

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(table, column, "'x'"))


@pytest.mark.django_db
def test_database_refuses_a_second_copy_of_an_entry() -> None:
    (entry,) = recorded(1)
    entry.pk = None

    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save(force_insert=True)


@pytest.mark.django_db
def test_entry_holds_the_digest_of_every_field() -> None:
    (entry,) = recorded(1)

    for field in ("actor_kind", "act", "subject_type", "nonce"):
        before, changed = getattr(entry, field), audit.digest_of(entry)
        setattr(entry, field, f"{before}x")
        assert audit.digest_of(entry) != changed


def altered(seq: int) -> None:
    AuditEntry.objects.filter(pk=sealed(seq).entry_id).update(actor_id=99)


def dropped(seq: int) -> None:
    AuditEntry.objects.filter(pk=sealed(seq).entry_id).delete()


def swapped(seq: int) -> None:
    """Two genuine entries change places."""
    first, second = sealed(seq).entry_id, sealed(seq % AuditSeal.objects.count() + 1).entry_id
    for old, new in ((first, -1), (second, first), (-1, second)):
        AuditEntry.objects.filter(pk=old).update(id=new)


def appended(_seq: int) -> None:
    entry = AuditEntry(at=NOW, actor_kind="staff", actor_id=1, act="accounts.open", nonce="0" * 32, digest="f" * 64)
    entry.save(force_insert=True)


def resealed(seq: int) -> None:
    """One link is written anew by somebody without the key."""
    AuditSeal.objects.filter(seq=seq).update(sealed_at=NOW + timedelta(days=1))


def unsealed(seq: int) -> None:
    AuditSeal.objects.filter(seq=seq).delete()


def dropped_with_seal(seq: int) -> None:
    """Entry and link are taken out, and what follows is numbered anew."""
    AuditEntry.objects.filter(pk=sealed(seq).entry_id).delete()
    AuditSeal.objects.filter(seq=seq).delete()
    for later in AuditSeal.objects.filter(seq__gt=seq).order_by("seq").values_list("seq", flat=True):
        AuditSeal.objects.filter(seq=later).update(seq=later - 1)


def cut(seq: int) -> None:
    """The log ends before this entry, and everything fits."""
    AuditEntry.objects.filter(pk__in=AuditSeal.objects.filter(seq__gte=seq).values("entry_id")).delete()
    AuditSeal.objects.filter(seq__gte=seq).delete()


def sealed(seq: int) -> AuditSeal:
    return AuditSeal.objects.get(seq=seq)


NAMED = {
    altered: "entry-altered",
    dropped: "entry-dropped",
    swapped: "entry-moved",
    appended: "entry-forged",
    resealed: "seal-replaced",
    unsealed: "seal-missing",
}


@pytest.mark.django_db
@pytest.mark.parametrize("tampering", NAMED, ids=lambda tampering: tampering.__name__)
def test_tampering_is_named_for_what_it_is(tampering: Tampering) -> None:
    recorded(5)
    seals.seal(NOW)

    with guards_off():
        tampering(2)

    assert NAMED[tampering] in verify().counts


@pytest.mark.django_db
def test_altered_entry_is_named_alone() -> None:
    entries = recorded(5)
    seals.seal(NOW)
    with guards_off():
        altered(3)

    found = verify()

    assert [(finding.rule, finding.where) for finding in found.findings] == [
        ("entry-altered", f"entry {entries[2].pk}")
    ]


@pytest.mark.django_db
def test_copy_of_a_genuine_entry_is_named() -> None:
    (entry,) = recorded(1)
    columns = ", ".join(field.column for field in entry._meta.fields[1:])
    with connection.cursor() as cursor:
        for statement in (
            "CREATE TABLE another AS SELECT * FROM core_auditentry",
            "DROP TABLE core_auditentry",
            "ALTER TABLE another RENAME TO core_auditentry",
            f"INSERT INTO core_auditentry (id, {columns}) SELECT id + 1, {columns} FROM core_auditentry",
        ):
            cursor.execute(statement)

    found = verify()

    assert [(finding.rule, finding.where) for finding in found.findings] == [("entry-copied", f"entry {entry.pk + 1}")]


class AnyTamperingTest(TestCase):
    """A random log, one random act of tampering with the guards off."""

    @given(
        entries=st.integers(2, 12),
        batches=st.integers(1, 4),
        tampering=st.sampled_from([*NAMED, dropped_with_seal, cut]),
        place=st.integers(0, 1000),
    )
    def test_any_single_tampering_is_named(self, entries: int, batches: int, tampering: Tampering, place: int) -> None:
        for _ in range(batches):
            recorded(entries)
            seals.seal(NOW)
        last = AuditSeal.objects.order_by("seq").last()
        head = seals.head_of(last, DAY, NOW)

        with guards_off():
            tampering(1 + place % last.seq)

        assert not verify([head]).is_sound


@pytest.mark.django_db
def test_cut_tail_shows_against_a_head_kept_elsewhere() -> None:
    recorded(5)
    seals.seal(NOW)
    seals.take_head(DAY, NOW)
    with guards_off():
        cut(4)

    assert verify().is_sound
    assert verify(seals.heads()).counts == {"tail-cut": 1}


@pytest.mark.django_db
def test_log_sealed_anew_shows_against_a_head_kept_elsewhere() -> None:
    recorded(3)
    seals.seal(NOW)
    seals.take_head(DAY, NOW)
    with guards_off():
        AuditSeal.objects.all().delete()
    seals.seal(NOW + timedelta(days=1))

    assert verify(seals.heads()).counts == {"history-replaced": 1}


@pytest.mark.django_db
def test_forged_head_is_named(heads) -> None:
    recorded(3)
    seals.seal(NOW)
    seals.take_head(DAY, NOW)
    path = heads / f"{DAY}.json"
    path.write_text(json.dumps({**json.loads(path.read_text("ascii")), "seq": 2}), "ascii")

    assert verify(seals.heads()).counts == {"head-forged": 1}


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "[]", "{}", '{"day": 1, "seq": "x", "chain": 2, "taken_at": []}'])
def test_head_that_cannot_be_read_counts_as_forged(heads, text: str) -> None:
    (heads / f"{DAY}.json").write_text(text, "ascii")

    assert verify(seals.heads()).counts == {"head-forged": 1}


@pytest.mark.django_db
def test_head_of_a_day_is_taken_once(heads) -> None:
    recorded(1)
    seals.seal(NOW)
    first = seals.take_head(DAY, NOW)
    recorded(1)
    seals.seal(NOW)

    assert seals.take_head(DAY, NOW) == first == seals.last_head()
    assert [path.name for path in heads.iterdir()] == [f"{DAY}.json"]


@pytest.mark.django_db
def test_no_head_is_taken_of_an_empty_log() -> None:
    assert seals.take_head(DAY, NOW) is None
    assert seals.last_head() is None


def test_findings_beyond_the_limit_are_counted_but_not_kept() -> None:
    result = Verification(limit=1)
    for _ in range(3):
        result.add(AuditFinding("seal-missing", "seal 1"))

    assert (len(result.findings), result.counts["seal-missing"]) == (1, 3)
