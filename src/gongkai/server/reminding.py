"""Reminders of requests: to handlers before the due day and on it; to the office head and the leader after it."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.apps.bodies.models import Government
from gongkai.apps.core import notices
from gongkai.apps.core.notices import Recipient
from gongkai.apps.inforequests.reminders import Reminder, reminders
from gongkai.server.links import today_link
from gongkai.server.telling import way_to


def remind(day: date, now: datetime) -> None:
    """One notice a person, request and day; a day that was missed is not made up for."""
    if day == localdate(now):
        for reminder in reminders(day):
            _post(reminder, day, now)


def _post(reminder: Reminder, day: date, now: datetime) -> None:
    one = reminder.info_request
    link = today_link(Government.objects.get(body=one.root))
    for user in reminder.recipients(day):
        channel = way_to(user)
        if channel is not None:
            notices.post(
                f"inforequests.{reminder.kind}",
                channel=channel,
                to=Recipient("staff", user.pk),
                about=one,
                at=now,
                places={"number": one.number, "day": reminder.due_on.isoformat(), "link": link},
                occasion=f"{day.isoformat()} {user.pk}",
            )
