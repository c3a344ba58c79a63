"""Numbers of official documents (文号) in one canonical form, whatever brackets and widths they were typed with."""

from __future__ import annotations

import re
import unicodedata

_OPEN, _CLOSE = "〔[［【(（{〈<《「『﹝", "〕]］】)）}〉>》」』﹞"
_BRACKETS = str.maketrans({**dict.fromkeys(_OPEN, "〔"), **dict.fromkeys(_CLOSE, "〕")})
_NUMBER = re.compile(r"^(?P<mark>\D+?)〔(?P<year>\d{4})〕第?0*(?P<number>\d+)号?$")


def document_number(typed: str) -> str:
    """The number as it is printed; what has no year in brackets keeps its words, without spaces.

    >>> document_number("示政办发[２０２１] 第07号")
    '示政办发〔2021〕7号'
    """
    bare = "".join(unicodedata.normalize("NFKC", typed.translate(_BRACKETS)).split()).translate(_BRACKETS)
    found = _NUMBER.match(bare)
    return f"{found['mark']}〔{found['year']}〕{found['number']}号" if found else bare
