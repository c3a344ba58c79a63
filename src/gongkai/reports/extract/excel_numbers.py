"""How a workbook shows a number: by its format, without the noise of binary fractions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

MOST_DIGITS = 15
"""What a workbook keeps of a number."""
MAX_SERIAL = 2_958_465  # 9999-12-31

DATES = frozenset({14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58})
BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0"} | {
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
}

TIMES = frozenset({18, 19, 20, 21, 45, 46, 47})
CODES = BUILT_IN | dict.fromkeys(DATES, "yyyy年m月d日") | dict.fromkeys(TIMES, "h:mm:ss")
"""What a workbook need not say: the formats of the numbers below 164."""

_QUIET = re.compile(r"\[(?!(?:h+|m+|s+)\])[^\]]*\]|_.|\*.", re.IGNORECASE)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DATE = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_DAY = re.compile(r"[yd年月日]|^[^hs时分秒]*$", re.IGNORECASE)
_DIGITS = re.compile(r"[#0?,.]*[#0?][#0?,.]*")


@dataclass(frozen=True, slots=True)
class Look:
    """A number format taken apart: what stands before and behind, decimals at least and at most, powers of ten."""

    before: str = ""
    behind: str = ""
    least: int = 0
    most: int = 0
    power: int = 0
    is_date: bool = False
    is_time: bool = False


@lru_cache(maxsize=512)
def looks_of(code: str) -> tuple[Look | None, ...]:
    """The sections of a number format (positive, negative, zero); None for one that shows a number as it is.

    >>> looks_of('0.00"万元"')[0]
    Look(before='', behind='万元', least=2, most=2, power=0, is_date=False, is_time=False)
    """
    return tuple(_look(section) for section in _sections(code[:400])[:3])


def _sections(code: str) -> list[str]:
    """The parts between semicolons that stand in no quotes."""
    return [part for part in re.findall(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)', code) if part or ";" in code] or [code]


def _look(section: str) -> Look | None:
    bare = _QUIET.sub("", section)
    plain = _LITERAL.sub("", bare)
    if "general" in plain.lower() or "@" in plain or "E+" in plain or "/" in plain:
        return _day_or_time(plain) if "/" in plain and _DATE.search(plain) else None
    if _DATE.search(plain) and not _DIGITS.search(plain.replace(".", "")):
        return _day_or_time(plain)
    shape = _DIGITS.search(bare)
    if shape is None:
        return None
    digits = shape.group()
    scaling = len(digits) - len(digits.rstrip(","))
    decimals = digits.partition(".")[2].replace(",", "")
    before, behind = (_LITERAL.sub(r"\1\2", part) for part in (bare[: shape.start()], bare[shape.end() :]))
    return Look(
        before.strip(),
        behind.strip(),
        min(decimals.count("0"), MOST_DIGITS),
        min(len(decimals), MOST_DIGITS),
        2 * (behind.count("%") + before.count("%")) - 3 * scaling,
    )


def _day_or_time(plain: str) -> Look:
    """How a day looks, or an hour without a day."""
    return Look(is_date=True, is_time=_DAY.search(plain) is None)


def shown_number(text: str, code: str, *, is_1904: bool = False) -> str:
    """The number of a cell as the sheet shows it; a date as 2022年1月20日.

    text  as stored: "5313.9461000000001"
    code  number format, "" for none

    >>> shown_number("5313.9461000000001", ""), shown_number("12", "0.00"), shown_number("0.955", "0.0%")
    ('5313.9461', '12.00', '95.5%')
    """
    value = plain_number(text)
    if value is None:
        return text
    looks = looks_of(code) if code else (None,)
    which = 1 if value < 0 and len(looks) > 1 else 2 if value == 0 and len(looks) > 2 else 0
    look = looks[which]
    if look is None:
        return _digits(value)
    if look.is_time:
        return _hour(value)
    if look.is_date:
        day = _day(value, is_1904=is_1904)
        return f"{day.year}年{day.month}月{day.day}日" if day else _digits(value)
    return _laid_out(abs(value) if which == 1 else value, look)


def plain_number(text: str) -> Decimal | None:
    """The number of a text as stored, with the digits a workbook keeps; None when it is none."""
    try:
        value = Decimal(text.strip())
        if not value.is_finite() or abs(value.adjusted()) > 30:
            return None
        kept = Decimal(format(value, f".{MOST_DIGITS}g"))
    except (InvalidOperation, ValueError):
        return None
    return kept


def _digits(value: Decimal) -> str:
    whole = value.to_integral_value()
    return str(int(whole)) if value == whole else format(value.normalize(), "f")


def _laid_out(value: Decimal, look: Look) -> str:
    if value.adjusted() + look.power + look.most > MOST_DIGITS + 10:
        return _digits(value)
    shown = value.scaleb(look.power).quantize(Decimal(1).scaleb(-look.most), rounding=ROUND_HALF_UP)
    digits = format(shown, "f")
    if look.most > look.least and "." in digits:
        kept = len(digits) - (look.most - look.least)
        digits = (digits[:kept] + digits[kept:].rstrip("0")).rstrip(".")
    sign = "-" if digits.startswith("-") and digits.strip("-0.") else ""
    return f"{sign}{look.before}{digits.lstrip('-')}{look.behind}"


def _day(value: Decimal, *, is_1904: bool) -> date | None:
    if not 0 < value <= MAX_SERIAL:
        return None
    return (date(1904, 1, 1) if is_1904 else date(1899, 12, 30)) + timedelta(int(value))


def _hour(value: Decimal) -> str:
    """A part of a day as 8:30, or as a number what is more than one."""
    if not 0 <= value < 1:
        return _digits(value)
    minutes, seconds = divmod(round(value * 86_400), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
