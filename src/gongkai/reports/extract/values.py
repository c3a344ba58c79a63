"""What the text of one table cell says: blank, a number with its unit and note, digits run together, or words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from gongkai.reports.model import Number

Kind = Literal["blank", "number", "words"]

MAX_DIGITS = 15

_BLANKS = frozenset({"", "/", "-", "--", "---", "\\", "—", "——", "–", "_", "―", "─", "－", "／"})
_SPACE = re.compile(r"[\s\u200b-\u200d\ufeff\xad]+")
_NUMBER = re.compile(
    r"(?P<sign>[+\-−－–]?)(?P<digits>\d{1,3}(?:[,，]\d{3})+|\d+)(?P<fraction>\.\d+)?"
    r"(?P<unit>万元|亿元|千元|元|万(?=[件条份宗起个项次]?(?:$|[（(\[【]))|[件条份宗起个项次]|人次|%)?[件条份宗起个项次]?"
    r"(?P<note>[（(\[【].{0,80})?"
)
_POWERS = {"元": -4, "千元": -1, "万元": 0, "亿元": 4, "万": 4}


@dataclass(frozen=True, slots=True)
class Value:
    """One cell's text understood.

    number   None for a blank and for words
    unit     the unit printed in the cell, "" when there is none
    digits   the bare digits when the cell is nothing but digits (they may be several figures run together)
    """

    kind: Kind
    number: Number | None = None
    unit: str = ""
    digits: str = ""


_BLANK = Value("blank")
_WORDS = Value("words")


@lru_cache(maxsize=16384)
def parse_value(text: str) -> Value:
    """Read the text of a value cell; a blank, a dash or a slash is blank and never 0.

    >>> parse_value("22（其中修订16件）").number, parse_value("/").kind, parse_value("5313.9461 万元").unit
    (22, 'blank', '万元')
    """
    if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS:
        return Value("number", int(text), "", text)
    bare = _SPACE.sub("", unicodedata.normalize("NFKC", text)) if len(text) < 200 else ""
    if bare in _BLANKS:
        return _BLANK if len(text) < 200 else _WORDS
    match = _NUMBER.fullmatch(bare.rstrip("；;，,、。"))
    if match is None or len(match["digits"]) > 60:
        return _WORDS
    digits = match["digits"].replace(",", "")
    unit = match["unit"] or ""
    plain = digits if len(bare) == len(digits) else ""
    if len(digits) > MAX_DIGITS:
        return Value("number", None, "", plain) if plain else _WORDS
    return Value("number", _number(match["sign"], digits, match["fraction"] or ""), unit, plain)


def _number(sign: str, digits: str, fraction: str) -> Number:
    negative = sign in {"-", "−", "－", "–"}
    if fraction:
        value = Decimal(digits + fraction)
        return -value if negative else value
    return -int(digits) if negative else int(digits)


def is_strange(unit: str, expected: str) -> bool:
    """Whether a unit does not fit what the cell counts: money or a share where things are counted."""
    return not expected and (unit == "%" or unit.endswith("元"))


def in_unit(number: Number, printed: str, expected: str) -> Number | None:
    """The number in the unit the form expects; None when the printed unit cannot be turned into it.

    >>> in_unit(251000, "元", "万元")
    Decimal('25.1')
    """
    if not printed or printed == expected or printed not in _POWERS:
        return number
    if (printed == "万") is (expected == "万元"):
        return number if printed == "万" else None
    shifted = Decimal(number).scaleb(_POWERS[printed])
    return int(shifted) if shifted == shifted.to_integral_value() else shifted.normalize()
