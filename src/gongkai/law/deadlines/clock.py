"""The state of a request's clock, and the due day that follows from it.

The due day depends on the day the count began, the pauses, the extension and a delayed day. It is computed
at the end, once for each way the coming holiday notices may turn out.
"""

from __future__ import annotations

from datetime import date

from gongkai.bilingual import Text
from gongkai.errors import MoveRefused
from gongkai.law.calendar import WorkingCalendar
from gongkai.law.citation import parse_citation
from gongkai.law.deadlines.events import Consulted
from gongkai.law.deadlines.pauses import Pause, counted, last_day
from gongkai.law.deadlines.steps import Deadline, State, Step
from gongkai.law.deadlines.words import WORDS
from gongkai.law.parameters import Rule, Value, parameter


class Clock:
    """The state of the clock while events are replayed. It counts and writes the derivation; it refuses nothing."""

    def __init__(self, received_on: date, calendar: WorkingCalendar) -> None:
        self.calendar = calendar
        self.received_on = self.base = self.last_on = received_on
        self.state: State = "running"
        self.base_days = self.law("ogi.reply.base_days")
        self.pauses: list[Pause] = []
        self.extension = 0
        self.extensions = 0
        self.corrections = 0
        self.fees = 0
        self.delayed_to: date | None = None
        self.reasons_asked = self.reasons_received = False
        self.awaited_by: date | None = None
        self.kept: bool | None = None
        self.answered_on: date | None = None
        self.delivered_on: date | None = None
        self.silences: set[int] = set()
        self.due_noted = False
        self.steps: list[Step] = []
        self.note("received", received_on, self.cited("ogi2019/31"))

    def law(self, key: str) -> Value:
        """The rule that governs this request: that of the day of receipt."""
        return parameter(key).on(self.received_on)

    def cited(self, cite: str) -> Rule:
        """A place of the Regulations of 2019; requests under those of 2008 show their own article on the reply."""
        if self.received_on < parameter("ogi.reply.base_days").latest.valid_from:
            return Rule.of(self.base_days)
        return Rule(parse_citation(cite), "verified")

    def due(self, calendar: WorkingCalendar, *, open_until: date | None = None) -> date:
        """The due day as things stand; pauses still open are taken to end on `open_until`."""
        if self.delayed_to is not None:
            return self.delayed_to
        pauses = self.pauses if open_until is None else [pause.ended(open_until) for pause in self.pauses]
        return last_day(self.base, self.base_days.number + self.extension, pauses, calendar)

    def running(self, through: date) -> int:
        """Working days counted so far; a pause still open stops the count."""
        pauses = [pause if pause.ends_on(self.calendar) is not None else pause.ended(through) for pause in self.pauses]
        return counted(self.base, through, pauses, self.calendar)

    def note(self, key: str, on: date, rule: Rule, **values: object) -> None:
        """Write one line of the derivation."""
        previous = self.steps[-1] if self.steps else None
        running = self.running(on)
        since = previous.on if previous else on
        days = running - (previous.running if previous and since >= self.base else 0)
        special = self.calendar.special_days(since, on)
        self.steps.append(Step(on, WORDS[key].format(**values), max(days, 0), running, rule, special))

    def refuse(self, code: str, rule: Rule, **values: object) -> MoveRefused:
        """The refusal to raise, with the article that forbids the event."""
        words = WORDS[code].format(**values)
        cite = rule.cite.printed
        message = Text(f"{words.zh}（{cite.zh}）", f"{words.en} ({cite.en})")
        return MoveRefused(code, message, where=rule.cite.id)

    def restart(self, key: str, on: date, rule: Rule, **values: object) -> None:
        """Count anew from a day; the extension of the period that ended is gone, the new one may have its own."""
        self.base, self.extension, self.extensions, self.delayed_to = on, 0, 0, None
        self.state, self.awaited_by, self.due_noted = "running", None, False
        self.note(key, on, rule, days=self.base_days.number, **values)

    def consultation_rule(self, to: Consulted) -> Rule:
        if to == "other_organ":
            return Rule.of(self.law("ogi.consultation.organs_clock"))
        return Rule.of(self.law(f"ogi.{to}.answer_days"))

    def pass_to(self, day: date) -> None:
        """Write what the passing of time did before a day: pauses that silence ended, the due day."""
        marks: list[tuple[date, int | None]] = []
        for place, pause in enumerate(self.pauses):
            silence = pause.silence_on(self.calendar)
            if pause.answered_on is None and silence is not None and silence < day and place not in self.silences:
                marks.append((silence, place))
        if self.state == "running" and not self.due_noted and not self.open_pauses():
            due = self.due(self.calendar)
            marks += [(due, None)] if due < day else []
        for on, ended in sorted(marks, key=lambda mark: mark[0]):
            if ended is None:
                self.note_due(on)
            else:
                self.silences.add(ended)
                to = self.pauses[ended].to
                self.note(f"silence_{to}", on, self.consultation_rule(to))

    def open_pauses(self) -> list[Pause]:
        """Consultations whose end is not known and that hold the count; none does once the days were full."""
        if self.delayed_to is not None:
            return []
        is_open = [pause.ends_on(self.calendar) is None for pause in self.pauses]
        shut = [pause.ended(pause.sent_on) if end else pause for pause, end in zip(self.pauses, is_open, strict=True)]
        full = last_day(self.base, self.base_days.number + self.extension, shut, self.calendar)
        return [pause for pause, end in zip(self.pauses, is_open, strict=True) if end and pause.sent_on < full]

    def goes_on(self, on: date) -> bool:
        """Whether the count goes on after a day: no later day is set, nothing awaited, no pause reaches past it."""
        if self.delayed_to is not None:
            return False
        ends = [pause.ends_on(self.calendar) for pause in self.pauses]
        return self.state == "running" and all(end is not None and end <= on for end in ends)

    def answer(self, on: date) -> date | None:
        """Record the day that counts as the reply; returns the day it was due, None while the clock waits."""
        self.answered_on = on
        waits = self.state in ("awaiting_correction", "awaiting_fee")
        due = None if waits else self.due(self.calendar, open_until=on)
        self.kept = due is None or on <= due
        self.state = "answered"
        return due

    def result(self, as_of: date | None) -> Deadline:
        """The due day as things stand, with the last line of the derivation."""
        today = as_of or self.last_on
        if self.state == "lapsed":
            return self._without_due(None)
        if self.state in ("awaiting_correction", "awaiting_fee"):
            return self._without_due(self.calendar.earliest.add(today, self.base_days.number))
        open_pauses = self.open_pauses()
        if open_pauses and self.state != "answered":
            self.state = "consulting"
            limits = [self.calendar.add(pause.sent_on, pause.limit) for pause in open_pauses if pause.limit]
            self.awaited_by = max(limits, default=None)
            return self._without_due(self.due(self.calendar.earliest, open_until=today))
        return self._with_due(as_of)

    def _without_due(self, earliest: date | None) -> Deadline:
        return Deadline(
            due_on=None,
            provisional=earliest is not None and self.calendar.is_provisional(earliest),
            earliest=earliest,
            latest=None,
            state=self.state,
            steps=tuple(self.steps),
            internal_limit=self.awaited_by,
        )

    def _with_due(self, as_of: date | None) -> Deadline:
        end = self.answered_on
        due = self.due(self.calendar, open_until=end)
        earliest, latest, provisional = due, due, False
        if self.delayed_to is None and self.calendar.is_provisional(due):
            provisional = True
            earliest = self.due(self.calendar.earliest, open_until=end)
            latest = self.due(self.calendar.latest, open_until=end)
        if end is None and not self.due_noted:
            self.pass_to(due)
            self.note_due(due)
        if as_of is not None and self.state == "running":
            ends = [pause.ends_on(self.calendar) for pause in self.pauses if pause.answered_on is None]
            is_paused = any(end is not None and end > as_of for end in ends)
            self.state = "overdue" if as_of > latest else "consulting" if is_paused else "running"
        return Deadline(due, provisional, earliest, latest, self.state, tuple(self.steps), kept=self.kept)

    def note_due(self, due: date) -> None:
        """Write the last day to reply, once."""
        self.due_noted = True
        days = self.base_days.number + self.extension
        if self.delayed_to is not None:
            self.note("due_delayed", due, self.cited("ogi2019/35"))
        elif self.calendar.is_provisional(due):
            self.note("due_provisional", due, Rule.of(self.base_days), days=days)
        else:
            self.note("due", due, Rule.of(self.base_days), days=days)
