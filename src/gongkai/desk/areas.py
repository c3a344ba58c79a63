"""The areas of the desk in the order of the rail, and which of them a person may enter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.urls import get_script_prefix, reverse

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.selectors import roles_under
from gongkai.bilingual import Text
from gongkai.desk.accounts.area import AUDIT, DELEGATIONS, PEOPLE
from gongkai.desk.bodies.area import AREA as BODIES
from gongkai.desk.channels.area import AREA as CHANNELS
from gongkai.desk.counters import numbers_waiting
from gongkai.desk.disclosure.area import AREA as DISCLOSURE
from gongkai.desk.documents.area import AREA as DOCUMENTS
from gongkai.desk.doors import DOORS
from gongkai.desk.imports.area import AREA as IMPORTS
from gongkai.desk.inforequests.area import AREA as INFOREQUESTS
from gongkai.desk.lists import Viewer
from gongkai.desk.operations.area import AREA as OPERATION
from gongkai.desk.rail import SECTIONS, Area, Duty, Found
from gongkai.desk.remedies.area import AREA as REMEDIES

TODAY = Area(Text("今日", "Today"), "desk:today", "today", key="t")
AREAS: tuple[Area, ...] = (
    TODAY,
    DISCLOSURE,
    DOCUMENTS,
    INFOREQUESTS,
    REMEDIES,
    BODIES,
    CHANNELS,
    IMPORTS,
    PEOPLE,
    DELEGATIONS,
    AUDIT,
    OPERATION,
)
AREA, ACT = Text("栏目", "Area"), Text("操作", "Act")


@dataclass(frozen=True, slots=True)
class Entry:
    """An area as the rail shows it."""

    area: Area
    address: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Desk:
    """The areas open to one person on one day in one government, and what they hold for that person."""

    viewer: Viewer
    roles: frozenset[str]

    def may_enter(self, route: str) -> bool:
        """Whether the door of a list opens to this person."""
        door = DOORS.get(route)
        return door is not None and (door.audience != "roles" or bool(door.roles & self.roles))

    @property
    def areas(self) -> list[Area]:
        return [area for area in AREAS if self.may_enter(area.route)]

    def rail(self) -> tuple[tuple[Text, tuple[Entry, ...]], ...]:
        """The sections with their areas, each with its counter."""
        entries: dict[str, list[Entry]] = {name: [] for name in SECTIONS}
        areas = self.areas
        numbers = numbers_waiting(self.viewer, {area.route: area.waiting for area in areas if area.waiting})
        for area in areas:
            entries[area.section].append(Entry(area, address_of(area.route), numbers.get(area.route)))
        return tuple((SECTIONS[name], tuple(within)) for name, within in entries.items() if within)

    def acts(self, *, section: str = "") -> list[tuple[Text, str]]:
        """What this person may begin, with its address; of one section of the rail, or of all."""
        areas = [area for area in self.areas if section in ("", area.section)]
        return [(act.label, address_of(act.route)) for area in areas for act in area.acts if self.may_enter(act.route)]

    def duties(self) -> list[Duty]:
        """All that is open, the earliest due day first."""
        found = [duty for area in self.areas if area.duties for duty in area.duties(self.viewer)]
        return sorted(found, key=lambda duty: (duty.due_on is None, duty.due_on, duty.what))

    def find(self, words: str) -> Iterator[Found]:
        """Areas, acts and records that match, in this order."""
        places = [(area.label, address_of(area.route), AREA) for area in self.areas]
        places += [(label, address, ACT) for label, address in self.acts()]
        for label, address, kind in places:
            if words.casefold() in f"{label.zh} {label.en}".casefold():
                yield Found(label, address, kind)
        if words:
            for area in self.areas:
                yield from area.find(self.viewer, words) if area.find else ()


def address_of(route: str) -> str:
    """The address of a route without arguments, below the first part of the address being answered."""
    return _address(route, get_script_prefix())


@lru_cache(maxsize=4096)
def _address(route: str, _prefix: str) -> str:
    return reverse(route)


def desk_of(request: StaffRequest) -> Desk:
    """The desk of whoever asks, in the government of the address."""
    root = request.government.body
    viewer = Viewer(request.user, request.today, root.path)
    return Desk(viewer, roles_under(request.user, root, request.today))
