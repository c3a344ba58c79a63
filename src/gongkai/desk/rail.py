"""What an area of the desk declares of itself: its place in the rail, its counter, its acts, its part of the search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.apps.accounts.models import User
from gongkai.bilingual import Text

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
class Area:
    """One entry of the rail. It is shown to those whom the door of its route lets in.

    route  name of the first page, such as "desk:publication_list"
    icon   a name of gongkai.ui.icons
    key    the letter that leads there after g
    count  (user, day) -> what waits for this person, for the counter
    find   (user, day, words) -> records that match, for the search; at most ten
    """

    label: Text
    route: str
    icon: str
    section: str = "work"
    key: str = ""
    count: Callable[[User, date], int] | None = None
    acts: tuple[Act, ...] = ()
    find: Callable[[User, date, str], Sequence[Found]] | None = None
