"""Days off and working weekends: the yearly notices, the estimate of a year without one, the local overlay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law.citation import Citation, cite_of
from gongkai.law.declarations import DATA, Entry, LinedMap, Status, read_declaration

FESTIVALS: Mapping[str, Text] = {
    "new_year": Text("元旦", "New Year"),
    "spring_festival": Text("春节", "Spring Festival"),
    "tomb_sweeping": Text("清明节", "Qingming"),
    "labour_day": Text("劳动节", "Labour Day"),
    "dragon_boat": Text("端午节", "Dragon Boat Festival"),
    "mid_autumn": Text("中秋节", "Mid-Autumn Festival"),
    "national_day": Text("国庆节", "National Day"),
    "victory_day_2015": Text("抗战胜利70周年纪念日", "70th anniversary of victory"),
}
_FIXED = {"new_year": (1, 1), "labour_day": (5, 1), "national_day": (10, 1)}
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Notice:
    """The State Council notice that arranges a year; number and day are None where they are not on record."""

    year: int
    number: str | None
    issued_on: date | None
    link: str | None
    changed_by: str | None
    status: Status

    @property
    def printed(self) -> Text:
        number = f"（{self.number}）" if self.number else ""
        return Text(
            f"国务院办公厅关于{self.year}年部分节假日安排的通知{number}",
            f"State Council notice on the holidays of {self.year}{number}",
        )


@dataclass(frozen=True, slots=True)
class YearOfRest:
    """What one notice arranges: weekdays off and weekend days worked, each with its festival."""

    notice: Notice
    off_days: Mapping[date, str]
    working_weekends: Mapping[date, str]


@dataclass(frozen=True, slots=True)
class Overlay:
    """Days off and worked that one area fixes by its own document, such as ethnic holidays."""

    label: Text
    number: str
    issued_on: date
    off_days: Mapping[date, str]
    working_days: Mapping[date, str]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A year without notice, three ways: as expected, with the fewest rest days, with the most."""

    expected: Mapping[date, str] = field(default_factory=dict)
    widest: Mapping[date, str] = field(default_factory=dict)
    worked: Mapping[date, str] = field(default_factory=dict)


@cache
def years_of_rest() -> dict[int, YearOfRest]:
    """Every year with a notice, in order. raises InvalidDeclaration for a file that contradicts itself."""
    found = {}
    for path in sorted((DATA / "holidays").glob("*.yaml")):
        year = read_year(read_declaration(path))
        found[year.notice.year] = year
    return found


def read_year(entry: Entry) -> YearOfRest:
    """One file of data/holidays; a day on the wrong day of the week or of another notice is refused."""
    entry.only("year", "notice", "changed_by", "status", "source", "off_days", "working_weekends")
    entry.string("source")
    number = entry.integer("year")
    if Path(entry.file).stem != str(number):
        raise entry.fault("年份与文件名不符", "the year differs from the file name", "year")
    notice = entry.entry("notice")
    notice.only("number", "issued_on", "link")
    change = entry.entry("changed_by").string("number") if entry.has("changed_by") else None
    return YearOfRest(
        notice=Notice(
            year=number,
            number=notice.string_or_none("number"),
            issued_on=notice.day_or_none("issued_on"),
            link=notice.string_or_none("link"),
            changed_by=change,
            status=entry.status(),
        ),
        off_days=_festival_days(entry, "off_days", number),
        working_weekends=_festival_days(entry, "working_weekends", number),
    )


def _festival_days(entry: Entry, key: str, year: int) -> dict[date, str]:
    inner = entry.entry(key)
    days: dict[date, str] = {}
    for day, festival in entry.dated(key):
        if not isinstance(festival, str) or festival not in FESTIVALS:
            raise inner.fault(f"不认识的节日“{festival}”", f"unknown festival {festival!r}", day)
        if (day.weekday() >= _SATURDAY) != (key == "working_weekends"):
            raise inner.fault(f"{day} 的星期不对", f"{day} is on the wrong day of the week", day)
        if not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
            raise inner.fault(f"{day} 不属于 {year} 年的通知", f"{day} is not of the notice of {year}", day)
        days[day] = festival
    return days


def read_overlay(path: Path) -> Overlay:
    """Local days off and worked, from a file an area keeps.

    raises InvalidInput with file and line for an unknown key, a missing document number,
           a day out of order, or a day that stands in both tables
    """
    entry = read_declaration(path, InvalidInput)
    entry.only("label", "number", "issued_on", "off_days", "working_days")
    tables = {key: _overlay_days(entry, key) for key in ("off_days", "working_days")}
    for day in tables["off_days"].keys() & tables["working_days"].keys():
        inner = entry.entry("working_days")
        raise inner.fault(f"{day} 既放假又上班", f"{day} is both off and worked", day)
    return Overlay(entry.words("label"), entry.string("number"), entry.day("issued_on"), **tables)


