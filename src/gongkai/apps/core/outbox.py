"""Effects that follow an act: queued in its transaction, carried out after it by the worker, never forgotten."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils.module_loading import import_string
from django_tasks import TaskContext, task

from gongkai.errors import GongkaiError

Run = Callable[[Any, datetime], None]
"""(the row an event is about, the time of this try) -> nothing; it may be run again."""

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60, 180, 480, 1440))
"""Rest after each try that failed."""
TRIES = len(BACK_OFF) + 1


class TryLater(Exception):
    """A handler says that it could not be done now, and why: a code of core.dead_letters.REASONS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class GiveUp(TryLater):
    """A handler says that no further try would help: the effect becomes a dead letter at once."""


@dataclass(frozen=True, slots=True)
class Handler:
    """A function that answers to an event, where it wants to know what became of its dead letters.

    buried   told when the effect is given up
    revived  told when a person has it tried again
    """

    run: Run
    buried: Run | None = None
    revived: Run | None = None

    @property
    def name(self) -> str:
        return f"{self.run.__module__}.{self.run.__qualname__}"


Handlers = Mapping[str, tuple[Handler | Run, ...]]


def handlers_of(event: str) -> tuple[Handler, ...]:
    """Who answers to an event: nobody, where it has no row in the table."""
    table: Handlers = import_string(settings.HANDLERS)
    return tuple(one if isinstance(one, Handler) else Handler(one) for one in table.get(event, ()))


def handler_named(event: str, name: str) -> Handler | None:
    return next((handler for handler in handlers_of(event) if handler.name == name), None)


def queue(event: str, subject: models.Model) -> None:
    """Put an event into the outbox of this transaction, a task for each handler. Only the id of the subject is kept.

    raises  TransactionManagementError outside a transaction, where the effect could outlive its cause
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an effect is queued inside the transaction of its act")
    for handler in handlers_of(event):
        deliver.enqueue(event, handler.name, subject._meta.label_lower, subject.pk)


@task(takes_context=True)
def deliver(context: TaskContext, event: str, handler: str, model: str, pk: int) -> None:
    """Run one handler of an event on the row it is about."""
    answering = handler_named(event, handler)
    if answering is None:
        raise GiveUp("handler-gone")
    now = context.task_result.started_at
    assert now is not None, "a task that runs has been started"
    answering.run(subject_of(model, pk), now)


def subject_of(model: str, pk: int) -> models.Model:
    """The row an event is about. Raises GiveUp when it is there no more."""
    try:
        found: models.Model = apps.get_model(model)._base_manager.get(pk=pk)
    except (LookupError, models.ObjectDoesNotExist):
        raise GiveUp("subject-gone") from None
    return found


def body_id_of(subject: models.Model) -> int | None:
    """The body a row belongs to; None where it belongs to none."""
    if subject._meta.label_lower == "bodies.publicbody":
        return int(subject.pk)
    return getattr(subject, "public_body_id", getattr(subject, "body_id", None))


def code_of(error: BaseException) -> str:
    """What may be told of an error: its code or its type, never its message, which may hold what somebody typed."""
    if isinstance(error, GongkaiError | TryLater):
        return error.code
    return f"{type(error).__module__}.{type(error).__qualname__}"[:120]


def frames_of(error: BaseException) -> str:
    """Where an error came from, without its message."""
    frames = traceback.extract_tb(error.__traceback__)[-25:]
    return "\n".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
