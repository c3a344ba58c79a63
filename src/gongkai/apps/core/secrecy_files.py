"""Every piece of text in a file where a mark of state secrecy could stand, whatever kind of file it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree, html

from gongkai.apps.core.attachments_kinds import decoded, is_plain_text, open_packed, read_member, sniffed
from gongkai.apps.core.secrecy import LEVELS, Level, Mark, Passage, marks_in, marks_in_name
from gongkai.apps.core.secrecy_ole import ole_passages
from gongkai.apps.core.secrecy_pdf import pdf_attachments, pdf_passages
from gongkai.apps.core.secrecy_xml import is_xml_part, xml_passages
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

DEPTH = 3
PACKED = ("rar", "7z", "gz", "bz2", "xz", "tar", "Z", "lz", "zst", "cab")
OLE_KINDS = ("doc", "xls", "ppt", "ole")
UNREAD = ("jpg", "png", "tif", "mp3", "mp4", "")
"""Kinds whose text is not read: marks are looked for in their bytes, where descriptions and properties stand."""

RAW_FORMS: dict[Level, frozenset[bytes]] = {
    level: frozenset(
        f"{words}{star}".encode(encoding)
        for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
        for star in "★☆"
    )
    for words, level in LEVELS.items()
}
RAW = re.compile(b"|".join(re.escape(form) for forms in RAW_FORMS.values() for form in sorted(forms)))
MARKED_UP = re.compile(r"<(html|body|p|div|table)\b", re.IGNORECASE)
BLOCKS = re.compile(
    r"<(?:/?(?:p|div|td|th|tr|li|h\d|br|title|header|footer|section|table|caption)\b)[^>]*>", re.IGNORECASE
)


def find_marks(data: bytes, name: str = "", depth: int = 0) -> Iterator[Mark]:
    """Marks in the content and the name of a file, in files packed in it or attached to it, and in its properties.

    raises  InvalidInput where the file cannot be looked into
    """
    kind = sniffed(data)
    if kind in PACKED or depth > DEPTH:
        words = Text("压缩包里有无法检查的压缩包。", "The file holds a packed file that cannot be checked.")
        raise InvalidInput("file-cannot-be-checked", words, hint=Text("请分开上传。", "Upload its files one by one."))
    yield from marks_in_name(PurePosixPath(name).name)
    for passage in passages(data, kind):
        yield from marks_in(passage)
    for inner_name, inner in inner_files(data, kind):
        yield from find_marks(inner, inner_name, depth + 1)
    if kind in UNREAD:
        yield from (_starred(found) for found in RAW.findall(data))


def passages(data: bytes, kind: str) -> Iterator[Passage]:
    """The texts of a file itself."""
    if kind == "pdf":
        yield from pdf_passages(data)
    elif kind in OLE_KINDS:
        yield from ole_passages(data, kind)
    elif data.startswith(b"PK\x03\x04") and kind != "zip":
        with open_packed(data) as packed:
            for member in packed.infolist():
                if is_xml_part(member.filename):
                    yield from xml_passages(read_member(packed, member), member.filename)
    elif is_plain_text(data):
        text = decoded(data) or ""
        yield Passage(text)
        if MARKED_UP.search(text):
            yield from html_passages(text)


def html_passages(text: str) -> Iterator[Passage]:
    """The text of a page, a line for each block; its title and properties as edges."""
    lined = BLOCKS.sub(lambda tag: f"{tag.group()}\n", text)
    try:
        page = html.fromstring(lined.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, etree.ParserError):
        return
    yield Passage("".join(str(piece) for piece in page.itertext()))
    for element in page.iter("meta", "title"):
        yield Passage(f"{element.get('content') or ''}\n{element.text or ''}", "edge")


def inner_files(data: bytes, kind: str) -> Iterator[tuple[str, bytes]]:
    """Files within the file: members of an archive, embedded objects, attachments."""
    if kind == "pdf":
        yield from pdf_attachments(data)
    elif data.startswith(b"PK\x03\x04"):
        with open_packed(data) as packed:
            for member in packed.infolist():
                if not member.is_dir() and (kind == "zip" or _is_embedded(member.filename)):
                    yield member.filename, read_member(packed, member)


def _starred(found: bytes) -> Mark:
    return next(Mark(level) for level, forms in RAW_FORMS.items() if found in forms)


def _is_embedded(name: str) -> bool:
    return "/embeddings/" in name or "/Attachs/" in name or "/Attachments/" in name
