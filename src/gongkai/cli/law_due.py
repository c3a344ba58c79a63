"""Answers of `gongkai law due`: one request with its steps, one period, or every day of a span."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from gongkai.bilingual import Language, Text
from gongkai.cli.law_answers import Answer, Json, day_table, day_value, days_of, iso, rule_value
from gongkai.cli.output import Row
from gongkai.errors import InvalidInput
from gongkai.law import (
    STATE_WORDS,
    STATUS_WORDS,
    Deadline,
    DueDay,
    Event,
    History,
    Rule,
    Step,
    WorkingCalendar,
    parameter,
    read_history,
    request_deadline,
    time_limit,
)

STEP_HEADS = (
    Text("日期", "day"),
    Text("步骤", "step"),
    Text("工作日", "days"),
    Text("累计", "running"),
    Text("依据", "cite"),
    Text("核对情况", "status"),
)


def history_of(events: Path | None) -> History:
    return History(None, ()) if events is None else read_history(events)


def day_received(given: date | None, history: History) -> date:
    """The day of receipt from the option or the file. Raises InvalidInput when absent or at odds."""
    found = given or history.received_on
    if found is None:
        raise InvalidInput(
            "received-missing", Text("缺少收到之日。", "The day of receipt is missing."), where="--received"
        )
    if given is not None and history.received_on not in (None, given):
        words = Text("与事件文件中的 received_on 不一致。", "It differs from received_on in the file of events.")
        raise InvalidInput("received-differs", words, where="--received")
    return found


def request_due(
    calendar: WorkingCalendar,
    received_on: date,
    events: Sequence[Event],
    as_of: date | None,
    *,
    language: Language,
) -> Answer:
    """Until when the reply to one request is in time."""
    found = request_deadline(received_on, events, calendar=calendar, as_of=as_of)
    value: Json = {
        "received_on": str(received_on),
        "due_on": iso(found.due_on),
        "provisional": found.provisional,
        "range": {"earliest": iso(found.earliest), "latest": iso(found.latest)},
        "state": found.state,
        "internal_limit": iso(found.internal_limit),
        "kept": found.kept,
        "announced_through": str(calendar.announced_through),
        "steps": [step_value(step, language) for step in found.steps],
    }
    return Answer(
        value,
        ("received_on", "due_on"),
        [(str(received_on), iso(found.due_on))],
        [due_line(found)],
        STEP_HEADS,
        [_step_row(step, language) for step in found.steps],
    )


def due_line(found: Deadline) -> Text:
    """The answer in one sentence."""
    state = STATE_WORDS[found.state]
    if found.due_on is None:
        words = Text("截止日尚不能确定（{state}）。", "The due day cannot be fixed yet ({state}).")
        if found.state == "lapsed":
            words = Text("申请已不再处理。", "The request is closed without a reply.")
        elif found.earliest is not None:
            words = Text(
                "截止日尚不能确定（{state}），最早为 {earliest}。",
                "The due day cannot be fixed yet ({state}); {earliest} at the earliest.",
            )
        return words.format(state=state, earliest=found.earliest)
    if found.provisional and found.state != "overdue":
        return Text(
            "截止日 {due}（暂定，{earliest} 至 {latest}；放假通知尚未公布）。",
            "Due {due} (provisional, {earliest} to {latest}; a holiday notice is not issued yet).",
        ).format(due=found.due_on, earliest=found.earliest, latest=found.latest)
    if found.state == "overdue":
        return Text("截止日 {due}，{state}。", "Due {due}: {state}.").format(due=found.due_on, state=state)
    return Text("截止日 {due}。", "Due {due}.").format(due=found.due_on)


def step_value(step: Step, language: Language) -> Json:
    return {
        "on": str(step.on),
        "words": step.words.in_language(language),
        "days": step.days,
        "running": step.running,
        **rule_value(step.rule, language),
        "special_days": [day_value(row, language) for row in step.special],
    }


def _step_row(step: Step, language: Language) -> Row:
    words = step.words.in_language(language)
    if step.special:
        off = sum(not row.is_working for row in step.special)
        worked = len(step.special) - off
        note = Text(
            "（其间放假 {off} 天，周末上班 {on} 天）", " ({off} weekdays off, {on} weekend days worked between)"
        )
        words += note.format(off=off, on=worked).in_language(language)
    cite = step.rule.cite.printed.in_language(language)
    return (str(step.on), words, step.days, step.running, cite, STATUS_WORDS[step.rule.status].in_language(language))


def due_days(calendar: WorkingCalendar, span: tuple[date, date], *, days: int | None, limit: str | None) -> Answer:
    """The due day of every day of receipt in a span."""
    count = _counter(calendar, days, limit)
    rows = [(day, count(day)) for day in days_of(span)]
    return Answer(
        [
            {"received_on": str(day), "due_on": str(due), "provisional": calendar.is_provisional(due)}
            for day, due in rows
        ],
        ("received_on", "due_on"),
        ((str(day), str(due)) for day, due in rows),
        (),
        (Text("收到日", "received"), Text("截止日", "due")),
        ((str(day), str(due)) for day, due in rows),
    )


def _counter(calendar: WorkingCalendar, days: int | None, limit: str | None) -> Callable[[date], date]:
    """A function from the day of receipt to the due day."""
    if days is not None:
        return lambda day: calendar.add(day, days)
    key = limit or "ogi.reply.base_days"
    return lambda day: time_limit(key, day, calendar=calendar).on


def due_day(
    calendar: WorkingCalendar, from_day: date, *, days: int | None, limit: str | None, language: Language
) -> Answer:
    """One count of working days, or one time limit by its id."""
    found = None if limit is None else time_limit(limit, from_day, calendar=calendar)
    due = calendar.due(from_day, days or 0) if found is None else found.due
    in_working_days = found is None or found.unit == "working_day"
    special = calendar.special_days(from_day, due.on) if in_working_days else ()
    value: Json = {
        "received_on": str(from_day),
        "due_on": str(due.on),
        "provisional": due.provisional,
        "range": {"earliest": str(due.earliest), "latest": str(due.latest)},
        "announced_through": str(calendar.announced_through),
        "special_days": [day_value(row, language) for row in special],
    }
    if found is not None:
        label = parameter(found.parameter_id).label.in_language(language)
        rule = rule_value(Rule.of(found.rule), language)
        value |= {"limit": found.parameter_id, "label": label, "ends_on": iso(found.ends_on), **rule}
    csv_row = [(str(from_day), str(due.on))]
    return Answer(value, ("received_on", "due_on"), csv_row, [_plain_line(due)], *day_table(special, language))


def _plain_line(due: DueDay) -> Text:
    plain = Deadline(due.on, due.provisional, due.earliest, due.latest, "running", ())
    return due_line(plain)
