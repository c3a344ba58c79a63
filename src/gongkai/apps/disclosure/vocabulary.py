"""Words of publications that are data: types, topics, key areas, ways of disclosure, patterns of index numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.bilingual import Text
from gongkai.declarations import Entry, read_file
from gongkai.errors import InvalidInput
from gongkai.law import parameter
from gongkai.reports.measures import measures

DATA = Path(__file__).parent / "data"
REPOST = "repost"
PROACTIVE, ON_REQUEST, WITHHELD = "proactive", "on_request", "withheld"
OPENNESS: Mapping[str, Text] = {
    PROACTIVE: Text("主动公开", "Published"),
    ON_REQUEST: Text("依申请公开", "On request"),
    WITHHELD: Text("不予公开", "Withheld"),
}
"""How information is disclosed, decided when it is drafted. law: ogi2019/13, 14-16."""


@dataclass(frozen=True, slots=True)
class PublicationKind:
    """One type of information.

    limit  id of the parameter that sets its last day; None where no clock runs
    about  what the day it was formed means here; None where the words say enough
    """

    id: str
    label: Text
    limit: str | None
    about: Text | None


@dataclass(frozen=True, slots=True)
class IndexPattern:
    """How a body numbers its information."""

    label: Text
    pattern: str


@cache
def kinds() -> dict[str, PublicationKind]:
    """Every type by id, in the order of the file."""
    found = {}
    for key, entry in _file("kinds.yaml").named():
        entry.only("label", "limit", "about")
        limit = entry.string_or_none("limit")
        if limit is not None:
            _known_parameter(entry, limit)
        found[key] = PublicationKind(key, entry.words("label"), limit, entry.words_or_none("about"))
    return found


@cache
def topics() -> dict[str, Text]:
    return _labels("topics.yaml")


@cache
def key_areas() -> dict[str, Text]:
    return _labels("key_areas.yaml")


@cache
def site_columns() -> dict[str, Text]:
    """Columns of the website that the report counts apart, as the measures declare them."""
    return {
        measure.dimension.removeprefix("column="): measure.label
        for measure in measures().values()
        if measure.part_of == "site_posts" and measure.dimension.startswith("column=")
    }


@cache
def index_form() -> re.Pattern[str]:
    """What every index number looks like."""
    return re.compile(_file("index_numbers.yaml").string("form"))


@cache
def index_patterns() -> dict[str, IndexPattern]:
    """The ways of numbering a body may choose from."""
    found = {}
    for key, entry in _file("index_numbers.yaml").entry("patterns").named():
        entry.only("label", "pattern")
        found[key] = IndexPattern(entry.words("label"), entry.string("pattern"))
    return found


def _labels(name: str) -> dict[str, Text]:
    entry = _file(name)
    return {key: entry.words(key) for key, _pair in entry.named()}


def _known_parameter(entry: Entry, limit: str) -> None:
    try:
        parameter(limit)
    except InvalidInput as fault:
        raise entry.fault(fault.message.zh, fault.message.en, "limit") from fault


@cache
def _file(name: str) -> Entry:
    return Entry(read_file(DATA / name, where=f"disclosure/data/{name}"), f"disclosure/data/{name}")
