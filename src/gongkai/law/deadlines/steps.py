"""The answer of the clock: a due day, how sure it is, and the steps that led to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai.bilingual import Text
from gongkai.law.calendar import DayRow
from gongkai.law.parameters import Rule

State = Literal["running", "consulting", "awaiting_correction", "awaiting_fee", "overdue", "lapsed", "answered"]

STATE_WORDS: dict[State, Text] = {
    "running": Text("计算中", "running"),
    "consulting": Text("征求意见，暂停", "paused for a consultation"),
    "awaiting_correction": Text("待补正", "waiting for the corrected request"),
    "awaiting_fee": Text("待缴费", "waiting for the fee"),
    "overdue": Text("已逾期，尚未答复", "overdue, not answered yet"),
    "lapsed": Text("不再处理", "closed without a reply"),
    "answered": Text("已答复", "answered"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the derivation.

    days      working days counted since the step before
    running   working days counted since the clock last began
    special   days between the two steps that are not what their weekday says
    """

    on: date
    words: Text
    days: int
    running: int
    rule: Rule
    special: tuple[DayRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when a reply is in time.

    due_on          None while the clock is open or once the request has lapsed
    provisional     a holiday notice not yet issued may move the day
    earliest        the first day the due day may turn out to be; None once lapsed
    latest          the last such day; None while an end is open
    state           "overdue" only where a day of asking is given and no way the notices may turn out reaches it
    internal_limit  while open: the day by which the answer, correction or payment is awaited, where one is set
    kept            whether the reply was in time; None before a reply
    """

    due_on: date | None
    provisional: bool
    earliest: date | None
    latest: date | None
    state: State
    steps: tuple[Step, ...]
    internal_limit: date | None = None
    kept: bool | None = None
