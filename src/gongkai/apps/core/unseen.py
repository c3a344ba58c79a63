"""What a file holds that nobody sees when it is opened, and that goes public with it: hidden parts, names, places.

Files are read with the same limits as where secrecy marks are looked for; nothing of them is kept.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from gongkai.apps.core.attachments_kinds import open_packed, read_member, sniffed
from gongkai.apps.core.secrecy_files import DEPTH, inner_files
from gongkai.apps.core.unseen_pdf import unseen_pages
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

KINDS: dict[str, Text] = {
    "hidden_sheet": Text("隐藏的工作表", "Hidden sheet"),
    "hidden_rows": Text("隐藏的行", "Hidden rows"),
    "hidden_columns": Text("隐藏的列", "Hidden columns"),
    "hidden_text": Text("隐藏的文字", "Hidden text"),
    "hidden_slide": Text("隐藏的幻灯片", "Hidden slide"),
    "comments": Text("批注", "Comments"),
    "tracked_changes": Text("修订痕迹", "Tracked changes"),
    "author": Text("文件属性中的姓名", "Name in the properties"),
    "covered_text": Text("黑框下面的文字", "Text under a black box"),
    "place_of_photo": Text("照片中的拍摄位置", "Place where a photo was taken"),
    "unchecked_file": Text("无法检查的文件", "File that cannot be looked into"),
}

_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False}
_SHEET = re.compile(r"xl/worksheets/sheet[^/]*\.xml")
_COMMENTS = re.compile(r"(?:xl|word|ppt)/(?:.*/)?(?:threaded)?comments?[^/]*\.xml", re.IGNORECASE)
_SLIDE = re.compile(r"ppt/slides/slide[^/]*\.xml")
_NOBODY = {"", "administrator", "admin", "user", "microsoft office user", "windows user", "python-docx", "openpyxl"}
_GPS = 0x8825
_UNTOLD = frozenset({"doc", "xls", "ppt", "ole", "ofd", ""})


@dataclass(frozen=True, slots=True)
class Unseen:
    """One thing that is not seen. where: the sheet, page or part of the file; number: how many of them."""

    kind: str
    where: str = ""
    number: int = 1

    @property
    def label(self) -> Text:
        return KINDS[self.kind]


def unseen_in(data: bytes, depth: int = 0) -> list[Unseen]:
    """Everything of that sort in a file, and in the files packed in it or attached to it.

    Kinds that may hide something where nobody here looks (older Office files, OFD) are told as "unchecked_file".
    raises  InvalidInput where the file cannot be looked into
    """
    kind = sniffed(data)
    if kind in _UNTOLD or depth > DEPTH:
        return [Unseen("unchecked_file")]
    inner = (unseen_in(packed, depth + 1) for _name, packed in inner_files(data, kind))
    return [*_of_file(data, kind), *chain.from_iterable(inner)]


def _of_file(data: bytes, kind: str) -> Iterator[Unseen]:
    if kind in ("docx", "xlsx", "pptx"):
        yield from _of_package(data)
    elif kind == "pdf":
        for told, pages in unseen_pages(data).items():
            yield from (Unseen(told, str(page)) for page in pages)
    elif kind == "jpg" and has_place(data):
        yield Unseen("place_of_photo")


def has_place(data: bytes) -> bool:
    """Whether a JPEG photo says where it was taken: a list of places with entries in its Exif part."""
    at = data.find(b"Exif\x00\x00", 0, 1 << 16)
    if at < 0:
        return False
    block = data[at + 6 : at + 6 + (1 << 16)]
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None:
        return False
    try:
        (first,) = struct.unpack_from(f"{order}I", block, 4)
        places = dict(_entries(block, order, first))
        return _GPS in places and any(True for _ in _entries(block, order, places[_GPS]))
    except struct.error:
        return False


def _entries(block: bytes, order: str, at: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(f"{order}H", block, at)
    for number in range(min(count, 512)):
        tag, _kind, _size, value = struct.unpack_from(f"{order}HHII", block, at + 2 + 12 * number)
        yield tag, value


def _of_package(data: bytes) -> Iterator[Unseen]:
    with open_packed(data) as packed:
        for member in packed.infolist():
            name = member.filename
            if not name.endswith(".xml") or not _is_looked_at(name):
                continue
            try:
                root = etree.fromstring(read_member(packed, member), etree.XMLParser(**_PARSER))  # type: ignore[arg-type]
            except etree.XMLSyntaxError as error:
                words = Text("文件结构损坏，无法检查。", "The file is damaged and cannot be checked.")
                raise InvalidInput("file-cannot-be-checked", words) from error
            yield from _of_part(name, root)


def _is_looked_at(name: str) -> bool:
    fixed = name in ("xl/workbook.xml", "docProps/core.xml") or name.startswith("word/")
    return fixed or any(pattern.fullmatch(name) for pattern in (_SHEET, _COMMENTS, _SLIDE))


def _of_part(name: str, root: etree._Element) -> Iterator[Unseen]:
    if name == "docProps/core.xml":
        yield from (Unseen("author", _local(one)) for one in root if _is_somebody(one))
    elif name == "xl/workbook.xml":
        sheets = (one for one in root.iter("{*}sheet") if one.get("state") in ("hidden", "veryHidden"))
        yield from (Unseen("hidden_sheet", one.get("name") or "") for one in sheets)
    elif _SHEET.fullmatch(name):
        yield from _counted("hidden_rows", name, root.iter("{*}row"))
        yield from _counted("hidden_columns", name, root.iter("{*}col"))
    elif _COMMENTS.fullmatch(name):
        remarks = list(root.iter("{*}comment", "{*}threadedComment", "{*}cm"))
        if remarks:
            yield Unseen("comments", name, len(remarks))
    elif _SLIDE.fullmatch(name):
        if root.get("show") == "0":
            yield Unseen("hidden_slide", name)
    else:
        changes = sum(1 for _ in root.iter("{*}ins", "{*}del", "{*}moveFrom", "{*}moveTo"))
        hidden = sum(1 for one in root.iter("{*}vanish") if _is_run(one) and one.get(_VAL) not in ("0", "false"))
        if changes:
            yield Unseen("tracked_changes", name, changes)
        if hidden:
            yield Unseen("hidden_text", name, hidden)


_VAL = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"


def _is_run(one: etree._Element) -> bool:
    """Text itself and not the definition of a style."""
    above = one.getparent()
    outer = above.getparent() if above is not None else None
    return outer is not None and _local(outer) == "r"


def _is_somebody(one: etree._Element) -> bool:
    words = (one.text or "").strip().lower()
    return _local(one) in ("creator", "lastModifiedBy") and words not in _NOBODY


def _counted(kind: str, name: str, elements: Iterator[etree._Element]) -> Iterator[Unseen]:
    number = sum(1 for one in elements if one.get("hidden") in ("1", "true"))
    if number:
        yield Unseen(kind, name, number)


def _local(one: etree._Element) -> str:
    return etree.QName(one).localname
