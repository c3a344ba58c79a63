"""Every working morning: how much waits for each member of staff, falls due soon, or is late. Numbers, no titles."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import RoleGrant, User
from gongkai.apps.accounts.selectors import roles_under
from gongkai.apps.bodies.models import Government
from gongkai.apps.bodies.selectors import governments
from gongkai.apps.core import notices
from gongkai.apps.core.notices import Recipient
from gongkai.desk.areas import Desk
from gongkai.desk.lists import Viewer
from gongkai.desk.today.lines import Lines, lines_of
from gongkai.errors import CalendarUnknown
from gongkai.law import load_calendar
from gongkai.server.links import today_link
from gongkai.server.telling import way_to


def tell_staff(day: date, now: datetime) -> None:
    """One notice a person and working day, by the way other notices take; a day that was missed is not made up for.

    The numbers are those of Today: a process that does not serve the desk tells nobody.
    """
    if day != localdate(now) or not _is_working(day) or "desk" not in settings.CONFIG.faces:
        return
    open_to = list(governments())
    holding = RoleGrant.objects.holding_on(day).values("user")
    for user in User.objects.filter(pk__in=holding, is_active=True).order_by("pk"):
        _tell(user, open_to, day, now)


def _tell(user: User, open_to: list[Government], day: date, now: datetime) -> None:
    channel = way_to(user)
    found = [(one, lines) for one in open_to if (lines := _lines(user, one, day)) and _is_worth_telling(lines)]
    if channel is None or not found:
        return
    notices.post(
        "core.waiting",
        channel=channel,
        to=Recipient("staff", user.pk),
        about=user,
        at=now,
        places={
            "waiting": sum(len(lines.waiting) for _government, lines in found),
            "near": sum(len(lines.near) for _government, lines in found),
            "late": sum(len(lines.late) for _government, lines in found),
            "link": today_link(found[0][0]),
        },
        occasion=day.isoformat(),
    )


def _lines(user: User, government: Government, day: date) -> Lines | None:
    """What Today of that government shows this person; None where they hold nothing there."""
    root = government.body
    roles = roles_under(user, root, day)
    return lines_of(Desk(Viewer(user, day, root.path), roles).duties(), day) if roles else None


def _is_worth_telling(lines: Lines) -> bool:
    return bool(lines.waiting or lines.near or lines.late)


def _is_working(day: date) -> bool:
    """Monday to Friday where no holiday notice covers the year."""
    try:
        return load_calendar().is_working(day)
    except CalendarUnknown:
        return day.weekday() < 5
