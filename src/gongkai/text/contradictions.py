"""Dates that cannot be: days no calendar has, weekdays that do not fit, periods that end before they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai.text.numerals import fold_width

Fault = Literal["no_such_day", "wrong_weekday", "ends_before_it_begins"]

_DAY = re.compile(r"(?P<year>[0-9]{4})年\s?(?P<month>[0-9]{1,2})月\s?(?P<day>[0-9]{1,2})[日号]")
_WEEKDAY = re.compile(r"\s?[(（,，]?\s?(?:星期|周)(?P<weekday>[一二三四五六日天])")
_UNTIL = re.compile(r"\s?(?:起)?(?:至|到|—{1,2}|-|~)\s?")
_WEEK = {name: number for number, name in enumerate("一二三四五六日")} | {"天": 6}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A fault and where it stands."""

    fault: Fault
    start: int
    end: int


def contradictions(text: str) -> Iterator[Contradiction]:
    """Every fault of the dates in a text, in its order."""
    folded = fold_width(text)
    before: tuple[date, int, int] | None = None
    for found in _DAY.finditer(folded):
        day = _date(found)
        if day is None:
            yield Contradiction("no_such_day", found.start(), found.end())
            before = None
            continue
        weekday = _WEEKDAY.match(folded, found.end())
        if weekday and _WEEK[weekday["weekday"]] != day.weekday():
            yield Contradiction("wrong_weekday", found.start(), weekday.end())
        if before and day < before[0] and _UNTIL.fullmatch(folded, before[2], found.start()):
            yield Contradiction("ends_before_it_begins", before[1], found.end())
        before = (day, found.start(), found.end())


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
