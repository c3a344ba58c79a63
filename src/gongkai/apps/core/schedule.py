"""Acts that fall due by themselves, hourly or daily: each done once for its hour or day, and caught up after a stop."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.module_loading import import_string
from django.utils.timezone import localtime

from gongkai.apps.core.models import ScheduledRun
from gongkai.apps.core.outbox import BACK_OFF, TRIES, code_of
from gongkai.apps.core.tasks import living

_LOG = logging.getLogger("gongkai.worker")

CATCH_UP_DAYS = 31
KEEP = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Daily:
    """An act for every day; days missed while nothing ran are made up for, oldest first, up to CATCH_UP_DAYS.

    run    (the day it is for, now); may be run again for the same day
    hour   not before this hour of the day, Asia/Shanghai
    """

    run: Callable[[date, datetime], object]
    hour: int = 0


@dataclass(frozen=True, slots=True)
class Hourly:
    """An act for every hour; hours missed while nothing ran are made up for once."""

    run: Callable[[datetime], object]


Schedule = Mapping[str, Daily | Hourly]


def schedule() -> Schedule:
    table: Schedule = import_string(settings.SCHEDULE)
    return table


def run_due(worker: str, now: datetime) -> int:
    """Do what has fallen due; returns how many acts were run. Several workers share them out."""
    _note_due(now)
    count = 0
    for run in _waiting(now, worker):
        if _claim(run, worker, now):
            _carry_out(run, now)
            count += 1
    return count


def _note_due(now: datetime) -> None:
    """Make a row for every slot that has begun since the last one."""
    newest = dict(ScheduledRun.objects.order_by().values("name").annotate(slot=Max("slot")).values_list("name", "slot"))
    due = [
        ScheduledRun(name=name, slot=slot, worker="", started_at=now)
        for name, act in schedule().items()
        for slot in _slots(act, newest.get(name), now)
    ]
    if due:
        ScheduledRun.objects.bulk_create(due, ignore_conflicts=True)


def _slots(act: Daily | Hourly, newest: str | None, now: datetime) -> Iterator[str]:
    local = localtime(now)
    if isinstance(act, Hourly):
        slot = local.strftime("%Y-%m-%dT%H")
        if newest is None or slot > newest:
            yield slot
        return
    last = local.date() if local.hour >= act.hour else local.date() - timedelta(days=1)
    first = local.date() if newest is None else date.fromisoformat(newest) + timedelta(days=1)
    first = max(first, last - timedelta(days=CATCH_UP_DAYS))
    while first <= last:
        yield first.isoformat()
        first += timedelta(days=1)


def _waiting(now: datetime, worker: str) -> QuerySet[ScheduledRun]:
    """Rows not done, not resting after a failure, and in no other living worker's hands."""
    others = living() - {worker}
    rested = Q(try_after__isnull=True) | Q(try_after__lte=now)
    unfinished = ScheduledRun.objects.filter(rested, finished_at__isnull=True, attempts__lt=TRIES)
    return unfinished.filter(name__in=schedule()).exclude(worker__in=others).order_by("slot", "name")


@transaction.atomic
def _claim(run: ScheduledRun, worker: str, now: datetime) -> bool:
    """Take the row in hand; False when another worker was faster."""
    seen = run.worker, run.attempts
    run.refresh_from_db(from_queryset=ScheduledRun.objects.select_for_update())
    if run.finished_at is not None or (run.worker, run.attempts) != seen:
        return False
    run.worker, run.attempts, run.started_at = worker, run.attempts + 1, now
    run.save()
    return True


def _carry_out(run: ScheduledRun, now: datetime) -> None:
    act = schedule()[run.name]
    try:
        if isinstance(act, Daily):
            act.run(date.fromisoformat(run.slot), now)
        else:
            act.run(now)
    except Exception as error:  # one act that fails must not keep the others from being done
        run.worker, run.fault = "", code_of(error)
        run.try_after = now + BACK_OFF[min(run.attempts, len(BACK_OFF)) - 1]
        _LOG.error("schedule-failed", extra={"facts": {"name": run.name, "slot": run.slot, "reason": run.fault}})
    else:
        run.worker, run.fault, run.finished_at = "", "", now
        _LOG.info("schedule-done", extra={"facts": {"name": run.name, "slot": run.slot}})
    run.save()


def last_runs() -> list[ScheduledRun]:
    """The newest row of every act of the schedule, in its order; an act never run has none."""
    newest = ScheduledRun.objects.order_by().values("name").annotate(last=Max("pk")).values("last")
    runs = {run.name: run for run in ScheduledRun.objects.filter(pk__in=newest)}
    return [runs[name] for name in schedule() if name in runs]


def forget_old(now: datetime) -> int:
    deleted, _ = ScheduledRun.objects.filter(started_at__lt=now - KEEP).delete()
    return deleted
