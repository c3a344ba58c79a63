"""Numbers of letters and parcels at China Post: thirteen signs, those with letters under a check digit."""

from __future__ import annotations

import re
import unicodedata

_WITH_LETTERS = re.compile(r"[A-Z]{2}([0-9]{8})([0-9])CN")
_DIGITS = re.compile(r"[0-9]{13}")
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def post_number(typed: str) -> str | None:
    """The number in canonical form; None where it is none, or its check digit is wrong.

    Numbers of the form EA123456785CN carry the check digit of the Universal Postal Union (S10). Numbers of thirteen
    digits carry none that is published, and are taken as they are.

    >>> post_number("ea 473124829 cn")
    'EA473124829CN'
    >>> post_number("EA473124828CN") is None
    True
    """
    bare = "".join(unicodedata.normalize("NFKC", typed).split()).upper()
    if _DIGITS.fullmatch(bare):
        return bare
    found = _WITH_LETTERS.fullmatch(bare)
    return bare if found is not None and check_digit(found[1]) == int(found[2]) else None


def check_digit(serial: str) -> int:
    """The ninth digit that belongs to eight digits."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(serial, _WEIGHTS, strict=True)) % 11
    return {10: 0, 11: 5}.get(rest, rest)
