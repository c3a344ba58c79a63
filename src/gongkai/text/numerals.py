"""Numbers as officials print them: 三十二, ８４４４, 1,306, 2万余, 百分之九十五, －71."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

Number = int | Decimal

CHINESE_DIGITS = "〇零一二三四五六七八九两"
CHINESE_PLACES = "十百千万亿"
MOST_DIGITS = 15

VAGUE_BEFORE = "大约|约为|约|将近|接近|近|超过|超|逾|突破|过"
VAGUE_AFTER = "余|多|来|左右|上下|以上"

_FOLDED = {
    **{ord("０") + i: ord("0") + i for i in range(10)},
    **{ord("Ａ") + i: ord("A") + i for i in range(26)},
    **{ord("ａ") + i: ord("a") + i for i in range(26)},
    ord("％"): ord("%"),
    ord("．"): ord("."),
    ord("＋"): ord("+"),
    ord("－"): ord("-"),
    ord("−"): ord("-"),
    ord("○"): ord("〇"),
    ord("\u00a0"): ord(" "),
    ord("\u3000"): ord(" "),
}
_WIDE = re.compile(f"[{''.join(map(chr, _FOLDED))}]")
_DIGIT_OF = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_PLACE_OF = {"十": 10, "百": 100, "千": 1000}
_MYRIAD_OF = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12, "百": 100, "千": 1000, "百万": 10**6, "千万": 10**7}

_ARABIC = re.compile(
    r"([+-]?)([0-9]{1,3}(?:[,，][0-9]{3}){1,4}|[0-9]{1,15})(\.[0-9]{1,15})?(万亿|[百千]?万|亿|[百千])?"
)
_NUMERAL = re.compile(
    rf"(?:(?P<before>{VAGUE_BEFORE})\s?)?(?P<percent>百分之)?(?P<number>[-+]?[0-9][0-9,，.]*(?:万亿|[百千]?万|亿|[百千])?"
    rf"|[{CHINESE_DIGITS}{CHINESE_PLACES}点]+)\s?(?P<after>{VAGUE_AFTER})?(?P<myriad>万|亿)?\s?(?P<sign>%)?"
    rf"(?P<later>{VAGUE_AFTER})?"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number with what its print says of it.

    approx   the print says 余, 多, 约, 近, 超过 or the like
    percent  the print says % or 百分之; the value is the number of percent
    """

    value: Number
    approx: bool = False
    percent: bool = False


def fold_width(text: str) -> str:
    """Full-width digits, letters and signs as half-width ones; every character keeps its position."""
    return text.translate(_FOLDED) if _WIDE.search(text) else text


def parse_number(printed: str) -> Number | None:
    """The number that a whole text prints, None when it prints none.

    Takes signs, thousands separators, decimals, 万 and 亿, and Chinese numerals. Decimals stay as printed;
    a number with 万 or 亿 that comes out whole is an int. More than 15 digits are no number.

    >>> parse_number("１,３０６"), parse_number("-71"), parse_number("86.3万"), parse_number("三十二")
    (1306, -71, 863000, 32)
    """
    text = fold_width(printed).strip()
    match = _ARABIC.fullmatch(text)
    if match is None:
        return _chinese_number(text)
    sign, whole, decimals, myriad = match.groups()
    digits = whole.replace(",", "").replace("，", "")
    if len(digits) > MOST_DIGITS:
        return None
    times = _MYRIAD_OF[myriad or ""]
    value: Number = Decimal(digits + decimals) if decimals else int(digits)
    if times > 1:
        value *= times
        value = int(value) if value == int(value) else value
    return -value if sign == "-" else value


def parse_numeral(printed: str) -> Numeral | None:
    """The number that a whole text prints, with its vagueness and its percent sign.

    >>> parse_numeral("2万余")
    Numeral(value=20000, approx=True, percent=False)
    >>> parse_numeral("百分之九十五")
    Numeral(value=95, approx=False, percent=True)
    """
    match = _NUMERAL.fullmatch(fold_width(printed).strip())
    if match is None:
        return None
    value = parse_number(match["number"])
    if value is None:
        return None
    if match["myriad"]:
        value = parse_number(f"{value}{match['myriad']}")
        if value is None:
            return None
    approx = bool(match["before"] or match["after"] or match["later"])
    return Numeral(value, approx, bool(match["percent"] or match["sign"]))


def to_chinese(value: int) -> str:
    """A whole number in Chinese words, as used for headings, parts and editions: 32 -> 三十二.

    raises  InvalidInput for a negative number and from one hundred million million on
    """
    if not 0 <= value < 10**12:
        raise InvalidInput(
            "number-out-of-range",
            Text(f"{value}不能写成中文数字。", f"{value} cannot be written in Chinese words."),
        )
    if value == 0:
        return "零"
    words = ""
    for myriad, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group = value // myriad % 10**4
        if not group:
            continue
        if words and (group < 1000 or value // myriad // 10**4 % 10 == 0):
            words += "零"
        words += _group_words(group) + name
    return words.removeprefix("一") if words.startswith("一十") else words


def _group_words(group: int) -> str:
    words, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = group // place % 10
        if digit:
            words += ("零" if gap else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = bool(words)
    return words


def _chinese_number(text: str) -> Number | None:
    """三十二, 一百零五, 二〇二二, 两万三千, 三点五; None for anything else."""
    whole, point, decimals = text.partition("点")
    if point:
        return _chinese_decimal(whole, decimals)
    if not whole or len(whole) > 2 * MOST_DIGITS:
        return None
    if all(c in _DIGIT_OF for c in whole):
        return _digit_by_digit(whole)
    total = section = 0
    digit: int | None = None
    for c in whole:
        if c in _DIGIT_OF:
            if digit:
                return None
            digit = _DIGIT_OF[c]
        elif c in _PLACE_OF:
            section += (1 if digit is None else digit) * _PLACE_OF[c]
            digit = None
        elif c in "万亿":
            section += digit or 0
            total = (total + section or 1) * _MYRIAD_OF[c] if c == "亿" else total + (section or 1) * 10**4
            section, digit = 0, None
        else:
            return None
    value = total + section + (digit or 0)
    return value if value < 10**MOST_DIGITS else None


def _digit_by_digit(whole: str) -> int | None:
    if (len(whole) > 1 and "两" in whole) or len(whole) > MOST_DIGITS:
        return None
    return int("".join(str(_DIGIT_OF[c]) for c in whole))


def _chinese_decimal(whole: str, decimals: str) -> Number | None:
    before = _chinese_number(whole)
    if before is None or not decimals or len(decimals) > MOST_DIGITS or any(c not in _DIGIT_OF for c in decimals):
        return None
    return Decimal(f"{before}.{''.join(str(_DIGIT_OF[c]) for c in decimals)}")
