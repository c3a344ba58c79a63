"""What may be uploaded: kinds told by their content, names made harmless, packed files kept within bounds."""

from __future__ import annotations

import io
import lzma
import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

import filetype
import olefile

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.reports.extract.compound import BROKEN, has_room

NAME_CHARACTERS = 120
MEMBERS, UNPACKED_BYTES, RATIO, SMALL_BYTES = 20_000, 512 << 20, 200, 16 << 20
"""Bounds of a packed file: members, bytes unpacked, and bytes unpacked for each packed one (beyond a small size)."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file staff may upload. The first ending is the usual one."""

    name: str
    media_type: str
    endings: tuple[str, ...]


DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, OSError, RuntimeError, struct.error)
"""What the reader of packed files may raise; RuntimeError for a locked member, and for a packing it does not know."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_OOXML = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, FileKind] = {
    kind.name: kind
    for kind in (
        FileKind("pdf", "application/pdf", ("pdf",)),
        FileKind("ofd", "application/ofd", ("ofd",)),
        FileKind("docx", f"{_OOXML}wordprocessingml.document", ("docx",)),
        FileKind("xlsx", f"{_OOXML}spreadsheetml.sheet", ("xlsx",)),
        FileKind("pptx", f"{_OOXML}presentationml.presentation", ("pptx",)),
        FileKind("doc", "application/msword", ("doc", "wps")),
        FileKind("xls", "application/vnd.ms-excel", ("xls", "et")),
        FileKind("ppt", "application/vnd.ms-powerpoint", ("ppt", "dps")),
        FileKind("text", "text/plain", ("txt", "csv", "md")),
        FileKind("zip", "application/zip", ("zip",)),
        FileKind("jpg", "image/jpeg", ("jpg", "jpeg")),
        FileKind("png", "image/png", ("png",)),
        FileKind("tif", "image/tiff", ("tif", "tiff")),
        FileKind("mp3", "audio/mpeg", ("mp3",)),
        FileKind("mp4", "video/mp4", ("mp4",)),
    )
}
_OLE_STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}
_OOXML_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_MACROS = ("vbaproject.bin", "vbadata.xml")


def kind_of(data: bytes, name: str) -> FileKind:
    """The kind of a file, by its content, where it is one that may be uploaded and its name tells the same.

    raises  InvalidInput
    """
    found = KINDS.get(sniffed(data))
    if found is None:
        allowed = ", ".join(ending for kind in KINDS.values() for ending in kind.endings)
        words = Text("这种文件不能上传。", "Files of this kind cannot be uploaded.")
        hint = Text(f"可以上传：{allowed}。", f"These can be uploaded: {allowed}.")
        raise InvalidInput("file-kind-not-allowed", words, hint=hint)
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    if ending not in found.endings:
        words = Text("文件的内容与扩展名不符。", "The content of the file does not fit the ending of its name.")
        usual = found.endings[0]
        hint = Text(
            f"内容是 {usual} 文件，请核对后重新保存。", f"The content is a {usual} file; check and save it anew."
        )
        raise InvalidInput("file-kind-mismatch", words, hint=hint)
    return found


def clean_name(name: str) -> str:
    """The last part of a path without control, direction and other unseen characters, shortened before its ending.

    >>> clean_name("C:\\\\报表\\\\通知\\u202egpj.doc")
    '通知gpj.doc'
    """
    last = PureWindowsPath(PurePosixPath(name).name).name
    kept = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    kept = " ".join("".join("_" if c in '<>:"|?*' else c for c in kept).split()).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        stem, ending = ending, ""
    ending = ending[:10]
    kept = stem[: NAME_CHARACTERS - len(ending) - len(dot)].rstrip() + dot + ending
    if not stem.strip():
        raise InvalidInput("file-name-empty", Text("文件没有名称。", "The file has no name."))
    return kept


def sniffed(data: bytes) -> str:
    """The name of the kind as far as the content tells, "" where it does not."""
    if data.startswith(b"PK\x03\x04"):
        return _packed_kind(data)
    if data.startswith(olefile.MAGIC):
        return _ole_kind(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    guessed = filetype.guess_extension(data)
    if guessed is not None:
        return str(guessed)
    return "text" if is_plain_text(data) else ""


def _packed_kind(data: bytes) -> str:
    with open_packed(data) as packed:
        names = packed.namelist()
    if any(PurePosixPath(name.lower()).name in _MACROS for name in names):
        return ""
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names:
        return next((kind for folder, kind in _OOXML_FOLDERS.items() if any(n.startswith(folder) for n in names)), "")
    return "zip"


def _ole_kind(data: bytes) -> str:
    if not has_room(data):
        return ""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return next((kind for stream, kind in _OLE_STREAMS.items() if ole.exists(stream)), "ole")
    except BROKEN:
        return ""


def is_plain_text(data: bytes) -> bool:
    """Whether it reads as text without control characters, in UTF-8 or GB 18030."""
    text = decoded(data)
    return text is not None and CONTROL.search(text) is None


def decoded(data: bytes) -> str | None:
    """The text in UTF-8 (with or without mark), UTF-16 with mark, else GB 18030; None where none of them fits."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def read_member(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The content of a member. Raises InvalidInput where it is damaged or packed in a way that cannot be read."""
    try:
        return packed.read(member)
    except DAMAGED as error:
        raise damaged() from error


def damaged() -> InvalidInput:
    return InvalidInput("file-damaged", Text("文件已损坏，打不开。", "The file is damaged and cannot be opened."))


def open_packed(data: bytes) -> zipfile.ZipFile:
    """Open a packed file after weighing it. Raises InvalidInput for bombs, locked members and damage."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED as error:
        raise damaged() from error
    members = packed.infolist()
    unpacked = sum(member.file_size for member in members)
    too_tight = unpacked > SMALL_BYTES and unpacked > RATIO * max(len(data), 1)
    if len(members) > MEMBERS or unpacked > UNPACKED_BYTES or too_tight:
        words = Text("文件解开后过大，不能接收。", "Unpacked, the file would be too large; it is not taken.")
        raise InvalidInput("file-unpacks-too-large", words)
    if any(member.flag_bits & 0x1 for member in members):
        words = Text("文件加了密码，无法检查，不能接收。", "The file is locked with a password and cannot be checked.")
        raise InvalidInput("file-locked", words, hint=Text("请去掉密码后再上传。", "Remove the password, then upload."))
    return packed
