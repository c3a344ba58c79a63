"""What every source gives the matcher: lines of text and rows of cells, in the order of the document."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource
from gongkai.reports.findings import Finding
from gongkai.reports.model import Place
from gongkai.text.labels import with_common_characters

MAX_BYTES = 64 * 1024 * 1024
MAX_LINES = 50_000

_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "hz-gb-2312": "hz", "big5": "big5"}
_META_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,20})", re.IGNORECASE)
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word/Excel/OFD/ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word/Excel 97–2003"),
    (b"{\\rtf", "RTF"),
    (b"Rar!\x1a", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)


Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Line:
    """One paragraph, or one row of a table.

    number   1-based line of the text form
    cells    the texts; a paragraph has one
    columns  grid column of each cell when the source knows it, else empty
    is_merged  a figure of the row spans into the next row
    table    0 for a paragraph, else which table of the document the row belongs to
    places   page and box of each cell when the source has pages, else empty
    """

    number: int
    cells: list[str]
    columns: list[int] = field(default_factory=list)
    table: int = 0
    is_merged: bool = False
    cell_lines: list[int] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    @property
    def is_row(self) -> bool:
        return self.table > 0

    @property
    def text(self) -> str:
        return "\t".join(self.cells) if len(self.cells) != 1 else self.cells[0]


Looks = list[list[tuple[str, float]]]


@dataclass(slots=True)
class SecondLook:
    """Cells that were recognised from a picture, and may be looked at again.

    certainty  how sure each cell was recognised, by page and box
    look       reads the cells at these places anew: for each some texts, with how sure each is
    """

    certainty: dict[tuple[int, Box], float]
    look: Callable[[Sequence[Place]], Looks]


@dataclass(slots=True)
class Document:
    """A source taken apart: `text` holds its lines as text, `lines` the same as paragraphs and rows.

    findings  what was noticed of the file itself: parts passed over, which file of an archive was read
    second    where cells were recognised from pictures: how to look again
    """

    source: str
    text: tuple[str, ...]
    lines: list[Line]
    title: str = ""
    findings: list[Finding] = field(default_factory=list)
    second: SecondLook | None = None


def decode(data: bytes, *, source: str) -> str:
    """Text of bytes by byte order mark, declared charset, UTF-8 or GB 18030. Raises UnreadableSource."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise UnreadableSource(
                "unsupported-format",
                Text(f"{name}文件还不能读取。", f"Files of the kind {name} cannot be read yet."),
                where=source,
                hint=Text("请提供文本或HTML。", "Give the text or the HTML of the report."),
            )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", errors="replace")
    if b"\x00" in data[:4096]:
        raise UnreadableSource(
            "not-text", Text("不是文本或HTML文件。", "This is neither a text nor an HTML file."), where=source
        )
    for charset in _charsets(data):
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue
    return data.decode("gb18030" if _looks_like_gb(data) else "utf-8", errors="replace")


def charset_named(name: str) -> str:
    """The codec for a charset as pages and messages declare it; "" for one that Chinese pages do not use."""
    name = name.lower()
    return "utf-8" if name in {"utf-8", "utf8"} else _CHARSETS.get(name, "")


def _charsets(data: bytes) -> Iterator[str]:
    yield "utf-8"
    declared = _META_CHARSET.search(data[:4096])
    if declared and (name := declared.group(1).decode("ascii").lower()) in _CHARSETS:
        yield _CHARSETS[name]
    yield "gb18030"


def _looks_like_gb(data: bytes) -> bool:
    sample = data[:65536]
    return sample.decode("utf-8", errors="replace").count("\ufffd") > sample.decode("gb18030", errors="replace").count(
        "\ufffd"
    )


def text_document(text: str, *, source: str) -> Document:
    """Paragraphs and rows of a plain text: tabs, pipes, commas or one cell a line."""
    raw = tuple(with_common_characters(line) for line in split_lines(text, source=source))
    return Document(source, raw, list(lines_of_text(raw)))


def split_lines(text: str, *, source: str) -> list[str]:
    """Lines of a text; form feeds and lone carriage returns end a line too. Raises UnreadableSource when endless."""
    lines = re.split(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]", text)
    if len(lines) > MAX_LINES:
        raise UnreadableSource(
            "too-long", Text(f"超过{MAX_LINES}行。", f"There are more than {MAX_LINES} lines."), where=source
        )
    return lines


_MARKDOWN_RULE = re.compile(r"\s*\|?[\s:|-]*-{2,}[\s:|-]*\|?\s*")
_GRID_RULE = re.compile(r"\s*[+|]?[+=|\-]{3,}[+|]?\s*")
_DRAWN = str.maketrans(dict.fromkeys("│┃║┆┊", "|") | dict.fromkeys("─━═┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬", "-"))
_DRAWN_SIGN = re.compile("[\u2500-\u257f]")
_LEADING_TAB_CELL = re.compile(r"\t[^\t]*")


