"""Duties: what must be published, within how many days, and what falls due each year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, cast, get_args

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law.calendar import WorkingCalendar
from gongkai.law.citation import Citation, cite_of
from gongkai.law.declarations import DATA, Entry, Status, read_declaration
from gongkai.law.exemptions import FormEdition
from gongkai.law.parameters import Value, parameter
from gongkai.law.spans import TimeLimit, time_limit

Level = Literal["province", "city", "county", "township"]
Reporter = Literal["department", "government"]
FieldList = Literal["guide_fields", "catalog_fields", "platform_columns"]

GENERAL_LIMIT = "ogi.publication.days"


@dataclass(frozen=True, slots=True)
class PublicationDuty:
    """One kind of information that must be published.

    levels   who owes it; None for every level
    limit    id of the parameter that sets the time
    special_limit   id of the parameter that sets a shorter time for the part of the item it names; None without one
    rows     rows of Table 2 that count it, by edition of the national form
    """

    id: str
    label: Text
    cite: Citation
    status: Status
    levels: tuple[Level, ...] | None
    limit: str
    special_limit: str | None
    rows: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RequiredField:
    """A part that a guide, a catalog or the platform must have."""

    id: str
    label: Text
    cite: Citation
    status: Status


@dataclass(frozen=True, slots=True)
class YearlyDuty:
    """A duty that returns each year."""

    id: str
    label: Text
    bodies: tuple[Reporter, ...]
    cite: Citation
    status: Status
    parameter_id: str


@dataclass(frozen=True, slots=True)
class YearlyDue:
    """When a yearly duty for one year falls due, with the rule of that time."""

    duty: YearlyDuty
    on: date
    rule: Value


def duties_for(level: Level) -> tuple[PublicationDuty, ...]:
    """What a government of a level, and its departments, must publish. law: ogi2019/20, 21"""
    return tuple(duty for duty in publication_duties() if duty.levels is None or level in duty.levels)


def publication_due(formed_on: date, *, calendar: WorkingCalendar, limit: str = GENERAL_LIMIT) -> TimeLimit:
    """The last day to publish what was formed or changed on a day; another law may set a shorter time.

    law    ogi2019/26
    """
    return time_limit(limit, formed_on, calendar=calendar)


def interpretation_due(published_on: date, *, calendar: WorkingCalendar) -> TimeLimit:
    """The last day for the interpretation of a document; it should come with the document itself."""
    return time_limit("ogi.interpretation.days", published_on, calendar=calendar)


def yearly_due(reporter: Reporter, year: int) -> tuple[YearlyDue, ...]:
    """The duties on account of one year; they fall due in the year after. law: ogi2019/49

    The day is not moved when it is a day of rest: the text names a day, not a period (inference).
    """
    found = []
    for duty in yearly_duties():
        rule = parameter(duty.parameter_id).find(date(year + 1, 1, 1))
        if reporter in duty.bodies and rule is not None:
            month, day = (int(part) for part in rule.choice.split("-"))
            found.append(YearlyDue(duty, date(year + 1, month, day), rule))
    return tuple(sorted(found, key=lambda due: (due.on, due.duty.id)))


@cache
def publication_duties() -> tuple[PublicationDuty, ...]:
    """The fifteen items of article 20 and the further ones of article 21, in the order of the text."""
    return tuple(_read_duty(entry) for entry in _file().entries("items"))


@cache
def required_fields(of: FieldList) -> tuple[RequiredField, ...]:
    """The mandatory fields of the guide or the catalog, or the columns of the platform."""
    if of not in get_args(FieldList):
        raise InvalidInput("field-list-unknown", Text(f"不认识“{of}”", f"unknown {of!r}"), where=of)
    table = _file().entry(of)
    table.only("cite", "status", "fields")
    found = []
    for entry in table.entries("fields"):
        entry.only("id", "label")
        found.append(RequiredField(entry.string("id"), entry.words("label"), cite_of(table), table.status()))
    return tuple(found)


@cache
def yearly_duties() -> tuple[YearlyDuty, ...]:
    """Every yearly duty, in the order of the file."""
    found = []
    for entry in _file().entries("yearly"):
        entry.only("id", "label", "bodies", "due", "cite", "status")
        found.append(
            YearlyDuty(
                id=entry.string("id"),
                label=entry.words("label"),
                bodies=cast(tuple[Reporter, ...], _known(entry, "bodies", get_args(Reporter))),
                cite=cite_of(entry),
                status=entry.status(),
                parameter_id=_parameter_id(entry, "due"),
            )
        )
    return tuple(found)


@cache
def _file() -> Entry:
    entry = read_declaration(DATA / "duties.yaml")
    entry.only("items", "guide_fields", "catalog_fields", "platform_columns", "yearly")
    return entry


def _read_duty(entry: Entry) -> PublicationDuty:
    entry.only("id", "label", "cite", "status", "levels", "limit", "special_limit", "rows")
    rows = entry.entry("rows")
    rows.only(*get_args(FormEdition))
    levels = _known(entry, "levels", ("all", *get_args(Level)))
    return PublicationDuty(
        id=entry.string("id"),
        label=entry.words("label"),
        cite=cite_of(entry),
        status=entry.status(),
        levels=None if "all" in levels else cast(tuple[Level, ...], levels),
        limit=_parameter_id(entry, "limit"),
        special_limit=_parameter_id(entry, "special_limit") if entry.has("special_limit") else None,
        rows={edition: rows.strings(edition) for edition in get_args(FormEdition) if rows.has(edition)},
    )


def _parameter_id(entry: Entry, key: str) -> str:
    try:
        return parameter(entry.string(key)).id
    except InvalidInput as fault:
        raise entry.fault(fault.message.zh, fault.message.en, key) from fault


def _known(entry: Entry, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    for value in entry.strings(key):
        if value not in known:
            raise entry.fault(f"不认识的“{value}”", f"unknown {value!r}", key)
    return entry.strings(key)
