"""Who counts as a reader of a page: people, as far as what a request says of itself can tell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
"""Headers by which a browser says that it only fetches ahead."""


def is_reader(headers: Mapping[str, str]) -> bool:
    """Whether a page is opened by a person: no program by its own name, no fetching ahead, no name at all."""
    agent = headers.get("User-Agent", "").lower()
    if not agent or any(name in agent for name in bots()):
        return False
    return not any(
        word in headers.get(name, "").lower() for name in _AHEAD for word in ("prefetch", "preview", "prerender")
    )


@cache
def bots() -> tuple[str, ...]:
    """Parts of the names of programs: channels/data/bots.txt."""
    lines = files("gongkai.apps.channels").joinpath("data/bots.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
