"""The records of an XLS workbook (Excel 5.0–2003, WPS): its texts, its styles, and where its sheets begin."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource
from gongkai.reports.extract.compound import MAX_STREAM, Compound
from gongkai.reports.extract.excel_numbers import CODES
from gongkai.reports.extract.zipped import broken, encrypted

MAX_RECORDS = 400_000
MAX_SHEETS = 500

BROKEN = (struct.error, IndexError, ValueError, LookupError, OverflowError)
"""What reading numbers and texts out of bytes raises where they are cut off or wrong."""

BOF, EOF, CONTINUE = 0x809, 0x0A, b"\x3c\x00"
FILEPASS, CODEPAGE, DATEMODE, SHEET, TEXTS = 0x2F, 0x42, 0x22, 0x85, 0xFC
FONT, FORMAT, STYLE = 0x31, 0x41E, 0xE0

_BEGUN = {0x600: 8, 0x500: 5}
_CODEPAGES = {1200: "utf-16-le", 936: "gb18030", 950: "big5hkscs", 10000: "mac_roman", 32768: "mac_roman"} | {
    32769: "cp1252",
    65001: "utf-8",
}
_BORDERS = {8: (10, 0xFFFF), 5: (10, 0x1C0), 0: (12, 0x1FF)}
"""Where a style tells its borders, and the bits that draw one; those of Excel 5 stand in two places."""


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A sheet as the workbook lists it."""

    name: str
    at: int
    is_hidden: bool
    is_worksheet: bool


@dataclass(frozen=True, slots=True)
class Font:
    is_struck: bool
    is_raised: bool


@dataclass(slots=True)
class Book:
    """What the sheets of a workbook share.

    runs     fonts within a text: from which sign on which font; only of texts that have several
    formats  number format of each cell style; `struck` are the styles whose text is struck out,
             `ruled` those that draw a border
    """

    version: int
    encoding: str = "gb18030"
    is_1904: bool = False
    sheets: list[SheetPlace] = field(default_factory=list)
    texts: Sequence[str] = ()
    runs: Mapping[int, bytes] = field(default_factory=dict)
    fonts: list[Font] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    struck: set[int] = field(default_factory=set)
    ruled: set[int] = field(default_factory=set)

    def font(self, number: int) -> Font:
        """The font of a number; there never was a font number 4."""
        at = number if number < 4 else number - 1
        return self.fonts[at] if at < len(self.fonts) else Font(False, False)


class Records:
    """The records of the workbook's stream, counted wherever they are read from.

    most    records, cells and texts together, read once or several times
    raises  UnreadableSource; InvalidInput ("missing-extra") without olefile
    """

    def __init__(self, data: bytes, *, source: str, most: int = MAX_RECORDS) -> None:
        with Compound(data, source=source) as files:
            name = next((name for name in ("Workbook", "Book") if name in files), "")
            if not name:
                raise broken(source)
            self._stream = files.read(name, most=max(MAX_STREAM, len(data)))
        self.source, self._left = source, most

    def read(self, at: int) -> Iterator[tuple[int, list[bytes]]]:
        """Kind and content of every record of a part, which begins with BOF and ends with EOF.

        Each comes with the records that continue it. Parts inside the part, such as charts, are passed over.
        """
        depth, contents = 0, list[bytes]()
        while True:
            kind, content = self._record(at)
            at += 4 + len(content)
            contents = [content]
            while self._stream[at : at + 2] == CONTINUE:
                contents.append(self._record(at)[1])
                at += 4 + len(contents[-1])
            if kind == FILEPASS:
                raise encrypted(self.source)
            if depth == 0 and kind != BOF:
                raise broken(self.source)
            if depth == 1 and kind not in (BOF, EOF):
                yield kind, contents
            depth += (kind == BOF) - (kind == EOF)
            if depth == 0:
                return

    def _record(self, at: int) -> tuple[int, bytes]:
        kind, size = struct.unpack_from("<HH", self._stream, at)
        self.count(1)
        content = self._stream[at + 4 : at + 4 + size]
        if len(content) < size:
            raise broken(self.source)
        return kind, content

    def count(self, number: int) -> None:
        """So many more records, cells or texts. Raises UnreadableSource where there are too many."""
        self._left -= number
        if self._left < 0:
            raise too_large(self.source)

    def version(self) -> int:
        """5 for Excel 5.0 and 95, 8 for later ones."""
        begun = struct.unpack_from("<HHH", self._stream, 0)
        if begun[0] != BOF or begun[2] not in _BEGUN:
            raise broken(self.source)
        return _BEGUN[begun[2]]


def too_large(source: str) -> UnreadableSource:
    return UnreadableSource("sheet-too-large", Text("工作表太大。", "The sheet is too large."), where=source)


def read_book(records: Records) -> Book:
    """What stands before the sheets. Raises UnreadableSource."""
    try:
        return _read_book(records)
    except BROKEN as error:
        raise broken(records.source) from error


