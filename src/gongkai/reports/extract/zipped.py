"""Files that are ZIP archives of XML parts, opened with limits: no bomb unpacks, no entity grows."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
MAX_PARTS = 5_000
MAX_PART = 16 * 1024 * 1024
"""Bytes of one part of XML, unpacked."""
PIECE = 64 * 1024
MAX_MARKS = 400_000
"""Signs < and = of one part: what its elements and attributes cost in memory is bounded by them."""

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)


def names_of(data: bytes) -> frozenset[str]:
    """The names of the parts; none when the archive is broken or has too many."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except _BROKEN:
        return frozenset()
    return frozenset(names) if len(names) <= MAX_PARTS else frozenset()


class Archive:
    """The parts of a ZIP archive by name. Every way to fail is an UnreadableSource that names file and part."""

    def __init__(self, data: bytes, *, source: str) -> None:
        self.source = source
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.broken() from error
        self.entries = {entry.filename: entry for entry in self._zip.infolist()}
        if len(self.entries) > MAX_PARTS:
            words = Text(f"压缩包内超过{MAX_PARTS}个文件。", f"The archive holds more than {MAX_PARTS} files.")
            raise UnreadableSource("archive-too-large", words, where=source)

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def broken(self, part: str = "") -> UnreadableSource:
        return broken(f"{self.source}: {part}" if part else self.source)

    def part(self, name: str, *, most: int = MAX_PART) -> bytes:
        """The bytes of a part that is there. No more than `most` bytes are ever unpacked."""
        entry = self.entries[name]
        if entry.flag_bits & 1:
            raise encrypted(f"{self.source}: {name}")
        try:
            with self._zip.open(entry) as file:
                data = file.read(most + 1)
        except _BROKEN as error:
            raise self.broken(name) from error
        if len(data) > most:
            raise self.too_large(name, most)
        return data

    def pieces(self, name: str, *, most: int) -> Iterator[bytes]:
        """The bytes of a part that is there, piece by piece; no more than `most` of them."""
        entry, left = self.entries[name], most
        if entry.flag_bits & 1:
            raise encrypted(f"{self.source}: {name}")
        try:
            with self._zip.open(entry) as file:
                while piece := file.read(PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise self.too_large(name, most)
                    yield piece
        except _BROKEN as error:
            raise self.broken(name) from error

    def too_large(self, name: str, most: int = MAX_PART) -> UnreadableSource:
        size = most // 1024 // 1024
        return UnreadableSource(
            "archive-too-large",
            Text(f"压缩包内的文件解开后超过{size}兆字节。", f"Unpacked, a file of the archive exceeds {size} MB."),
            where=f"{self.source}: {name}",
        )

    def xml(self, name: str) -> etree._Element:
        """The root element of a part that is there. Entities stay as they are; a document type is refused."""
        data = self.part(name)
        if data.count(b"<") > MAX_MARKS or data.count(b"=") > MAX_MARKS:
            raise self.too_large(name)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.broken(name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.broken(name)
        return root


def main_part(archive: Archive, *, otherwise: str) -> str:
    """The name of the part that holds the text, as the archive's relations tell it."""
    for _, kind, target in relations(archive, ""):
        if kind == "officeDocument" and target in archive:
            return target
    if otherwise in archive:
        return otherwise
    raise archive.broken()


def relations(archive: Archive, part: str) -> Iterator[tuple[str, str, str]]:
    """Id, kind and target of every relation of a part; targets are names of parts."""
    folder, slash, name = part.rpartition("/")
    told = f"{folder}{slash}_rels/{name}.rels"
    if told not in archive:
        return
    for relation in archive.xml(told).iter(f"{_RELATIONS}Relationship"):
        target = relation.get("Target", "")
        path = target[1:] if target.startswith("/") else posixpath.normpath(f"{folder}{slash}{target}")
        yield relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], path


def broken(where: str) -> UnreadableSource:
    """The refusal of a file that is cut off or damaged."""
    return UnreadableSource(
        "broken-file",
        Text("文件已损坏或不完整，打不开。", "The file is damaged or incomplete and cannot be opened."),
        where=where,
        hint=Text("请重新取得这份文件。", "Get the file again."),
    )


def encrypted(where: str) -> UnreadableSource:
    """The refusal of a file that needs a password."""
    return UnreadableSource(
        "encrypted",
        Text("文件有密码，无法读取。", "The file is locked with a password and cannot be read."),
        where=where,
        hint=Text("请取消密码后再读取。", "Remove the password first."),
    )
