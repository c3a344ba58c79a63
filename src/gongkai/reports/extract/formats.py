"""Which kind of file a source is, told by its content, and who takes it apart."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from gongkai.reports.extract.source import Document

Reader = Callable[..., Document]
"""(bytes, source=name) -> Document; raises UnreadableSource."""

READERS: tuple[tuple[str, Callable[[bytes], bool], str], ...] = ()
"""Name of the kind, how its bytes are told, and the function "room:function" that reads it; the first that fits."""


def reader_of(data: bytes) -> Reader | None:
    """The reader of this kind of file; None for text and HTML. Rooms are opened when they are first needed."""
    for _name, fits, place in READERS:
        if fits(data):
            room, _, function = place.partition(":")
            reader: Reader = getattr(import_module(f"gongkai.reports.extract.{room}"), function)
            return reader
    return None
