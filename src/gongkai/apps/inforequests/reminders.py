"""Which request calls for whom on a day: before its due day, on it, and after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import holders_of
from gongkai.apps.inforequests.flow import FINAL
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.errors import CalendarUnknown
from gongkai.law import load_calendar

DAYS_BEFORE = 3
"""Working days before the due day on which its handlers are reminded; a limit of ours, not of the law."""
HANDLERS, HEADS = ("handler",), ("office_head", "leader")
"""Who is reminded while there is time, and whom lateness is escalated to."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One request that calls for people: kind is due_soon, due_today or late."""

    kind: str
    info_request: InfoRequest
    due_on: date

    def recipients(self, day: date) -> list[User]:
        roles = HEADS if self.kind == "late" else HANDLERS
        found = {user.pk: user for role in roles for user in holders_of(role, self.info_request.office_for(role), day)}
        return list(found.values())


def reminders(day: date) -> Iterator[Reminder]:
    """What calls for somebody on a working day; lateness once, on the first working day after the due day."""
    open_ones = InfoRequest.objects.filter(~Q(state__in=FINAL), due_on__isnull=False)
    for one in open_ones.select_related("public_body", "unit", "root").order_by("pk"):
        assert one.due_on is not None, "asked for above"
        kind = _kind(one.due_on, day)
        if kind is not None:
            yield Reminder(kind, one, one.due_on)


def _kind(due_on: date, day: date) -> str | None:
    try:
        calendar = load_calendar()
        if not calendar.is_working(day):
            return None
        if due_on == day:
            return "due_today"
        if due_on < day:
            return "late" if calendar.count(due_on, day) == 1 else None
        return "due_soon" if calendar.count(day, due_on) == DAYS_BEFORE else None
    except CalendarUnknown:
        return None
