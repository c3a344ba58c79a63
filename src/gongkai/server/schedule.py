"""Acts that fall due by themselves, hourly or daily; each may run twice without harm."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.timezone import localdate

from gongkai.apps.bodies.services.caches import refresh_names_and_paths
from gongkai.apps.channels.services import close_day
from gongkai.apps.core import imports, schedule, seals, tasks
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.attachments import sweep_files
from gongkai.apps.core.schedule import Daily, Hourly, Schedule
from gongkai.apps.disclosure.services import release_planned, settle_clocks
from gongkai.apps.disclosure.services.document_events import lapse_documents
from gongkai.apps.inforequests.services import refresh_clocks
from gongkai.apps.remedies.services import refresh_clocks as refresh_disputes
from gongkai.server.reminding import remind
from gongkai.server.telling import send_head, tell_operators
from gongkai.server.telling_staff import tell_staff
from gongkai.server.watching import watch_links_again


def seal_whole_log(now: datetime) -> None:
    """Entries committed too late for the frequent sealing are found here."""
    seals.seal(now, everything=True)


def take_head(day: date, now: datetime) -> None:
    """The head of today, to its file and to the mailbox; that of a day on which nothing ran is lost."""
    if day == localdate(now):
        seals.seal(now)
        head = seals.take_head(day, now)
        if head is not None:
            send_head(head, now)


def show_bodies(day: date, now: datetime) -> None:
    """Names and places that hold from today on."""
    if day == localdate(now):
        refresh_names_and_paths(on=day, by=SYSTEM, at=now)


def lapse_expired_documents(day: date, now: datetime) -> None:
    """Documents whose validity ran out the day before, or on any day before it that was missed."""
    lapse_documents(on=day, by=SYSTEM, at=now)


def replay_clocks(day: date, now: datetime) -> None:
    """A holiday notice that came with an upgrade moves the due days that are kept for lists."""
    if day == localdate(now):
        refresh_clocks(by=SYSTEM, at=now)


def replay_disputes(day: date, now: datetime) -> None:
    """The same for reviews and suits."""
    if day == localdate(now):
        refresh_disputes(by=SYSTEM, at=now)


def close_visits(day: date, now: datetime) -> None:
    """The visits of the day before, when no process counts for it any more."""
    close_day(day - timedelta(days=1), by=SYSTEM, at=now)


def forget_refused_imports(_day: date, now: datetime) -> None:
    """Files that were refused are kept for some days, so that they can be mended, and no longer."""
    imports.forget_refused(before=now - timedelta(days=settings.CONFIG.refused_file_days), by=SYSTEM, at=now)
    sweep_files(at=now)


def sweep(_day: date, now: datetime) -> None:
    sweep_files(at=now)


def forget_finished(_day: date, now: datetime) -> None:
    tasks.forget_finished(now)
    schedule.forget_old(now)


def release_planned_items(now: datetime) -> None:
    """Publications whose hour has come."""
    release_planned(at=now)


def settle_publication_clocks(day: date, now: datetime) -> None:
    """The same for what is to be published."""
    if day == localdate(now):
        settle_clocks(at=now)


SCHEDULE: Schedule = {
    "core.seal_whole_log": Hourly(seal_whole_log),
    "core.audit_head": Daily(take_head),
    "bodies.refresh": Daily(show_bodies),
    "disclosure.lapse_documents": Daily(lapse_expired_documents),
    "disclosure.release_planned": Hourly(release_planned_items),
    "disclosure.clocks": Daily(settle_publication_clocks),
    "inforequests.clocks": Daily(replay_clocks),
    "remedies.clocks": Daily(replay_disputes),
    "core.forget_refused_imports": Daily(forget_refused_imports, hour=1),
    "channels.close_visits": Daily(close_visits, hour=1),
    "channels.watch_links": Hourly(watch_links_again),
    "core.sweep_files": Daily(sweep, hour=2),
    "core.forget_finished": Daily(forget_finished, hour=3),
    "core.tell_operators": Daily(tell_operators, hour=8),
    "inforequests.remind": Daily(remind, hour=8),
    "core.tell_staff": Daily(tell_staff, hour=8),
}
