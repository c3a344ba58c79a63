"""Dates and periods as officials print them: 2024年1月31日, 二〇二二年一月十九日, 2022.1.19, 2021年1月1日至12月31日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.text.numerals import fold_width, parse_number, to_chinese

_CHINESE = "〇零一二三四五六七八九十"
_DATE = re.compile(
    rf"(?P<year>[0-9]{{4}}|[{_CHINESE}]{{4}})\s{{0,3}}"
    rf"(?:年\s{{0,3}}(?P<month>[0-9]{{1,2}}|[{_CHINESE}]{{1,3}})\s{{0,3}}月\s{{0,3}}"
    rf"(?P<day>[0-9]{{1,2}}|[{_CHINESE}]{{1,3}})\s{{0,3}}[日号]"
    r"|(?P<mark>[-./])(?P<month2>[0-9]{1,2})(?P=mark)(?P<day2>[0-9]{1,2})(?![0-9]))"
)
_SHORT = re.compile(
    rf"\s{{0,3}}(?:(?P<month>[0-9]{{1,2}}|[{_CHINESE}]{{1,3}})\s{{0,3}}月\s{{0,3}}"
    rf"(?P<day>[0-9]{{1,2}}|[{_CHINESE}]{{1,3}})\s{{0,3}}[日号])"
)
_BETWEEN = re.compile(r"\s{0,3}起?\s{0,3}(?:至|到|—{1,2}|－|-{1,2}|~|～|–)\s{0,3}")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text; `start` and `end` are positions of its print."""

    date: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Period:
    """Both days inclusive."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period in a text; `start` and `end` are positions of its print."""

    period: Period
    start: int
    end: int


def parse_date(printed: str) -> date | None:
    """The date that a whole text prints, None when it prints none or the day does not exist.

    >>> parse_date("2024 年 1 月 31 日"), parse_date("二〇二二年一月十九日"), parse_date("2022.1.19")
    (datetime.date(2024, 1, 31), datetime.date(2022, 1, 19), datetime.date(2022, 1, 19))
    """
    match = _DATE.fullmatch(fold_width(printed).strip())
    return _date_of(match) if match else None


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date in a text, in order; a day that does not exist is left out."""
    return tuple(_found_dates(fold_width(text)))


def find_periods(text: str) -> tuple[FoundPeriod, ...]:
    """Every period "… 至 …" in a text, in order. The second year may be left out."""
    folded = fold_width(text)
    found: list[FoundPeriod] = []
    for first in _found_dates(folded):
        between = _BETWEEN.match(folded, first.end)
        if between is None:
            continue
        match = _DATE.match(folded, between.end())
        last = _date_of(match) if match else None
        if match is None:
            match = _SHORT.match(folded, between.end())
            last = _day(first.date.year, match["month"], match["day"]) if match else None
        if match and last and first.date <= last:
            found.append(FoundPeriod(Period(first.date, last), first.start, match.end()))
    return tuple(found)


def print_date(day: date) -> str:
    """2024年1月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def print_date_in_words(day: date) -> str:
    """二〇二四年一月三十一日."""
    year = "".join("〇一二三四五六七八九"[int(c)] for c in f"{day.year:04d}")
    return f"{year}年{to_chinese(day.month)}月{to_chinese(day.day)}日"


def print_period(period: Period) -> str:
    """2021年1月1日至2021年12月31日."""
    return f"{print_date(period.first)}至{print_date(period.last)}"


def _found_dates(folded: str) -> Iterator[FoundDate]:
    for match in _DATE.finditer(folded):
        day = _date_of(match)
        if day:
            yield FoundDate(day, match.start(), match.end())


def _date_of(match: re.Match[str]) -> date | None:
    year = parse_number(match["year"])
    if year is None:
        return None
    return _day(int(year), match["month"] or match["month2"], match["day"] or match["day2"])


def _day(year: int, month: str, day: str) -> date | None:
    months, days = parse_number(month), parse_number(day)
    if months is None or days is None:
        return None
    try:
        return date(year, int(months), int(days))
    except ValueError:
        return None