def _read_book(records: Records) -> Book:
    book, codes, styles = Book(records.version()), dict(CODES), list[bytes]()
    for kind, (content, *more) in records.read(0):
        if kind == CODEPAGE:
            book.encoding = _encoding(struct.unpack_from("<H", content)[0])
        elif kind == DATEMODE:
            book.is_1904 = content[:1] == b"\x01"
        elif kind == SHEET:
            book.sheets.append(_sheet(content, book))
            if len(book.sheets) > MAX_SHEETS:
                raise too_large(records.source)
        elif kind == FONT:
            _, signs, _, _, raised = struct.unpack_from("<5H", content)
            book.fonts.append(Font(bool(signs & 8), raised != 0))
        elif kind == FORMAT:
            codes[struct.unpack_from("<H", content)[0]] = text_at(content, 2, book, wide=book.version == 8)
        elif kind == STYLE:
            styles.append(content)
        elif kind == TEXTS:
            book.texts, book.runs = _texts([content, *more], records)
    _take_styles(book, styles, codes)
    return book


def _encoding(page: int) -> str:
    try:
        return codecs.lookup(_CODEPAGES.get(page, f"cp{page}")).name
    except LookupError:
        return "gb18030"


def _sheet(content: bytes, book: Book) -> SheetPlace:
    at, state, kind = struct.unpack_from("<IBB", content)
    return SheetPlace(text_at(content, 6, book, wide=False), at, bool(state & 3), kind == 0)


def _take_styles(book: Book, styles: Sequence[bytes], codes: Mapping[int, str]) -> None:
    for i, style in enumerate(styles):
        font, code = struct.unpack_from("<HH", style)
        book.formats.append(codes.get(code, ""))
        if book.font(font).is_struck:
            book.struck.add(i)
        for version in (8,) if book.version == 8 else (5, 0):
            place, bits = _BORDERS[version]
            if struct.unpack_from("<H", style, place)[0] & bits:
                book.ruled.add(i)


# ── texts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def text_at(content: bytes, at: int, book: Book, *, wide: bool) -> str:
    """The text that begins there; `wide` tells whether its length takes two bytes."""
    count: int = struct.unpack_from("<H" if wide else "<B", content, at)[0]
    at += 2 if wide else 1
    if book.version < 8:
        return content[at : at + count].decode(book.encoding, "replace")
    return _Parts([content], at).text(count)[0] if count else ""


def long_text(contents: Sequence[bytes], at: int, book: Book) -> tuple[str, bytes]:
    """A text that may run over several records, and the fonts within it."""
    (count,) = struct.unpack_from("<H", contents[0], at)
    if book.version >= 8:
        return _Parts(contents, at + 2).text(count) if count else ("", b"")
    whole = b"".join(contents)
    return whole[at + 2 : at + 2 + count].decode(book.encoding, "replace"), b""


def _texts(contents: Sequence[bytes], records: Records) -> tuple[list[str], dict[int, bytes]]:
    """The texts that cells name by number. How many there are is not always told rightly."""
    (count,) = struct.unpack_from("<I", contents[0], 4)
    parts, texts, runs = _Parts(contents, 8), list[str](), dict[int, bytes]()
    for number in range(count):
        if parts.is_done:
            break
        records.count(1)
        text, fonts = parts.text(struct.unpack("<H", parts.take(2))[0])
        texts.append(text)
        if fonts:
            runs[number] = fonts
    return texts, runs


class _Parts:
    """Bytes that run over several records. Where a record ends within a text, the next one says anew how wide it is."""

    def __init__(self, contents: Sequence[bytes], at: int) -> None:
        self._contents, self._number, self._at = contents, 0, at

    @property
    def is_done(self) -> bool:
        return self._number == len(self._contents) - 1 and self._at >= len(self._contents[-1])

    def take(self, size: int) -> bytes:
        """The next bytes. Raises IndexError at the end."""
        pieces = [self._contents[self._number][self._at : self._at + size]]
        self._at += len(pieces[0])
        size -= len(pieces[0])
        while size:
            self._number += 1
            pieces.append(self._contents[self._number][:size])
            self._at = len(pieces[-1])
            size -= self._at
        return b"".join(pieces)

    def text(self, count: int) -> tuple[str, bytes]:
        """A text of so many signs, and its runs of fonts."""
        signs = self.take(1)[0]
        runs = 4 * struct.unpack("<H", self.take(2))[0] if signs & 8 else 0
        spoken: int = struct.unpack("<I", self.take(4))[0] if signs & 4 else 0
        text = self._signs(count, signs & 1)
        fonts = self.take(runs)
        self.take(spoken)
        return text, fonts

    def _signs(self, count: int, is_wide: int) -> str:
        pieces: list[bytes] = []
        while True:
            content = self._contents[self._number]
            there = min((len(content) - self._at) >> is_wide, count)
            piece = content[self._at : self._at + (there << is_wide)]
            self._at += len(piece)
            if not pieces and there == count:
                return piece.decode("utf-16-le" if is_wide else "latin-1", "replace")
            pieces.append(piece if is_wide else piece.decode("latin-1").encode("utf-16-le"))
            count -= there
            if count == 0:
                return b"".join(pieces).decode("utf-16-le", "replace")
            self._number += 1
            is_wide, self._at = self._contents[self._number][0] & 1, 1
