"""Find marks of state secrecy in files, so that no marked file is ever taken in. law: GB/T 9704, level ★ period.

Two kinds of print are marks: a level followed by a star (机密★1年, also spaced, in full width or with a look-alike)
outside quotation marks; and a level that stands alone where marks are printed: at the top, in headers, footers,
watermarks, sheet names and properties. The words of running prose (商业秘密, 属于国家秘密) are not marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Level = Literal["top_secret", "secret", "confidential"]

LEVELS: dict[str, Level] = {"绝密": "top_secret", "机密": "secret", "秘密": "confidential"}
TRADITIONAL = str.maketrans("絕機祕個長", "绝机秘个长")
STARS = "★☆✩✪✫✬✭✮✯✦✧⭐🌟⋆٭"
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")

_LEVEL = r"(绝\s{0,4}密|机\s{0,4}密|秘\s{0,4}密)"
_NUMBER = r"[\d一二两三四五六七八九十百〇零]{1,4}"
_PERIOD = rf"({_NUMBER}\s*(年|个?\s*月|日|天)|长\s*期|永\s*久|启\s*[用封]\s*前|公布前)"
_OUTSIDE_PROSE = (
    r"(?:(?<=密级)|(?<=等级)|(?<=级别)|(?<=特急)|(?<=加急)|(?<=平急)|(?<=急件)|(?<![\u4e00-\u9fff“\"'‘「『]))"
)

STARRED = re.compile(rf"{_OUTSIDE_PROSE}{_LEVEL}\s{{0,4}}(?:[{STARS}]|\*\s{{0,4}}(?={_PERIOD}))")
ALONE = re.compile(rf"[\s【\[(〔<《|]*{_LEVEL}[\s】\])〕>》|]*({_PERIOD})?\s*")
IN_NAME = re.compile(r"[(\[【〔](绝密|机密|秘密)[)\]】〕]|^(绝密|机密|秘密)[-_ ]")

TOP_LINES = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark found in a file."""

    level: Level


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text of a file.

    place  "edge" where a mark may stand alone: header, footer, watermark, property, sheet name; else "body"
    """

    text: str
    place: Literal["body", "edge"] = "body"


def marks_in(passage: Passage) -> Iterator[Mark]:
    """Every mark in a piece of text; of the body, the first lines are where a mark may stand alone."""
    if "密" not in passage.text:
        return
    text = folded(passage.text)
    yield from (_mark(found.group(1)) for found in STARRED.finditer(text))
    lines = [line for line in text.splitlines() if line.strip()]
    for line in lines if passage.place == "edge" else lines[:TOP_LINES]:
        if found := ALONE.fullmatch(line):
            yield _mark(found.group(1))


def marks_in_name(name: str) -> Iterator[Mark]:
    """Marks in the name of a file: with a star, or the level in brackets or in front."""
    text = folded(name)
    for found in (*STARRED.finditer(text), *IN_NAME.finditer(text)):
        yield _mark(next(group for group in found.groups() if group))


def folded(text: str) -> str:
    """Text in one width, without unseen characters, in the characters that marks are printed with."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(TRADITIONAL)


def _mark(printed: str) -> Mark:
    return Mark(LEVELS["".join(printed.split())])
