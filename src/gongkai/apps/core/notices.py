"""Notices: told once, or kept as a dead letter when nobody can know; never twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.utils.module_loading import import_string

from gongkai.apps.core import audit, outbox
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import Notice, NoticeState
from gongkai.apps.core.notices_providers import Message, NotSent, Provider, Refused, provider_for
from gongkai.apps.core.notices_templates import Value, template_named
from gongkai.apps.core.outbox import GiveUp, TryLater
from gongkai.bilingual import Language, Text
from gongkai.errors import InvalidInput

EVENT = "core.notice_queued"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a notice is for, never where: a kind of the table RECIPIENTS and an id."""

    kind: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a recipient is reached by one channel, looked up at the last moment."""

    value: str
    language: Language = "zh"


Resolver = Callable[[int, str], Address | None]
"""(id, channel) -> the address; None where the recipient has none, or is there no more."""


@transaction.atomic
def post(
    template: str,
    *,
    channel: str,
    to: Recipient,
    about: models.Model,
    at: datetime,
    places: Mapping[str, Value] | None = None,
    occasion: str = "",
) -> Notice:
    """Queue a notice in the transaction of its act; posting the same again changes nothing.

    about     the row it is about
    occasion  tells notices of one template about one row apart, such as the day
    raises    InvalidInput for an unknown template, a channel it does not travel by, or a value of the wrong kind
    """
    wording = template_named(template)
    if channel not in wording.channels:
        words = Text("这个通知不走这一渠道。", "This notice does not travel by this channel.")
        raise InvalidInput("notice-channel-wrong", words, where=f"{template} {channel}")
    wording.check_values(places or {})
    notice, is_new = Notice.objects.get_or_create(
        template=template,
        channel=channel,
        recipient_kind=to.kind,
        recipient_id=to.id,
        subject_type=about._meta.label_lower,
        subject_id=about.pk,
        occasion=occasion,
        defaults={
            "reference": uuid.uuid4(),
            "body_id": outbox.body_id_of(about),
            "places": dict(places or {}),
            "created_at": at,
        },
    )
    if is_new:
        outbox.queue(EVENT, notice)
    return notice


def send(notice: Notice, now: datetime) -> None:
    """Hand a notice over. The state `handing_over` is committed first: whoever finds it there cannot know more.

    raises  TryLater when it was certainly not taken; GiveUp when it never will be, or may have been
    """
    opened = _open(notice.pk, now)
    if isinstance(opened, GiveUp):
        raise opened
    if opened is None:
        return
    provider, message = opened
    try:
        provider_id = provider.send(message)
    except NotSent:
        _close(notice.pk, NoticeState.QUEUED, "not-sent")
        raise TryLater("not-sent") from None
    except Refused:
        _close(notice.pk, NoticeState.DEAD, "address-refused")
        raise GiveUp("address-refused") from None
    except Exception:  # whatever else happens, the message may be on its way
        _close(notice.pk, NoticeState.DEAD, "may-have-been-sent")
        raise GiveUp("may-have-been-sent") from None
    _note_sent(notice.pk, provider_id, now)


def bury(notice: Notice, _now: datetime) -> None:
    """The tries are used up."""
    fault = "may-have-been-sent" if notice.state == NoticeState.HANDING_OVER else notice.fault or "not-sent"
    if notice.state != NoticeState.SENT:
        _close(notice.pk, NoticeState.DEAD, fault)


def revive(notice: Notice, _now: datetime) -> None:
    """A person has decided to have it sent, knowing why it was not."""
    Notice.objects.filter(pk=notice.pk, state=NoticeState.DEAD).update(state=NoticeState.QUEUED, fault="")


HANDLER = outbox.Handler(send, buried=bury, revived=revive)


@transaction.atomic(durable=True)
def _open(pk: int, now: datetime) -> tuple[Provider, Message] | GiveUp | None:
    """Take a queued notice in hand; None when it has been sent already."""
    notice = Notice.objects.select_for_update().get(pk=pk)
    if notice.state == NoticeState.SENT:
        return None
    if notice.state == NoticeState.DEAD:
        return GiveUp(notice.fault)
    if notice.state == NoticeState.HANDING_OVER:
        return _dead(notice, "may-have-been-sent")
    provider = provider_for(notice.channel)
    if provider is None:
        return _dead(notice, "no-provider")
    address = _address_of(notice)
    if address is None or not address.value:
        return _dead(notice, "no-address")
    notice.state, notice.handed_at, notice.attempts = NoticeState.HANDING_OVER, now, notice.attempts + 1
    notice.save(update_fields=["state", "handed_at", "attempts"])
    return provider, _message(notice, address, now)


def _dead(notice: Notice, fault: str) -> GiveUp:
    notice.state, notice.fault = NoticeState.DEAD, fault
    notice.save(update_fields=["state", "fault"])
    return GiveUp(fault)


def _address_of(notice: Notice) -> Address | None:
    resolvers: Mapping[str, Resolver] = import_string(settings.RECIPIENTS)
    resolver = resolvers.get(notice.recipient_kind)
    return resolver(notice.recipient_id, notice.channel) if resolver else None


def _message(notice: Notice, address: Address, now: datetime) -> Message:
    subject, text = template_named(notice.template).filled(notice.places)
    return Message(
        reference=str(notice.reference),
        address=address.value,
        subject=subject.in_language(address.language),
        text=text.in_language(address.language),
        at=now,
    )


def _close(pk: int, state: NoticeState, fault: str) -> None:
    Notice.objects.filter(pk=pk).exclude(state=NoticeState.SENT).update(state=state, fault=fault)


@transaction.atomic
def _note_sent(pk: int, provider_id: str, now: datetime) -> None:
    """The provider has it, whatever another worker may have thought meanwhile."""
    notice = Notice.objects.select_for_update().get(pk=pk)
    notice.state, notice.fault, notice.sent_at, notice.provider_id = NoticeState.SENT, "", now, provider_id
    notice.save(update_fields=["state", "fault", "sent_at", "provider_id"])
    facts: dict[str, audit.Fact] = {"template": notice.template, "channel": notice.channel}
    audit.record("core.notice_sent", by=SYSTEM, at=now, subject=notice, body_id=notice.body_id, facts=facts)
