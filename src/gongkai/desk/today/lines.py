"""The open work of one person on one day: what is late, what is near, what waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.desk.rail import Duty
from gongkai.errors import CalendarUnknown
from gongkai.law import load_calendar

NEAR_DAYS = 3
"""Working days before the due day in which work is called near."""


@dataclass(frozen=True, slots=True)
class Line:
    """A duty with the working days left until its day, or since it."""

    duty: Duty
    left: int | None


@dataclass(frozen=True, slots=True)
class Lines:
    """Open work on a day, in the order of the duties; late and near are apart."""

    day: date
    all: Sequence[Line]

    @property
    def late(self) -> list[Line]:
        return [line for line in self.all if self._is_late(line)]

    @property
    def near(self) -> list[Line]:
        """Due within NEAR_DAYS."""
        return [line for line in self.all if self._is_near(line)]

    @property
    def waiting(self) -> list[Line]:
        """What this person is to take a step further, late and near or not."""
        return [line for line in self.all if line.duty.act]

    @property
    def mine(self) -> list[Line]:
        """What waits for this person and is neither late nor near."""
        return [line for line in self.waiting if not self._is_late(line) and not self._is_near(line)]

    def _is_late(self, line: Line) -> bool:
        return line.duty.due_on is not None and line.duty.due_on < self.day

    def _is_near(self, line: Line) -> bool:
        return line.left is not None and line.left <= NEAR_DAYS and not self._is_late(line)


def lines_of(duties: Sequence[Duty], day: date) -> Lines:
    return Lines(day, [Line(duty, _left(day, duty.due_on)) for duty in duties])


def _left(today: date, due_on: date | None) -> int | None:
    """Working days after today up to the due day; after it, how many have passed; None where no calendar says."""
    if due_on is None:
        return None
    try:
        return load_calendar().count(*sorted((today, due_on)))
    except CalendarUnknown:
        return None
