"""Text as a search reads it: half width, one kind of dash and space, no unseen characters, places kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_DASHES = "‐‑‒–—―−⁃﹣－"
_DOTS = "·•・‧∙⋅"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


def _table() -> dict[int, str]:
    wide = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    digits = {
        code: str(unicodedata.digit(chr(code)))
        for code in (*range(0x1D7CE, 0x1D800), *range(0x660, 0x66A), *range(0x6F0, 0x6FA))
    }
    alike = {ord(char): as_char for chars, as_char in ((_DASHES, "-"), (_DOTS, "·"), (_SPACES, " ")) for char in chars}
    return wide | digits | alike | {ord("∶"): ":", ord("﹕"): ":", ord("﹫"): "@", ord("〇"): "〇"}


_TABLE = _table()
_FOLDABLE = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `places` says where each character stood, None where all stand where they stood."""

    text: str
    places: tuple[int, ...] | None

    def place(self, position: int) -> int:
        """Where a character of the folded text begins in the print."""
        return position if self.places is None else self.places[position]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stands in the print."""
        return self.place(start), self.place(end - 1) + 1


def fold(text: str) -> Folded:
    """Any text; never longer than it was, and a character of it never becomes two.

    >>> fold("１３\u200b８").text, fold("１３\u200b８").span(0, 3)
    ('138', (0, 4))
    """
    folded = text.translate(_TABLE) if _FOLDABLE.search(text) else text
    if not UNSEEN.search(folded):
        return Folded(folded, None)
    places = tuple(place for place, char in enumerate(folded) if not UNSEEN.match(char))
    return Folded("".join(folded[place] for place in places), places)


class Reading:
    """A folded text, and what stands around a place in it: before it in its line, and over it in its table.

    Cells of a row are parted by tabs or upright lines, rows by line breaks; an upright tab is a break within a cell.
    """

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self.text = self.folded.text

    def before(self, start: int, reach: int = 16) -> str:
        """What stands before a place in its cell or line, and over it in its table."""
        near = self.text[max(0, start - reach) : start]
        cut = max(near.rfind("\t"), near.rfind("|"), near.rfind("\n\n"))
        return self.head(start) + near[cut + 1 :]

    def head(self, start: int) -> str:
        """The head of the column in which a place stands, with a colon; "" outside tables."""
        heads = self.heads(start)
        column = len(_BETWEEN.findall(self.text, self.text.rfind("\n", 0, start) + 1, start))
        return f"{heads[column]}:" if column < len(heads) else ""

    def heads(self, start: int) -> Sequence[str]:
        """The heads of the table in which a place stands; none outside tables."""
        return next((heads for first, last, heads in self._tables if first <= start < last), ())

    def line(self, start: int) -> str:
        """The whole line of a place."""
        end = self.text.find("\n", start)
        return self.text[self.text.rfind("\n", 0, start) + 1 : end if end >= 0 else len(self.text)]

    @cached_property
    def _tables(self) -> list[tuple[int, int, list[str]]]:
        """Rows with cells: where they begin and end, and the heads over them.

        The first row of a table holds the heads, or a later one that names personal data.
        """
        found: list[tuple[int, int, list[str]]] = []
        first, place, heads = 0, 0, [""]
        for line in _LINE.findall(self.text):
            cells = _BETWEEN.split(line.rstrip("\n"))
            is_head = _HEADS.search(line) is not None and _FIGURES.search(line) is None
            if heads[1:] and (is_head or not cells[1:]):
                found.append((first, place, heads))
                heads = [""]
            if cells[1:] and not heads[1:]:
                first, heads = place + len(line), cells
            place += len(line)
        return [*found, (first, place, heads)] if heads[1:] else found


_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_BETWEEN = re.compile(r"[\t|]")
_HEADS = re.compile(
    "姓名|户主|身份证|证件号|银行|账号|卡号|一卡通|电话|手机|联系方式|护照|通行证|车牌|号牌|住址|地址|邮箱|年龄|出生"
)
_FIGURES = re.compile(r"[0-9]{4}")
