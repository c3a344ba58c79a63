"""What happened to a request: dated events, and the file they are kept in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, cast, get_args

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

EventKind = Literal[
    "correction_asked",
    "correction_received",
    "correction_lapsed",
    "consultation_sent",
    "consultation_delivered",
    "consultation_answered",
    "extended",
    "reasons_asked",
    "reasons_received",
    "delay_set",
    "fee_noticed",
    "fee_paid",
    "fee_lapsed",
    "reply_posted",
    "reply_delivered",
]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)

Consulted = Literal["third_party", "co_maker", "other_organ"]
Carrier = Literal["china_post", "other"]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "consultation_sent": ("to",),
    "extended": ("days", "approved_on"),
    "delay_set": ("until",),
    "reply_posted": ("carrier",),
}
_OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "correction_asked": ("until",),
    "consultation_sent": ("letter",),
    "consultation_delivered": ("letter",),
    "consultation_answered": ("letter",),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One dated fact of a request.

    to            whom a consultation asks
    letter        which letter an event speaks of; needed when several are open
    days          working days of an extension
    approved_on   day the head of the disclosure office approved the extension
    until         last day the notice leaves for a correction, or the delayed day of the reply
    carrier       who carries a posted reply
    """

    kind: EventKind
    on: date
    to: Consulted | None = None
    letter: str | None = None
    days: int | None = None
    approved_on: date | None = None
    until: date | None = None
    carrier: Carrier | None = None


@dataclass(frozen=True, slots=True)
class History:
    """A file of events; received_on is None when the file leaves the day of receipt to its caller."""

    received_on: date | None
    events: tuple[Event, ...]


def read_history(path: Path) -> History:
    """Read a JSON file of events, shaped as docs/reference/law-events.md says.

    raises InvalidInput with file and place for anything unknown, missing, repeated or of a wrong kind
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_unique)
    except OSError as fault:
        words = Text("事件文件无法打开", "the file of events cannot be opened")
        raise InvalidInput("events-unreadable", words, where=str(path)) from fault
    except json.JSONDecodeError as fault:
        words = Text("事件文件不是 JSON", f"the file of events is not JSON: {fault.msg}")
        raise InvalidInput("events-unreadable", words, where=f"{path}:{fault.lineno}") from fault
    except _Repeated as fault:
        words = Text(f"事件文件有误：键“{fault}”重复", f"the file of events is wrong: the key '{fault}' stands twice")
        raise InvalidInput("events-unreadable", words, where=str(path)) from fault
    except UnicodeDecodeError as fault:
        words = Text("事件文件不是 UTF-8 编码", "the file of events is not UTF-8")
        raise InvalidInput("events-unreadable", words, where=str(path)) from fault
    except (ValueError, RecursionError) as fault:
        words = Text("事件文件中的数太长或层次太深", "the file of events holds too long a number or too many levels")
        raise InvalidInput("events-unreadable", words, where=str(path)) from fault
    return history_from(value, str(path))


class _Repeated(ValueError):
    """A key that stands twice in one object."""


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise _Repeated(key)
    return dict(pairs)


def history_from(value: object, source: str) -> History:
    """Events from parsed data: a list, or an object with `events` and perhaps `received_on`."""
    if isinstance(value, list):
        value = {"events": value}
    if not isinstance(value, dict) or not isinstance(value.get("events"), list):
        raise _wrong(source, "应有事件列表 events", "needs a list 'events'")
    for key in value:
        if key not in ("events", "received_on"):
            raise _wrong(f"{source}: {key}", "不认识的键", "unknown key")
    received_on = value.get("received_on")
    return History(
        None if received_on is None else _day(received_on, f"{source}: received_on"),
        tuple(event_from(part, f"{source}: events[{place}]") for place, part in enumerate(value["events"])),
    )


def event_from(value: object, where: str) -> Event:
    """One event from parsed data; `where` names file and place for errors."""
    if not isinstance(value, dict):
        raise _wrong(where, "事件应为对象", "an event must be an object")
    kind = value.get("event")
    if kind not in EVENT_KINDS:
        raise _wrong(
            f"{where}.event", f"不认识的事件“{kind}”", f"unknown event {kind!r}; one of {', '.join(EVENT_KINDS)}"
        )
    required = ("event", "date", *_REQUIRED.get(kind, ()))
    for key in required:
        if value.get(key) is None:
            raise _wrong(f"{where}.{key}", f"缺少“{key}”", f"{key!r} is missing")
    for key in value:
        if key not in (*required, *_OPTIONAL.get(kind, ())):
            raise _wrong(f"{where}.{key}", f"“{key}”不属于此事件", f"{key!r} does not belong to {kind}")
    return Event(
        kind=kind,
        on=_day(value["date"], f"{where}.date"),
        to=cast(Consulted | None, _choice(value, "to", get_args(Consulted), where)),
        letter=_letter(value.get("letter"), where),
        days=_days(value.get("days"), where),
        approved_on=_optional_day(value, "approved_on", where),
        until=_optional_day(value, "until", where),
        carrier=cast(Carrier | None, _choice(value, "carrier", get_args(Carrier), where)),
    )


def _wrong(where: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput("event-wrong", Text(zh, en), where=where)


def _day(value: object, where: str) -> date:
    if type(value) is date:
        return value
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise _wrong(where, f"“{value}”不是日期（如 2026-01-15）", f"{value!r} is not a date such as 2026-01-15")


def _optional_day(value: Mapping[str, object], key: str, where: str) -> date | None:
    return None if value.get(key) is None else _day(value[key], f"{where}.{key}")


def _days(value: object, where: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _wrong(f"{where}.days", "应为正整数", "must be a positive whole number")
    return value


def _letter(value: object, where: str) -> str | None:
    if value is not None and (not isinstance(value, str) or not value):
        raise _wrong(f"{where}.letter", "应为文字", "must be a text")
    return value


def _choice(value: Mapping[str, object], key: str, known: tuple[str, ...], where: str) -> str | None:
    chosen = value.get(key)
    if chosen is None:
        return None
    if chosen not in known:
        raise _wrong(f"{where}.{key}", f"只能是 {'、'.join(known)}", f"must be one of {', '.join(known)}")
    return str(chosen)
