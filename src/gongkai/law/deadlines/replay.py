"""A request's events replayed in order: until when is a reply in time?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.errors import InvalidInput
from gongkai.law.calendar import WorkingCalendar
from gongkai.law.deadlines.clock import Clock
from gongkai.law.deadlines.events import Event
from gongkai.law.deadlines.moves import take
from gongkai.law.deadlines.steps import Deadline
from gongkai.law.deadlines.words import WORDS


def request_deadline(
    received_on: date,
    events: Sequence[Event] = (),
    *,
    calendar: WorkingCalendar,
    as_of: date | None = None,
) -> Deadline:
    """Until when a reply is in time, and the steps that led there.

    events   in order of their days; the law of the day of receipt governs them all
    as_of    the day of asking, for an end that is still open; the last event stands for it when absent
    law      ogi2019/30, 31, 32, 33, 34, 35 (ogi2008/24 for requests received before 2019-05-15)
    raises   MoveRefused for an event the law does not allow, with the article;
             InvalidInput for events out of order or before receipt; CalendarUnknown past the calendar

    >>> from gongkai.law.calendar import load_calendar
    >>> request_deadline(date(2026, 1, 15), calendar=load_calendar()).due_on
    datetime.date(2026, 2, 12)
    """
    clock = Clock(received_on, calendar)
    for place, event in enumerate(events):
        if event.on < clock.last_on:
            words = WORDS["events-out-of-order"].format(n=place + 1, on=event.on, last=clock.last_on)
            raise InvalidInput("events-out-of-order", words, where=f"events[{place}]")
        take(clock, event)
    if as_of is not None and as_of < clock.last_on:
        raise InvalidInput("as-of-too-early", WORDS["as-of-too-early"], where=str(as_of))
    return clock.result(as_of)
