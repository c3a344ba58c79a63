"""What an area of the desk declares of itself: place in the rail, counter, duties, part of the search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from gongkai.bilingual import Text
from gongkai.desk.lists import Viewer

Waiting = Callable[[Viewer], QuerySet[Any]]

SECTIONS: dict[str, Text] = {
    "work": Text("办理", "Work"),
    "registers": Text("台账", "Registers"),
    "control": Text("管理", "Control"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A record the search turned up."""

    label: Text | str
    address: str
    kind: Text


@dataclass(frozen=True, slots=True)
class Act:
    """Something one can begin from anywhere: its label and the name of its route."""

    label: Text
    route: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A line of Today: what is to be done, whose it is, by which day and why that day.

    act      the next act of the person who looks; None where somebody else is to act
    state    where it stands
    derived  how the due day comes about
    """

    what: str
    whose: str
    address: str
    state: Text
    due_on: date | None = None
    derived: Text | None = None
    act: Text | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """One entry of the rail. It is shown to those whom the door of its route lets in.

    route   name of the first page, such as "desk:publication_list"
    icon    a name of gongkai.ui.icons
    key     the letter that leads there after g
    waiting what waits for the viewer, for the counter; hangs on the viewer's number, day, root and grants alone
    duties  what is open in the viewer's bodies, for Today
    find    (viewer, words) -> records that match, for the search; at most ten
    """

    label: Text
    route: str
    icon: str
    section: str = "work"
    key: str = ""
    waiting: Waiting | None = None
    acts: tuple[Act, ...] = ()
    duties: Callable[[Viewer], Iterable[Duty]] | None = None
    find: Callable[[Viewer, str], Sequence[Found]] | None = None