def lines_of_text(raw: tuple[str, ...]) -> Iterator[Line]:
    """Paragraphs and rows of lines of text, by the separator that most of its table lines use."""
    if _is_mostly(raw, "\t", lambda line: _LEADING_TAB_CELL.fullmatch(line) is not None):
        yield from _one_cell_a_line(raw)
    elif _is_mostly(raw, "|", lambda line: line.count("|") == 1 or not line.strip("|\t ")):
        yield from _piped_cells(raw)
    elif _is_mostly(raw, "+-", lambda line: _GRID_RULE.fullmatch(line) is not None):
        yield from _grid_rows(raw)
    elif separator := next((s for s in ",;" if _is_mostly(raw, s, partial(_has_several, s))), ""):
        yield from _separated_values(raw, separator)
    else:
        yield from _rows_or_paragraphs(raw)


def _has_several(separator: str, line: str) -> bool:
    return line.count(separator) >= 2


def _grid_rows(raw: tuple[str, ...]) -> Iterator[Line]:
    """Rows between drawn rules; a cell may run over several lines."""
    row: Line | None = None
    for number, line in enumerate(raw, 1):
        cells = _cells_of(line) if "|" in line else None
        if cells and row is not None and len(cells) == len(row.cells):
            row.cells = [above + below for above, below in zip(row.cells, cells, strict=True)]
        elif cells:
            if row is not None:
                yield row
            row = Line(number, cells, table=1)
        else:
            if row is not None:
                yield row
                row = None
            if not _GRID_RULE.fullmatch(line):
                yield Line(number, [line])
    if row is not None:
        yield row


def _separated_values(raw: tuple[str, ...], separator: str) -> Iterator[Line]:
    """Rows of a file with values separated by commas or semicolons; a line without any is a paragraph."""
    for number, line in enumerate(raw, 1):
        if separator in line and len(line) < 10_000:
            yield Line(number, next(csv.reader([line], delimiter=separator)), table=1)
        else:
            yield Line(number, [line])


def _is_mostly(raw: tuple[str, ...], mark: str, has_shape: Callable[[str], bool]) -> bool:
    """Whether at least 20 lines bear the mark and four in five of them have the shape."""
    marked = [line for line in islice(raw, 20_000) if mark in line]
    return len(marked) >= 20 and sum(map(has_shape, marked)) * 5 >= len(marked) * 4


def _one_cell_a_line(raw: tuple[str, ...]) -> Iterator[Line]:
    """Each cell on a line that begins with a tab; a row ends at a line that is empty or has no tab."""
    row: Line | None = None
    table = 1
    for number, line in enumerate(raw, 1):
        if line.startswith("\t"):
            if row is None:
                row = Line(number, [], table=table)
            row.cells.append(line[1:].strip("\t"))
            row.cell_lines.append(number)
        elif row is not None and line.strip() and _continues(raw, number):
            row.cells[-1] += line.strip()
        else:
            if row is not None:
                yield row
                row = None
            yield Line(number, [line])
    if row is not None:
        yield row


def _continues(raw: tuple[str, ...], number: int) -> bool:
    """Whether the line is a piece of a wrapped cell: it stands between two cells and is short."""
    return len(raw[number - 1]) <= 40 and number < len(raw) and raw[number].startswith("\t")


def _piped_cells(raw: tuple[str, ...]) -> Iterator[Line]:
    """Each cell on a line that ends with a pipe; lines of nothing but pipes are what merged cells left over."""
    for number, line in enumerate(raw, 1):
        if "|" not in line:
            yield Line(number, [line])
        elif line.strip("| \t"):
            yield Line(number, [line.rstrip().rstrip("|").strip()], table=1)
        else:
            yield Line(number, [""] * line.count("|"), table=1)


def _rows_or_paragraphs(raw: Iterable[str]) -> Iterator[Line]:
    table, in_table = 0, False
    for number, line in enumerate(raw, 1):
        cells = _cells_of(line)
        if cells is None:
            if line.strip():
                in_table = False
            yield Line(number, [line])
        elif cells:
            table += not in_table
            in_table = True
            yield Line(number, cells, table=table)


def _cells_of(line: str) -> list[str] | None:
    """The cells of a line with tabs or pipes; [] for a rule of Markdown, None for a paragraph."""
    if "\t" in line:
        return line.split("\t")
    if not line.isascii() and _DRAWN_SIGN.search(line):
        line = line.translate(_DRAWN)
    if "|" in line or (line.startswith("--") and not line.strip("- ")):
        if _MARKDOWN_RULE.fullmatch(line):
            return []
        inner = line.strip()
        if inner.count("|") >= 2 or inner.startswith("|"):
            return [c.strip() for c in inner.removeprefix("|").removesuffix("|").split("|")]
    return None
