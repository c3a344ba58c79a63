"""Notices that belong to no register: heads of the audit log, dead letters, files refused for their secrecy mark."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import RoleGrant, User
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import notices
from gongkai.apps.core.models import AuditEntry, AuditSeal, Channel, DeadLetterState
from gongkai.apps.core.notices import Recipient
from gongkai.apps.core.notices_providers import provider_for
from gongkai.apps.core.outbox import GiveUp
from gongkai.apps.core.seals import Head
from gongkai.desk.operations.selectors import letters_visible_to

MARKED = {"core.refuse_marked_file": "core.marked_file", "core.refuse_marked_text": "core.marked_text"}
"""The notice that tells of each kind of refusal."""
STAFF_WAYS = (Channel.EMAIL, Channel.WECHAT, Channel.SMS)
"""Channels to staff, the preferred one first."""


def staff_address(user: User, channel: str) -> str:
    """Where a member of staff is reached by one channel; "" where they are not."""
    by_wechat = user.username if settings.CONFIG.wechat_address == "username" else user.phone
    return {Channel.EMAIL.value: user.email, Channel.SMS.value: user.phone, Channel.WECHAT.value: by_wechat}[channel]


def way_to(user: User) -> Channel | None:
    """The first channel by which this person is reached and that the settings provide for."""
    return next((one for one in STAFF_WAYS if staff_address(user, one) and provider_for(one) is not None), None)


def send_head(head: Head, now: datetime) -> None:
    """To the mailbox of the auditor, where the settings name one."""
    if settings.CONFIG.audit_mail:
        notices.post(
            "core.audit_head",
            channel=Channel.EMAIL,
            to=Recipient("audit_mailbox"),
            about=AuditSeal.objects.get(seq=head.seq),
            at=now,
            places={"day": head.day, "seq": head.seq, "chain": head.chain},
            occasion=head.day,
        )


def tell_operators(day: date, now: datetime) -> None:
    """Operators who can be reached are told how much waits for them."""
    if day != localdate(now):
        return
    operators = RoleGrant.objects.holding_on(day).filter(role="operator").values("user")
    for user in User.objects.filter(pk__in=operators, is_active=True):
        count = letters_visible_to(user, day).filter(state=DeadLetterState.OPEN).count()
        channel = way_to(user) if count else None
        if channel is not None:
            notices.post(
                "core.dead_letters",
                channel=channel,
                to=Recipient("staff", user.pk),
                about=user,
                at=now,
                places={"count": count},
                occasion=day.isoformat(),
            )


def tell_secrecy_reviewers(entry: AuditEntry, now: datetime) -> None:
    """A file or text with a secrecy mark was refused: its body's secrecy reviewers learn that, and nothing of it.

    raises  GiveUp when the body has none, so that an operator sees to it
    """
    body = PublicBody.objects.filter(pk=entry.body_id).first() if entry.body_id else None
    grants = RoleGrant.objects.holding_on(localdate(now)).filter(role="secrecy_reviewer", user__is_active=True)
    reviewers = {g.user for g in grants.select_related("user", "public_body") if body is None or g.reaches(body)}
    if not reviewers:
        raise GiveUp("no-recipient")
    for user in sorted(reviewers, key=lambda one: one.pk):
        notices.post(
            MARKED[entry.act],
            channel=way_to(user) or Channel.EMAIL,
            to=Recipient("staff", user.pk),
            about=entry,
            at=now,
            places={"day": localdate(entry.at).isoformat(), "entry": entry.pk},
        )
