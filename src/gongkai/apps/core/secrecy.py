"""Find marks of state secrecy in files, so that no marked file is ever taken in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark found in a file.

    level  top_secret, secret or confidential (绝密, 机密, 秘密)
    """

    level: str


def find_marks(data: bytes) -> Iterator[Mark]:
    """Every mark in the file, whatever kind of file it is."""
    if "绝密★".encode() in data:
        yield Mark("top_secret")
