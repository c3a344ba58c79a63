"""The worker's loop: it outlives a database that is away, and stops when it is told to."""

from __future__ import annotations

from threading import Event

import pytest
from django.db import OperationalError

from gongkai.apps.core import worker
from gongkai.apps.core.worker import Shift, run_worker
from tests.apps.builders import NOW


class Turns:
    """Stands for the turns of a shift: raises or answers in order, then orders the stop."""

    def __init__(self, stop: Event, *outcomes: object) -> None:
        self.stop, self.outcomes = stop, list(outcomes)

    def __call__(self, _now: object) -> bool:
        outcome = self.outcomes.pop(0)
        if not self.outcomes:
            self.stop.set()
        if isinstance(outcome, Exception):
            raise outcome
        return bool(outcome)


@pytest.fixture
def stop(monkeypatch) -> Event:
    monkeypatch.setattr(Shift, "beat", lambda _shift, _now: None)
    monkeypatch.setattr(Shift, "end", lambda _shift: None)
    return Event()


@pytest.mark.django_db(transaction=True)
def test_database_that_is_away_does_not_end_the_worker(stop: Event, monkeypatch) -> None:
    turns = Turns(stop, OperationalError("the words of the server"), True, False)
    monkeypatch.setattr(Shift, "turn", lambda _shift, now: turns(now))

    run_worker(stop, interval=0, clock=lambda: NOW)

    assert turns.outcomes == []


@pytest.mark.django_db(transaction=True)
def test_wrong_program_ends_the_worker(stop: Event, monkeypatch) -> None:
    turns = Turns(stop, TypeError())
    monkeypatch.setattr(Shift, "turn", lambda _shift, now: turns(now))

    with pytest.raises(TypeError):
        run_worker(stop, interval=0, clock=lambda: NOW)


@pytest.mark.django_db
def test_each_kind_of_work_has_its_own_rhythm(monkeypatch) -> None:
    done = []
    for module, name in ((worker.seals, "seal"), (worker.tasks, "sweep"), (worker.schedule, "run_due")):
        monkeypatch.setattr(module, name, lambda *_given, name=name, **_named: done.append(name))
    shift = Shift()

    for seconds in range(41):
        shift.turn(NOW.replace(minute=seconds // 60, second=seconds % 60))

    assert [done.count(name) for name in ("seal", "sweep", "run_due")] == [14, 3, 3]
