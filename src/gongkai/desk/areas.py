"""The areas of the desk in the order of the rail, and which of them a person may enter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import roles_anywhere
from gongkai.bilingual import Text
from gongkai.desk.disclosure.area import AREA as DISCLOSURE
from gongkai.desk.doors import DOORS
from gongkai.desk.rail import SECTIONS, Area, Found
from gongkai.desk.today.area import AREA as TODAY

AREAS: tuple[Area, ...] = (TODAY, DISCLOSURE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An area as the rail shows it."""

    area: Area
    address: str
    count: int | None


def may_enter(route: str, roles: frozenset[str]) -> bool:
    """Whether the door of a list opens to somebody who is signed in and holds these roles."""
    door = DOORS.get(route)
    return door is not None and (door.audience != "roles" or bool(door.roles & roles))


def open_areas(user: User, day: date) -> list[Area]:
    roles = roles_anywhere(user, day)
    return [area for area in AREAS if may_enter(area.route, roles)]


def rail(user: User, day: date) -> list[tuple[Text, list[Entry]]]:
    """The sections with the areas this person may enter, each with its counter."""
    entries: dict[str, list[Entry]] = {name: [] for name in SECTIONS}
    for area in open_areas(user, day):
        count = area.count(user, day) if area.count else None
        entries[area.section].append(Entry(area, reverse(area.route), count))
    return [(SECTIONS[name], within) for name, within in entries.items() if within]


def find(user: User, day: date, words: str) -> Iterator[Found]:
    """Areas, acts and records that match, in this order."""
    roles, wanted = roles_anywhere(user, day), words.casefold()
    kinds = Text("栏目", "Area"), Text("操作", "Act")
    areas = [area for area in AREAS if may_enter(area.route, roles)]
    places = [(area.label, area.route, kinds[0]) for area in areas]
    places += [(act.label, act.route, kinds[1]) for area in areas for act in area.acts if may_enter(act.route, roles)]
    for label, route, kind in places:
        if wanted in f"{label.zh} {label.en}".casefold():
            yield Found(label, reverse(route), kind)
    if wanted:
        for area in areas:
            yield from area.find(user, day, words) if area.find else ()
