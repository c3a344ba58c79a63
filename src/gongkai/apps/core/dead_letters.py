"""Effects that were given up: kept for a person, who has them tried again or drops them."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django_tasks_db.models import DBTaskResult

from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.apps.core.models import DeadLetter, DeadLetterState
from gongkai.apps.core.outbox import GiveUp, Handler, body_id_of, deliver, handler_named, subject_of
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused

_LOG = logging.getLogger("gongkai.worker")

REASONS: dict[str, Text] = {
    "handler-gone": Text("处理程序已不存在。", "What was to answer is there no more."),
    "subject-gone": Text("所涉记录已不存在。", "The record it is about is there no more."),
    "worker-killed": Text("后台进程多次中途被终止。", "The worker was killed in the middle again and again."),
    "may-have-been-sent": Text(
        "移交中途中断，可能已经送达；为免重复，不再自动发送。",
        "It broke off while being handed over and may have been sent; it is not sent again by itself.",
    ),
    "not-sent": Text("对方服务器多次没有接收。", "The server of the provider did not take it, again and again."),
    "address-refused": Text("对方服务器拒收这一地址。", "The server of the provider refuses this address."),
    "no-address": Text("收件人没有这一渠道的地址。", "The recipient has no address for this channel."),
    "no-recipient": Text("没有可以告知的人。", "There is nobody to be told."),
    "no-provider": Text("这一渠道没有设置服务。", "No provider is set up for this channel."),
}
UNKNOWN_REASON = Text("处理出错（{code}）。", "It failed ({code}).")


def reason_of(letter: DeadLetter) -> Text:
    return REASONS.get(letter.reason) or UNKNOWN_REASON.format(code=letter.reason)


def open_letters(bodies: Collection[int], *, with_installation: bool = False) -> QuerySet[DeadLetter]:
    """Dead letters of these bodies that wait for a person, the newest first.

    with_installation   also those that concern no body but the installation
    """
    about = Q(body_id__in=bodies)
    if with_installation:
        about |= Q(body_id__isnull=True)
    return DeadLetter.objects.filter(about, state=DeadLetterState.OPEN)


@transaction.atomic
def bury(task: DBTaskResult[Any, Any], reason: str, now: datetime) -> DeadLetter:
    """Keep a task that was given up, and tell its handler."""
    arguments = task.args_kwargs["args"]
    is_event = task.task_path == deliver.module_path
    event, name, model, pk = arguments if is_event else (task.task_path, "", "", 0)
    subject = _subject(model, pk)
    letter = DeadLetter(
        task_id=task.pk,
        event=event[:80],
        handler=name,
        subject_type=model,
        subject_id=pk,
        body_id=body_id_of(subject) if subject else None,
        attempts=len(task.worker_ids),
        reason=reason,
        died_at=now,
    )
    letter.save(force_insert=True)
    handler = handler_named(event, name)
    if handler is not None and handler.buried is not None and subject is not None:
        _tell(handler, subject, now)
    return letter


def _tell(handler: Handler, subject: models.Model, now: datetime) -> None:
    """What a handler does about its dead letter must not keep the letter from being written."""
    assert handler.buried is not None
    try:
        with transaction.atomic():
            handler.buried(subject, now)
    except Exception:
        _LOG.exception("burial-failed", extra={"facts": {"handler": handler.name, "subject": subject.pk}})


def _subject(model: str, pk: int) -> models.Model | None:
    try:
        return subject_of(model, pk) if model else None
    except GiveUp:
        return None


@transaction.atomic
def try_again(letter: DeadLetter, *, by: Actor, at: datetime) -> None:
    """Queue the effect anew, with all its tries. Raises MoveRefused when somebody has closed it, or nobody answers."""
    _lock(letter)
    handler = handler_named(letter.event, letter.handler)
    subject = _subject(letter.subject_type, letter.subject_id)
    if handler is None or subject is None:
        words = Text("处理程序或所涉记录已不存在，不能再试。", "What was to answer, or its record, is there no more.")
        raise MoveRefused("dead-letter-void", words)
    _close(letter, DeadLetterState.TRIED_AGAIN, by=by, at=at)
    if handler.revived is not None:
        handler.revived(subject, at)
    deliver.enqueue(letter.event, letter.handler, letter.subject_type, letter.subject_id)


@transaction.atomic
def drop(letter: DeadLetter, *, reason: str, by: Actor, at: datetime) -> None:
    """Give the effect up for good. Raises MoveRefused when it is closed already, InvalidInput without a reason."""
    _lock(letter)
    if not reason.strip():
        words = Text("放弃须写明理由。", "Say why it is dropped.")
        raise InvalidInput("reason-missing", words, where="reason")
    letter.closed_because = reason.strip()
    _close(letter, DeadLetterState.DROPPED, by=by, at=at)


def _lock(letter: DeadLetter) -> None:
    letter.refresh_from_db(from_queryset=DeadLetter.objects.select_for_update())
    if letter.state != DeadLetterState.OPEN:
        raise MoveRefused("dead-letter-closed", Text("这一件已经处理。", "This one has been dealt with."))


def _close(letter: DeadLetter, state: DeadLetterState, *, by: Actor, at: datetime) -> None:
    letter.state, letter.closed_at, letter.closed_by_id = state, at, by.id
    letter.full_clean()
    letter.save()
    facts = {"event": letter.event, "of": f"{letter.subject_type}:{letter.subject_id}"}
    audit.record(f"core.dead_letter_{state}", by=by, at=at, subject=letter, body_id=letter.body_id, facts=facts)
