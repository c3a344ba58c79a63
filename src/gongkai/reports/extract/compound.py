"""Compound files, the containers of Word and Excel 97–2003, opened by olefile with limits."""

from __future__ import annotations

import io
import struct
from types import TracebackType
from typing import Any

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource
from gongkai.reports.extract.zipped import broken
from gongkai.reports.optional import optional_module

MAX_STREAM = 32 * 1024 * 1024
SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

BROKEN = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError, struct.error)
"""What olefile raises on files that are cut off or wrong."""


def has_room(data: bytes) -> bool:
    """Whether the tables that the head of a compound file promises could find room in it.

    A list of tables that leads back to itself would be followed as often as the head says.
    """
    if len(data) < 512:
        return False
    shift: int = struct.unpack_from("<H", data, 30)[0]
    tables: int = struct.unpack_from("<I", data, 44)[0]
    size = 1 << min(shift, 31)
    return tables * (size // 4) <= 2 * (len(data) // size) + 110 * (size // 4)


class Compound:
    """The streams at the root of a compound file, by name.

    raises  UnreadableSource; InvalidInput ("missing-extra") without olefile
    """

    def __init__(self, data: bytes, *, source: str) -> None:
        self.source = source
        form = Text("Word或Excel 97–2003文件", "Word and Excel 97–2003 files")
        olefile: Any = optional_module("olefile", extra="word,excel", form=form, where=source, is_read=True)
        if not has_room(data):
            raise broken(source)
        try:
            self._file = olefile.OleFileIO(io.BytesIO(data))
            self.names = {entry[0].casefold(): entry[0] for entry in self._file.listdir() if len(entry) == 1}
        except BROKEN as error:
            raise broken(source) from error

    def __enter__(self) -> Compound:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self.names

    def read(self, name: str, *, most: int = MAX_STREAM) -> bytes:
        """The bytes of a stream that is there, no more than `most`."""
        try:
            with self._file.openstream(self.names[name.casefold()]) as stream:
                data: bytes = stream.read(most + 1)
        except BROKEN as error:
            raise broken(f"{self.source}: {name}") from error
        if len(data) > most:
            words = Text("文件内的数据太大。", "A stream of the file is too large.")
            raise UnreadableSource("too-large", words, where=f"{self.source}: {name}")
        return data
