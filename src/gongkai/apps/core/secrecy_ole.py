"""Texts in the older Office files (.doc, .xls, .ppt): properties, and the text in their streams."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

import olefile

from gongkai.apps.core.attachments_kinds import damaged
from gongkai.apps.core.secrecy import Passage
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, UnreadableSource
from gongkai.reports.extract.compound import BROKEN, has_room
from gongkai.reports.extract.excel_binary import MAX_VALUES, BinaryWorkbook
from gongkai.reports.extract.excel_records import SheetPlace

CONTROL = re.compile("[\x00-\x1f\ufffd]+")
NAMED = ("title", "subject", "keywords", "comments", "category", "manager", "company", "author", "template")
ENCRYPTED_DOC, BIFF_FILEPASS = 0x0100, b"\x2f\x00"


def ole_passages(data: bytes, kind: str) -> Iterator[Passage]:
    """Raises InvalidInput for a file that is locked or damaged."""
    left = 2 * len(data)
    if not has_room(data):
        raise damaged()
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists("EncryptedPackage"):
                raise _locked()
            yield from _properties(ole)
            for path in ole.listdir():
                stream = ole.openstream(path).read()
                left -= len(stream)
                if left < 0:  # several streams of the list lie at one place
                    raise damaged()
                if kind == "doc" and path == ["WordDocument"]:
                    yield from _word_passages(stream)
                elif not path[-1].startswith("\x05"):
                    yield from _raw(stream)
    except BROKEN as error:
        raise damaged() from error
    if kind == "xls":
        yield from _sheets(data)


def _properties(ole: olefile.OleFileIO) -> Iterator[Passage]:
    about = ole.get_metadata()
    for name in NAMED:
        value = getattr(about, name, None)
        if isinstance(value, bytes):
            for encoding in ("utf-8", "gb18030"):
                yield Passage(value.decode(encoding, "replace").strip("\0"), "edge")
        elif isinstance(value, str):
            yield Passage(value, "edge")
    for path in ole.listdir():
        if path[-1].startswith("\x05"):
            for encoding in ("utf-16-le", "utf-8", "gb18030"):
                text = ole.openstream(path).read().decode(encoding, "replace")
                yield Passage(CONTROL.sub("\n", text), "edge")


def _word_passages(stream: bytes) -> Iterator[Passage]:
    """The text of a Word file, with the story of headers and footers as an edge."""
    if len(stream) < 0x60:
        return
    if struct.unpack_from("<H", stream, 0x0A)[0] & ENCRYPTED_DOC:
        raise _locked()
    first = struct.unpack_from("<I", stream, 0x18)[0]
    main, notes, headers = struct.unpack_from("<III", stream, 0x4C)
    yield from _raw(stream[first:])
    start = first + 2 * (main + notes)
    story = stream[start : start + 2 * headers].decode("utf-16-le", "replace")
    yield Passage(CONTROL.sub("\n", story), "edge")


def _raw(stream: bytes) -> Iterator[Passage]:
    """Whatever reads as text in a stream, in the encodings of these files, from both halves of a character."""
    for text in (
        stream.decode("utf-16-le", "replace"),
        stream[1:].decode("utf-16-le", "replace"),
        stream.decode("gb18030", "replace"),
    ):
        if "密" in text:
            yield Passage(CONTROL.sub("\n", text))


def _sheets(data: bytes) -> Iterator[Passage]:
    """Names and cells of every sheet, hidden ones too, and texts no cell holds any more; as far as they can be read."""
    try:
        workbook = BinaryWorkbook(data, source="", most=MAX_VALUES)
        yield Passage("\n".join(workbook.book.texts))
        for place in workbook.book.sheets:
            yield Passage(place.name, "edge")
            if place.is_worksheet:
                yield Passage("\n".join(_as_far_as_read(workbook, place)))
    except UnreadableSource as error:
        if error.code == "encrypted":
            raise _locked() from error
        if error.code != "broken-file":
            raise _unchecked() from error


def _as_far_as_read(workbook: BinaryWorkbook, place: SheetPlace) -> Iterator[str]:
    try:
        for cell in workbook.cells(place):
            if cell.value is not None:
                yield str(cell.value)
    except UnreadableSource as error:
        if error.code != "broken-file":
            raise


def _unchecked() -> InvalidInput:
    words = Text("表格过大，无法检查，不能接收。", "The workbook is too large to be checked.")
    return InvalidInput("file-cannot-be-checked", words, hint=Text("请分成几个文件。", "Split it into several files."))


def _locked() -> InvalidInput:
    words = Text("文件加了密码，无法检查，不能接收。", "The file is locked with a password and cannot be checked.")
    return InvalidInput("file-locked", words, hint=Text("请去掉密码后再上传。", "Remove the password, then upload."))