def _overlay_days(entry: Entry, key: str) -> dict[date, str]:
    if not entry.has(key):
        return {}
    inner = entry.entry(key)
    for day, name in entry.dated(key):
        if not isinstance(name, str):
            raise inner.fault(f"{day} 应写明事由", f"{day} needs the name of the occasion", day)
    return {day: str(name) for day, name in entry.dated(key)}


@dataclass(frozen=True, slots=True)
class _Shape:
    """How far one festival may reach: off at most, and where weekend days may be worked."""

    widest: tuple[int, int]
    worked: tuple[int, int] | None


@cache
def estimated_years() -> range:
    """The years for which lunar dates are on record."""
    years = [day.year for day in _moving_festivals()["spring_festival"].values()]
    return range(min(years), max(years) + 1)


@cache
def estimate_year(year: int) -> Estimate:
    """A year whose notice is not issued: national days off, and how far a notice has ever gone.

    expected   national days, those on a weekend made up on the next weekday
    widest     every weekday that a long holiday may take
    worked     every weekend day that a notice may have worked
    law        holidays2024/2 and /6 for `expected`; the rest is inferred from past notices
    """
    expected: dict[date, str] = {}
    made_up: list[tuple[date, str]] = []
    for festival, days in _statutory_days(year).items():
        for day in days:
            if day.weekday() >= _SATURDAY:
                made_up.append((day, festival))
            else:
                expected.setdefault(day, festival)
    for day, festival in sorted(made_up):
        while day.weekday() >= _SATURDAY or day in expected:
            day += timedelta(days=1)
        expected[day] = festival
    widest = dict(expected)
    worked: dict[date, str] = {}
    for festival, first in festival_days(year).items():
        shape = _shape(festival, first)
        widest |= {day: festival for day in _days(first, shape.widest) if day.weekday() < _SATURDAY}
        if shape.worked is not None:
            worked |= {day: festival for day in _days(first, shape.worked) if day.weekday() >= _SATURDAY}
    return Estimate(expected, widest, worked)


def festival_days(year: int) -> dict[str, date]:
    """The first day of each festival in a year, by date."""
    days = {festival: date(year, month, day) for festival, (month, day) in _FIXED.items()}
    days |= {festival: moving[year] for festival, moving in _moving_festivals().items()}
    return dict(sorted(days.items(), key=lambda pair: pair[1]))


def _statutory_days(year: int) -> dict[str, list[date]]:
    offsets = [table for start, _, table in _statutory_tables() if start.year <= year][-1]
    return {festival: list(_days(first, offsets[festival])) for festival, first in festival_days(year).items()}


def _days(first: date, offsets: tuple[int, int]) -> Iterator[date]:
    return (first + timedelta(days=offset) for offset in range(offsets[0], offsets[1] + 1))


@cache
def _moving_festivals() -> dict[str, dict[int, date]]:
    entry = read_declaration(DATA / "festivals.yaml")
    entry.only("status", "spring_festival", "tomb_sweeping", "dragon_boat", "mid_autumn")
    entry.status()
    found: dict[str, dict[int, date]] = {}
    for festival in ("spring_festival", "tomb_sweeping", "dragon_boat", "mid_autumn"):
        days = entry.values[festival]
        if not isinstance(days, list) or not all(type(day) is date for day in days):
            raise entry.fault("应为日期的列表", "must be a list of dates", festival)
        found[festival] = {day.year: day for day in days}
    return found


@cache
def _statutory_tables() -> tuple[tuple[date, Citation, dict[str, tuple[int, int]]], ...]:
    tables = []
    for day, values in _estimates().dated("statutory"):
        assert isinstance(values, LinedMap)
        table = Entry(values, _estimates().file)
        names = [name for name in FESTIVALS if name != "victory_day_2015"]
        table.only("cite", "status", *names)
        table.status()
        tables.append((day, cite_of(table), {name: _pair(table, name) for name in names}))
    return tuple(tables)


@cache
def _estimates() -> Entry:
    entry = read_declaration(DATA / "estimates.yaml")
    entry.only("statutory", "long_holidays", "short_holidays")
    return entry


def _shape(festival: str, first: date) -> _Shape:
    entry = _estimates()
    long_holidays = entry.entry("long_holidays")
    if festival in long_holidays.values:
        return _read_shape(long_holidays.entry(festival))
    table = entry.entry("short_holidays").values[first.weekday()]
    assert isinstance(table, LinedMap)
    return _read_shape(Entry(table, entry.file))


def _read_shape(entry: Entry) -> _Shape:
    entry.only("widest", "worked")
    return _Shape(_pair(entry, "widest"), _pair(entry, "worked") if entry.has("worked") else None)


def _pair(entry: Entry, key: str) -> tuple[int, int]:
    match entry.values.get(key):
        case [int(first), int(last)] if first <= last:
            return first, last
    raise entry.fault(f"“{key}”应为两个递增的整数", f"{key!r} must be two ascending whole numbers", key)
