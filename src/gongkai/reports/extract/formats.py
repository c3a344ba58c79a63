"""Which kind of file a source is, told by its content, and who takes it apart."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from gongkai.reports.extract.source import Document
from gongkai.reports.extract.zipped import names_of

Reader = Callable[..., Document]
"""(bytes, source=name) -> Document; raises UnreadableSource."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def _zip_with(*parts: str) -> Callable[[bytes], bool]:
    """Whether a file is a ZIP archive that holds one of these parts."""
    return lambda data: data.startswith(_ZIP) and not names_of(data).isdisjoint(parts)


READERS: tuple[tuple[str, Callable[[bytes], bool], str], ...] = (
    ("PDF", lambda data: b"%PDF-" in data[:1024], "pages.pdf:pdf_document"),
    ("DOCX", _zip_with("word/document.xml", "word/document2.xml"), "word:word_document"),
)
"""Name of the kind, how its bytes are told, and the function "room:function" that reads it; the first that fits."""


def reader_of(data: bytes) -> Reader | None:
    """The reader of this kind of file; None for text and HTML. Rooms are opened when they are first needed."""
    for _name, fits, place in READERS:
        if fits(data):
            room, _, function = place.partition(":")
            reader: Reader = getattr(import_module(f"gongkai.reports.extract.{room}"), function)
            return reader
    return None
