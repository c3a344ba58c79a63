"""The due day counted on the fingers: one day after the other, independent of the clock of the law."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from gongkai.apps.inforequests.models import RequestEvent
from gongkai.law import load_calendar

DAY = timedelta(days=1)
REPLY, SILENCE, FAR = 20, 15, date(2200, 1, 1)


def silence_after(day: date) -> date:
    """The fifteenth working day after the letter came."""
    calendar, counted = load_calendar(), 0
    while counted < SILENCE:
        day += DAY
        counted += calendar.is_working(day)
    return day


def due_by_hand(received_on: date, events: Sequence[RequestEvent]) -> date | None:
    """None while a correction is awaited or a consultation without end holds the count."""
    base, days, waits, later = received_on, REPLY, False, None
    for event in events:
        if event.kind == "correction_asked":
            waits = True
        elif event.kind == "correction_received":
            base, days, waits, later = event.on, REPLY, False, None
        elif event.kind == "extended":
            days += event.days or 0
        elif event.kind == "delay_set":
            later = event.until
    if later is not None and not waits:
        return later
    return None if waits else counted_from(base, days, held(events))


def counted_from(base: date, days: int, pauses: Sequence[tuple[date, date]]) -> date | None:
    """The day on which the days are full; None where a consultation without end stands in the way."""
    calendar, day, counted = load_calendar(), base, 0
    while counted < days:
        day += DAY
        over = [end for sent, end in pauses if sent < day <= end]
        if FAR in over:
            return None
        counted += calendar.is_working(day) and not over
    return day


def held(events: Sequence[RequestEvent]) -> list[tuple[date, date]]:
    """From the day each letter was sent to the day its opinion came, or silence took its place."""
    found = []
    for letter in (event for event in events if event.kind == "consultation_sent"):
        end = FAR
        for event in (event for event in events if event.letter == letter.letter):
            if event.kind == "consultation_answered":
                end = min(end, event.on)
            if event.kind == "consultation_delivered" and letter.to != "other_organ":
                end = min(end, silence_after(event.on))
        found.append((letter.on, end))
    return found
