"""The clock of a request: replayed from its dated facts by the law, each time it is asked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from gongkai.apps.inforequests.models import InfoRequest
from gongkai.law import Deadline, Event, load_calendar, request_deadline


def facts_of(info_request: InfoRequest) -> list[Event]:
    """The dated facts in the order in which they were recorded."""
    return [row.as_law() for row in info_request.events.all()]


def replayed(received_on: date, events: Sequence[Event], *, as_of: date | None = None) -> Deadline:
    """Until when a reply is in time. Raises what law.request_deadline raises."""
    day = None if as_of is None else max([as_of, received_on, *(event.on for event in events)])
    return request_deadline(received_on, events, calendar=load_calendar(), as_of=day)


def deadline_of(info_request: InfoRequest, *, as_of: date) -> Deadline | None:
    """The clock with its derivation; None while the day of receipt is not fixed."""
    if info_request.received_on is None:
        return None
    return replayed(info_request.received_on, facts_of(info_request), as_of=as_of)


def settle(info_request: InfoRequest, events: Sequence[Event]) -> Deadline:
    """Keep with the row what the clock says now, for lists. The caller saves it."""
    assert info_request.received_on is not None, "a clock runs from a day of receipt"
    deadline = replayed(info_request.received_on, events)
    info_request.due_on, info_request.clock_state = deadline.due_on, deadline.state
    info_request.clock_digest = digest_of(info_request.received_on, events)
    return deadline


def digest_of(received_on: date, events: Sequence[Event]) -> str:
    """What the kept due day was replayed from."""
    facts = [received_on.isoformat(), *(asdict(event) for event in events)]
    return hashlib.sha256(json.dumps(facts, default=str, sort_keys=True).encode()).hexdigest()
