"""What stands around every page of the desk: the rail, the day, the governments one may go to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.selectors import places_of
from gongkai.bilingual import Text
from gongkai.desk.areas import Entry, address_of, desk_of
from gongkai.errors import CalendarUnknown
from gongkai.law import load_calendar


@dataclass(frozen=True, slots=True)
class Day:
    """A day as the top bar shows it: whether it is worked, and the how-many-th working day of its year."""

    day: date
    is_working: bool | None
    number: int | None
    occasion: Text | None = None


@lru_cache(maxsize=32)
def day_of(day: date) -> Day:
    """The day with its number; without one where no notice and no estimate covers the year."""
    calendar = load_calendar()
    try:
        row = calendar.describe(day)
        number = calendar.count(date(day.year - 1, 12, 31), day)
    except CalendarUnknown:
        return Day(day, None, None)
    return Day(day, row.is_working, number, row.occasion)


@dataclass(frozen=True, slots=True)
class Place:
    """A government whose desk this person may go to."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of a desk page."""

    sections: tuple[tuple[Text, tuple[Entry, ...]], ...]
    day: Day
    current: str
    places: list[Place]

    @property
    def keys(self) -> tuple[tuple[str, Text], ...]:
        """The letters that lead to areas after g."""
        areas = [entry.area for _, entries in self.sections for entry in entries]
        return tuple((area.key, area.label) for area in areas if area.key)


def shell_of(request: StaffRequest) -> Shell:
    """The frame for one person on one day, at one address."""
    sections = desk_of(request).rail() if request.government else ()
    addresses = [entry.address for _, entries in sections for entry in entries]
    first = address_of("desk:today")
    within = [known for known in addresses if request.path.startswith(known) and known != first]
    here = first if request.path == first else max(within, key=len, default="")
    return Shell(sections, day_of(request.today), here, _places(request))


def _places(request: StaffRequest) -> list[Place]:
    """Each by its host name where it has one, else by the first part of the path."""
    return [
        Place(one.name, f"//{one.host}/desk/" if one.host else f"/{one.slug}/desk/")
        for one in places_of(request.user, request.today)
    ]
