"""The outbox: every effect of an act is carried out, tried again, or kept as a dead letter."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from gongkai.apps.core import audit, dead_letters, outbox, tasks
from gongkai.apps.core.actors import Actor
from gongkai.apps.core.models import AuditEntry, AuditSeal, DeadLetter, Sequence, Worker
from gongkai.apps.core.worker import Shift, Timing
from gongkai.errors import InvalidInput, MoveRefused
from tests.apps.builders import NOW
from tests.apps.core import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]
OPERATOR = Actor("staff", 7)


@pytest.fixture
def subject() -> Sequence:
    return Sequence.objects.create(name="a letter")


def work(now: datetime = NOW, worker: str = "one") -> int:
    """Carry out all that is due; returns how many tasks ran."""
    return sum(1 for _ in iter(lambda: tasks.work_off(worker, now), False))


def given_up(subject: Sequence) -> DeadLetter:
    outbox.queue("hopeless", subject)
    work()
    return DeadLetter.objects.get()


def test_each_handler_is_told_once_of_the_row_and_the_time(subject: Sequence, told) -> None:
    outbox.queue("letter", subject)

    assert (work(), work()) == (2, 0)
    assert sorted(told) == [("answer", "a letter", NOW), ("stubborn", "a letter", NOW)]


def test_event_without_a_handler_queues_nothing(subject: Sequence) -> None:
    outbox.queue("unheard", subject)

    assert not DBTaskResult.objects.exists()


def test_act_that_is_undone_leaves_no_effect(subject: Sequence, told) -> None:
    with transaction.atomic():
        outbox.queue("letter", subject)
        transaction.set_rollback(True)

    assert (work(), told) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_effect_outside_a_transaction_is_refused(subject: Sequence) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        outbox.queue("letter", subject)


def test_failing_handler_does_not_repeat_the_others(subject: Sequence, told) -> None:
    answers.failing.add("stubborn")
    outbox.queue("letter", subject)
    for minutes in range(10):
        work(NOW + timedelta(minutes=minutes))

    assert [name for name, *_ in told].count("answer") == 1
    assert [now - NOW for name, _, now in told if name == "stubborn"] == [
        timedelta(minutes=minutes) for minutes in (0, 1, 3, 8)
    ]


def test_tenth_failure_makes_a_dead_letter(subject: Sequence, told) -> None:
    answers.failing.add("stubborn")
    outbox.queue("letter", subject)
    now = NOW
    for rest in (*outbox.BACK_OFF, timedelta(days=9)):
        work(now)
        now += rest
    letter = DeadLetter.objects.get()

    assert [name for name, *_ in told].count("stubborn") == 10
    assert (letter.attempts, letter.reason, letter.subject_id) == (10, "key-missing", subject.pk)
    assert work(now + timedelta(days=99)) == 0


def test_what_went_wrong_is_kept_without_its_words(subject: Sequence) -> None:
    answers.failing.add("stubborn")
    outbox.queue("letter", subject)
    work()

    failed = DBTaskResult.objects.get(exception_class_path="key-missing")

    assert "answers.py" in failed.traceback
    assert "13900000000" not in failed.traceback


def test_handler_that_gives_up_is_not_tried_again_and_hears_of_it(subject: Sequence, told) -> None:
    letter = given_up(subject)

    assert (letter.reason, letter.attempts) == ("no-address", 1)
    assert told == [("buried", "a letter", NOW)]


def test_dead_letter_is_written_though_its_handler_fails_at_the_burial(subject: Sequence) -> None:
    answers.failing.add("burial")

    assert given_up(subject).state == "open"


def test_row_that_is_gone_makes_a_dead_letter(subject: Sequence) -> None:
    outbox.queue("letter", subject)
    Sequence.objects.all().delete()
    work()

    assert set(DeadLetter.objects.values_list("reason", flat=True)) == {"subject-gone"}


def test_handler_that_is_gone_makes_a_dead_letter(subject: Sequence, monkeypatch) -> None:
    outbox.queue("letter", subject)
    monkeypatch.setattr(answers, "HANDLERS", {})
    work()

    assert set(DeadLetter.objects.values_list("reason", flat=True)) == {"handler-gone"}


def test_dead_letter_tried_again_is_queued_and_recorded(subject: Sequence, told) -> None:
    letter = given_up(subject)
    told.clear()

    dead_letters.try_again(letter, by=OPERATOR, at=NOW)

    assert told == [("revived", "a letter", NOW)]
    assert (letter.state, letter.closed_by_id) == ("tried_again", 7)
    assert work() == 1
    assert DeadLetter.objects.count() == 2
    assert AuditEntry.objects.get().act == "core.dead_letter_tried_again"


def test_dead_letter_is_dropped_for_a_reason(subject: Sequence) -> None:
    letter = given_up(subject)

    dead_letters.drop(letter, reason=" 已电话告知 ", by=OPERATOR, at=NOW)

    assert (letter.state, letter.closed_because) == ("dropped", "已电话告知")
    assert work() == 0
    assert AuditEntry.objects.get().act == "core.dead_letter_dropped"


def test_dropping_without_a_reason_is_refused(subject: Sequence) -> None:
    letter = given_up(subject)

    with pytest.raises(InvalidInput) as refused:
        dead_letters.drop(letter, reason="  ", by=OPERATOR, at=NOW)

    assert refused.value.code == "reason-missing"


def test_dead_letter_is_closed_only_once(subject: Sequence) -> None:
    letter = given_up(subject)
    dead_letters.drop(letter, reason="已电话告知", by=OPERATOR, at=NOW)

    with pytest.raises(MoveRefused) as refused:
        dead_letters.try_again(letter, by=OPERATOR, at=NOW)

    assert refused.value.code == "dead-letter-closed"


def test_dead_letter_whose_row_is_gone_cannot_be_tried_again(subject: Sequence) -> None:
    letter = given_up(subject)
    Sequence.objects.all().delete()

    with pytest.raises(MoveRefused) as refused:
        dead_letters.try_again(letter, by=OPERATOR, at=NOW)

    assert refused.value.code == "dead-letter-void"


@pytest.mark.parametrize("code", ["key-missing", *dead_letters.REASONS])
def test_every_reason_has_words(code: str) -> None:
    assert dead_letters.reason_of(DeadLetter(reason=code)).zh


def left_running(subject: Sequence, worker: str) -> DBTaskResult:
    """A task in the hands of a worker that does not come back."""
    outbox.queue("letter", subject)
    DBTaskResult.objects.update(status="RUNNING", started_at=NOW, worker_ids=[worker])
    return DBTaskResult.objects.first()


def test_task_of_a_killed_worker_is_freed_and_run(subject: Sequence, told) -> None:
    left_running(subject, "killed")
    Worker.objects.create(name="killed", started_at=NOW, seen_at=NOW)
    patience = timedelta(seconds=60)

    assert tasks.sweep("one", NOW + timedelta(seconds=59), patience=patience) == 0
    assert tasks.sweep("one", NOW + timedelta(seconds=61), patience=patience) == 2
    assert work(NOW + timedelta(seconds=62)) == 2
    assert len(told) == 2


def test_task_that_kills_its_worker_each_time_ends_as_a_dead_letter(subject: Sequence, told) -> None:
    left_running(subject, "killed")
    DBTaskResult.objects.update(worker_ids=["killed"] * 10)

    tasks.sweep("one", NOW, patience=timedelta(seconds=60))

    assert set(DeadLetter.objects.values_list("reason", flat=True)) == {"worker-killed"}
    assert (work(), told) == (0, [])


def test_worker_whose_task_was_taken_away_does_not_settle_it(subject: Sequence) -> None:
    task = left_running(subject, "slow")
    DBTaskResult.objects.update(started_at=NOW + timedelta(hours=1), worker_ids=["slow", "other"])

    tasks.give_up(task, "not-sent", NOW)

    assert not DeadLetter.objects.exists()
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"RUNNING"}


def test_finished_tasks_are_forgotten_after_a_month(subject: Sequence) -> None:
    outbox.queue("letter", subject)
    work()

    assert tasks.forget_finished(NOW + timedelta(days=29)) == 0
    assert tasks.forget_finished(NOW + timedelta(days=31)) == 2


def test_a_turn_seals_sweeps_and_carries_out_a_task(subject: Sequence, told) -> None:
    audit.record("accounts.open", by=OPERATOR, at=NOW)
    left_running(subject, "killed")
    shift = Shift(timing=Timing())

    assert [shift.turn(NOW), shift.turn(NOW), shift.turn(NOW)] == [True, True, False]
    assert {name for name, *_ in told} >= {"answer", "stubborn", "hour"}
    assert AuditSeal.objects.count() == 1


def test_worker_that_ends_leaves_no_sign_of_life() -> None:
    shift = Shift()
    shift.turn(NOW)
    assert tasks.living() == {shift.name}

    shift.end()

    assert tasks.living() == set()
