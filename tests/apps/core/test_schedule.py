"""The schedule: every hour and day once, made up for after a stop, tried again after a failure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from gongkai.apps.core import schedule
from gongkai.apps.core.models import ScheduledRun, Worker
from tests.apps.builders import NOW, TODAY
from tests.apps.core import answers

pytestmark = pytest.mark.django_db


def days(told: list[tuple[object, ...]]) -> list[date]:
    return [day for name, day, *_ in told if name == "day"]


def run(now: datetime = NOW, worker: str = "one") -> int:
    return schedule.run_due(worker, now)


def test_act_is_done_once_for_its_day_and_hour(told) -> None:
    assert (run(), run(NOW + timedelta(minutes=9))) == (2, 0)
    assert told == [("day", TODAY, NOW), ("hour", NOW)]


def test_daily_act_waits_for_its_hour(told) -> None:
    before_three = NOW.replace(hour=18)  # 02:00 of the next day in Shanghai

    run(before_three)
    assert days(told) == []

    run(before_three + timedelta(hours=1))
    assert days(told) == [TODAY + timedelta(days=1)]


def test_missed_days_are_made_up_for_in_order_and_missed_hours_once(told) -> None:
    run()
    told.clear()

    run(NOW + timedelta(days=3))

    assert days(told) == [TODAY + timedelta(days=n) for n in (1, 2, 3)]
    assert [name for name, *_ in told].count("hour") == 1


def test_at_most_a_month_is_made_up_for(told) -> None:
    run()
    told.clear()

    run(NOW + timedelta(days=400))

    assert len(days(told)) == schedule.CATCH_UP_DAYS + 1


def test_failed_act_rests_is_tried_again_and_does_not_hold_up_the_others(told) -> None:
    answers.failing.add("day")
    run()
    answers.failing.clear()

    assert run(NOW + timedelta(seconds=59)) == 0
    assert run(NOW + timedelta(seconds=61)) == 1
    assert ScheduledRun.objects.get(name="day").attempts == 2
    assert [name for name, *_ in told] == ["day", "hour", "day"]


@pytest.mark.usefixtures("told")
def test_failure_is_kept_as_a_code() -> None:
    answers.failing.add("day")
    run()

    assert ScheduledRun.objects.get(name="day").fault == "builtins.ValueError"


def test_act_in_the_hands_of_another_worker_is_left_to_it(told) -> None:
    Worker.objects.create(name="other", started_at=NOW, seen_at=NOW)
    run()
    ScheduledRun.objects.update(worker="other", finished_at=None)
    told.clear()

    assert run() == 0

    Worker.objects.all().delete()
    assert run() == 2


@pytest.mark.usefixtures("told")
def test_newest_run_of_each_act_is_shown() -> None:
    run()
    run(NOW + timedelta(days=1))

    assert [(one.name, one.slot) for one in schedule.last_runs()] == [("day", "2026-03-05"), ("hour", "2026-03-05T10")]


@pytest.mark.usefixtures("told")
def test_old_runs_are_forgotten() -> None:
    run()

    assert schedule.forget_old(NOW + timedelta(days=89)) == 0
    assert schedule.forget_old(NOW + timedelta(days=91)) == 2


def test_schedule_of_the_server_runs_twice_without_harm() -> None:
    for _ in range(2):
        schedule.run_due("one", NOW)
        assert not ScheduledRun.objects.exclude(fault="").exists()
        ScheduledRun.objects.update(finished_at=None)

    assert set(ScheduledRun.objects.values_list("name", flat=True)) == set(schedule.schedule())
