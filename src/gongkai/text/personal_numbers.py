"""Numbers that tell a person apart, by their check digits and the days within them."""

from __future__ import annotations

import re
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_PROVINCES = frozenset(
    str(code)
    for codes in (
        range(11, 16),
        range(21, 24),
        range(31, 38),
        range(41, 47),
        range(50, 55),
        range(61, 66),
        (71, 81, 82),
    )
    for code in codes
)
_CARD_STARTS = re.compile(r"62[0-9]{14,17}|[45][0-9]{15}|35[2-8][0-9]{13}|9558[0-9]{15}|60[13][0-9]{13,16}")


def is_citizen_number(number: str) -> bool:
    """Whether 18 digits are a citizen number: a real birth date and a right check digit.

    >>> is_citizen_number("11010519491231002X"), is_citizen_number("110105194912310021")
    (True, False)
    """
    if not has_citizen_form(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == number[17].upper()


def has_citizen_form(number: str) -> bool:
    """Whether 18 digits hold a birth date where a citizen number has it, whatever the check digit says."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return len(number) == 18 and 1850 <= born.year <= 2100


def is_old_citizen_number(number: str) -> bool:
    """Whether 15 digits are a citizen number of the older form: a province, and a birth date of the last century.

    >>> is_old_citizen_number("110105491231002"), is_old_citizen_number("110105491331002")
    (True, False)
    """
    if len(number) != 15 or number[:2] not in _PROVINCES:
        return False
    try:
        date(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
    except ValueError:
        return False
    return True


def is_card_number(number: str) -> bool:
    """Whether 16 to 19 digits are a bank card: the first digits of a card, and the Luhn sum.

    >>> is_card_number("6222020000000000000"), is_card_number("6222020000000000001")
    (True, False)
    """
    if not _CARD_STARTS.fullmatch(number):
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
