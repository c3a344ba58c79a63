"""The clock of a request: it runs, pauses, restarts and extends, and explains every step."""

from gongkai.law.deadlines.events import EVENT_KINDS, Event, History, event_from, read_history
from gongkai.law.deadlines.replay import request_deadline
from gongkai.law.deadlines.steps import STATE_WORDS, Deadline, Step

__all__ = [
    "EVENT_KINDS",
    "STATE_WORDS",
    "Deadline",
    "Event",
    "History",
    "Step",
    "event_from",
    "read_history",
    "request_deadline",
]
