"""Acts that fall due by themselves, hourly or daily; each may run twice without harm."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils.timezone import localdate

from gongkai.apps.core import notices, schedule, seals, tasks
from gongkai.apps.core.models import AuditSeal, Channel
from gongkai.apps.core.notices import Recipient
from gongkai.apps.core.schedule import Daily, Hourly, Schedule


def seal_whole_log(now: datetime) -> None:
    """Entries committed too late for the frequent sealing are found here."""
    seals.seal(now, everything=True)


def take_head(day: date, now: datetime) -> None:
    """The head of today, to its file and to the mailbox; that of a day on which nothing ran is lost."""
    if day != localdate(now):
        return
    seals.seal(now)
    head = seals.take_head(day, now)
    if head is not None and settings.CONFIG.audit_mail:
        notices.post(
            "core.audit_head",
            channel=Channel.EMAIL,
            to=Recipient("audit_mailbox"),
            about=AuditSeal.objects.get(seq=head.seq),
            at=now,
            places={"day": head.day, "seq": head.seq, "chain": head.chain},
            occasion=head.day,
        )


def forget_finished(_day: date, now: datetime) -> None:
    tasks.forget_finished(now)
    schedule.forget_old(now)


SCHEDULE: Schedule = {
    "core.seal_whole_log": Hourly(seal_whole_log),
    "core.audit_head": Daily(take_head),
    "core.forget_finished": Daily(forget_finished, hour=3),
}
