"""Which kind of file a source is, told by its content, and who takes it apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

from gongkai.reports.extract.source import Document
from gongkai.reports.extract.zipped import names_of

Reader = Callable[..., Document]
"""(bytes, source=name) -> Document; raises UnreadableSource."""

_HEADER = re.compile(rb"\s*(?:From|MIME-Version|Subject|Date|Content-[\w-]+|Snapshot-[\w-]+|X-[\w-]+):", re.IGNORECASE)
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def _zip_with(*parts: str) -> Callable[[bytes], bool]:
    """Whether a file is a ZIP archive that holds one of these parts."""
    return lambda data: data.startswith(_ZIP) and not names_of(data).isdisjoint(parts)


def _is_saved_page(data: bytes) -> bool:
    """Whether a file is a message with a page in it, as browsers save them."""
    head = data[:4096]
    return _HEADER.match(head) is not None and b"multipart/" in head.lower()


READERS: tuple[tuple[str, Callable[[bytes], bool], str], ...] = (
    ("PDF", lambda data: b"%PDF-" in data[:1024], "pages.pdf:pdf_document"),
    ("OFD", _zip_with("OFD.xml"), "pages.ofd:ofd_document"),
    ("image", lambda data: data.startswith(_IMAGES), "pages.images:image_document"),
    ("DOCX", _zip_with("word/document.xml", "word/document2.xml"), "word:word_document"),
    ("XLSX", _zip_with("xl/workbook.xml"), "excel:xlsx_document"),
    ("ODS", _zip_with("content.xml"), "excel:ods_document"),
    ("ZIP", lambda data: data.startswith(_ZIP), "archive:zip_document"),
    ("MHTML", _is_saved_page, "archive:mhtml_document"),
    ("DOC, XLS", lambda data: data.startswith(b"\xd0\xcf\x11\xe0"), "office97:office97_document"),
)
"""Name of the kind, how its bytes are told, and the function "room:function" that reads it; the first that fits."""


def kind_of(data: bytes) -> str:
    """The name of the kind of file; "" for text and HTML."""
    return next((name for name, fits, _ in READERS if fits(data)), "")


def reader_of(data: bytes) -> Reader | None:
    """The reader of this kind of file; None for text and HTML. Rooms are opened when they are first needed."""
    for _name, fits, place in READERS:
        if fits(data):
            room, _, function = place.partition(":")
            reader: Reader = getattr(import_module(f"gongkai.reports.extract.{room}"), function)
            return reader
    return None
