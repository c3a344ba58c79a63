"""What the handbook shows of the law works as printed."""

from __future__ import annotations

import json
import re
from pathlib import Path

from gongkai.law import load_calendar, read_history, request_deadline
from gongkai.law.deadlines import EVENT_KINDS

PAGE = Path(__file__).parents[2] / "docs/reference/law-events.md"


def block(language: str) -> str:
    """The first code block of a language on the page."""
    found = re.search(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]


def test_the_printed_file_of_events_is_read_and_replayed(tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    path.write_text(json.dumps(json.loads(block("json"))), encoding="utf-8")

    history = read_history(path)

    assert history.received_on is not None
    assert request_deadline(history.received_on, history.events, calendar=load_calendar()).state == "running"


def test_the_printed_overlay_is_read(tmp_path: Path) -> None:
    path = tmp_path / "local.yaml"
    path.write_text(block("yaml"), encoding="utf-8")

    overlay = load_calendar(path).overlay

    assert overlay is not None
    assert len(overlay.off_days) == 1


def test_every_event_is_on_the_page() -> None:
    printed = re.findall(r"^\| `(\w+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)

    assert printed[: len(EVENT_KINDS)] == list(EVENT_KINDS)
