"""Work off the outbox: claim a task, carry it out, try again later, give up, and free what a killed worker left."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django_tasks import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from gongkai.apps.core.dead_letters import bury
from gongkai.apps.core.models import Worker
from gongkai.apps.core.outbox import BACK_OFF, TRIES, GiveUp, code_of, frames_of

if TYPE_CHECKING:
    Task = DBTaskResult[Any, Any]

_LOG = logging.getLogger("gongkai.worker")

KEEP_FINISHED = timedelta(days=30)


def ready(now: datetime) -> QuerySet[Task]:
    """Tasks whose time has come."""
    due = Q(run_after=get_date_max()) | Q(run_after__lte=now)
    return DBTaskResult.objects.filter(due, status=TaskResultStatus.READY)


def work_off(worker: str, now: datetime) -> bool:
    """Carry out one task; False when none is due."""
    if not ready(now).exists():
        return False
    task = _claim(worker, now)
    if task is not None:
        _carry_out(task, now)
    return task is not None


@transaction.atomic
def _claim(worker: str, now: datetime) -> Task | None:
    skips = connection.features.has_select_for_update_skip_locked
    task = ready(now).select_for_update(skip_locked=skips).first()
    if task is None:
        return None
    task.status = TaskResultStatus.RUNNING
    task.started_at = now
    task.worker_ids = [*task.worker_ids, worker]
    task.save(update_fields=["status", "started_at", "worker_ids"])
    return task


def _carry_out(task: Task, now: datetime) -> None:
    try:
        result = task.task_result
        context = (TaskContext(task_result=cast(Any, result)),) if result.task.takes_context else ()
        result.task.call(*context, *result.args, **result.kwargs)
    except GiveUp as error:
        give_up(task, error.code, now)
    except Exception as error:  # the one place where whatever went wrong is kept and tried again
        _try_later(task, error, now)
    else:
        _settle(task, status=TaskResultStatus.SUCCESSFUL, finished_at=now, exception_class_path="", traceback="")
        _tell(logging.INFO, "task-done", task)


def _try_later(task: Task, error: Exception, now: datetime) -> None:
    code, attempts = code_of(error), len(task.worker_ids)
    task.exception_class_path, task.traceback = code, frames_of(error)
    if attempts >= TRIES:
        give_up(task, code, now)
        return
    _settle(
        task,
        status=TaskResultStatus.READY,
        run_after=now + BACK_OFF[attempts - 1],
        exception_class_path=task.exception_class_path,
        traceback=task.traceback,
    )
    _tell(logging.WARNING, "task-failed", task, reason=code)


@transaction.atomic
def give_up(task: Task, reason: str, now: datetime) -> None:
    is_ours = _settle(
        task,
        status=TaskResultStatus.FAILED,
        finished_at=now,
        exception_class_path=reason,
        traceback=task.traceback,
    )
    if is_ours:
        bury(task, reason, now)
        _tell(logging.ERROR, "task-given-up", task, reason=reason)


def _settle(task: Task, **fields: object) -> bool:
    """Write what became of a try, unless the task has been taken from this worker meanwhile."""
    held = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at)
    return bool(held.update(**fields))


def sweep(worker: str, now: datetime, *, patience: timedelta) -> int:
    """Free tasks left running by workers that are gone; returns how many. The caller runs no task itself.

    patience   how long a worker may be silent before it counts as gone
    """
    Worker.objects.filter(seen_at__lt=now - patience).delete()
    at_work = living() - {worker}
    left = [task for task in DBTaskResult.objects.running() if not _is_held(task, at_work)]
    for task in left:
        if len(task.worker_ids) >= TRIES:
            give_up(task, "worker-killed", now)
        else:
            _settle(task, status=TaskResultStatus.READY, run_after=now)
            _tell(logging.WARNING, "task-freed", task)
    return len(left)


def _is_held(task: Task, at_work: Collection[str]) -> bool:
    return bool(task.worker_ids) and task.worker_ids[-1] in at_work


def living() -> set[str]:
    """Names of the workers that are at work."""
    return set(Worker.objects.values_list("name", flat=True))


def forget_finished(now: datetime) -> int:
    """Delete tasks that ended long ago; dead letters stay."""
    deleted, _ = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_FINISHED).delete()
    return deleted


def _tell(level: int, event: str, task: Task, **facts: object) -> None:
    told = {"task": str(task.pk), "args": task.args_kwargs["args"], "attempt": len(task.worker_ids), **facts}
    _LOG.log(level, event, extra={"facts": told})
