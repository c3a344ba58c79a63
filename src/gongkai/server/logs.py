"""What the installation writes about itself: one line for each event, without personal data."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from traceback import extract_tb
from types import TracebackType
from typing import Any, Literal

OURS = "gongkai"
FRAMES = 25

Form = Literal["json", "plain"]
_LOG = logging.getLogger("gongkai.events")


def tell(event: str, **facts: object) -> None:
    """One line on an ordinary event. Facts are ids, names of routes and figures; never what somebody typed."""
    _LOG.info(event, extra={"facts": facts})


def warn(event: str, **facts: object) -> None:
    """One line on something an operator should look at."""
    _LOG.warning(event, extra={"facts": facts})


class Lines(logging.Formatter):
    """One line for each record.

    Other people's messages are written as the template they were made from, without what was filled in, and errors
    as their type and place, without their message: both may hold what somebody typed.
    """

    def __init__(self, form: Form = "json") -> None:
        super().__init__()
        self.form = form

    def format(self, record: logging.LogRecord) -> str:
        facts = facts_of(record)
        if self.form == "json":
            return json.dumps(facts, ensure_ascii=False, default=str)
        told = " ".join(f"{name}={value}" for name, value in facts.items() if name not in {"at", "level", "event"})
        return f"{facts['at']} {facts['level']} {facts['event']} {told}".rstrip()


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """What may be written of a record."""
    facts: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": _event(record),
        "log": record.name,
        **getattr(record, "facts", {}),
    }
    request_id = getattr(getattr(record, "request", None), "id", None)
    if request_id:
        facts["id"] = request_id
    if record.exc_info and record.exc_info[0] is not None:
        facts["error"] = f"{record.exc_info[0].__module__}.{record.exc_info[0].__qualname__}"
        facts["frames"] = _frames(record.exc_info[2])
    return facts


def _event(record: logging.LogRecord) -> str:
    if record.name.startswith("django.security"):
        return "refused"
    if record.exc_info and record.name == "django.request":
        return "error"
    return str(record.msg)


def _frames(trace: TracebackType | None) -> list[str]:
    """The innermost calls, as file, line and function."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(trace)][-FRAMES:]


def logging_of(form: Form) -> dict[str, Any]:
    """The configuration for `logging`, for every process of the installation."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": Lines, "form": form}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"}},
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            OURS: {"level": "INFO"},
            "_granian": {"level": "INFO"},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},  # what ends with 4xx stands in the line of its request
            "django.server": {"handlers": [], "propagate": True},
            "axes": {"level": "ERROR"},  # it names accounts and addresses; the audit log has what is needed
        },
    }
