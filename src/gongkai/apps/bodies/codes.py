"""Codes of bodies: form of division codes, and the check character of unified social credit codes.

Sources: GB/T 2260 (six digits), its extension to twelve digits for statistics, GB 32100-2015 (credit code: alphabet,
weights, check character) and GB 11714-1997 (organisation code inside it).
"""

from __future__ import annotations

import re

from gongkai.apps.bodies.kinds import KINDS, Kind
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 signs of GB 32100-2015: no I, O, S, V, Z."""
_CREDIT = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")
_DIGITS = re.compile(r"[0-9]+")
_EMPTY_PART = re.compile(r"(?:0{6}|[0-9]{6}0{3}(?:[0-9]{3})?|[0-9]{9}0{3})")


def credit_check_character(first: str) -> str:
    """The eighteenth sign for the first seventeen: sum of value times 3^(i-1) mod 31, taken from 31; 31 counts as 0.

    >>> credit_check_character("11630225015987653")
    'B'
    >>> credit_check_character("12630225010000039")
    '0'
    """
    total = sum(ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(first))
    return ALPHABET[(31 - total % 31) % 31]


def organisation_check_character(first: str) -> str:
    """The ninth sign of an organisation code for the first eight. Source: GB 11714-1997.

    >>> organisation_check_character("01598765")
    '3'
    """
    values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    total = sum(values.index(sign) * weight for sign, weight in zip(first, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return "0123456789X0"[11 - total % 11] if total % 11 else "0"


def normal_credit_code(text: str) -> str:
    """The code in capitals without spaces. Raises InvalidInput unless it has the form of a credit code."""
    code = "".join(text.split()).upper()
    if not _CREDIT.fullmatch(code):
        raise InvalidInput(
            "credit-code-form",
            Text("统一社会信用代码应为18位数字或大写字母。", "A unified social credit code has 18 digits or capitals."),
            where="credit_code",
            hint=Text("不使用 I、O、S、V、Z；第3至8位为数字。", "No I, O, S, V or Z; signs 3 to 8 are digits."),
        )
    return code


def has_right_check(code: str) -> bool:
    """Both check characters of a credit code fit. Some codes given out long ago do not."""
    return credit_check_character(code[:17]) == code[17] and organisation_check_character(code[8:16]) == code[16]


def normal_division_code(text: str, kind: str) -> str:
    """The code without spaces. Raises InvalidInput unless it has the form that this kind of body bears."""
    code = "".join(text.split())
    rule = KINDS[kind]
    if not rule.division_digits:
        raise InvalidInput(
            "division-code-kind",
            Text("{kind}没有行政区划代码。", "A body of the kind {kind} has no division code.").format(kind=rule.label),
            where="division_code",
        )
    fits = _DIGITS.fullmatch(code) and len(code) == rule.division_digits and not _EMPTY_PART.fullmatch(code)
    if not fits or not _ends_as(code, kind):
        words = Text(
            "{kind}的行政区划代码应为{digits}位数字，级次与单位相符。",
            "The division code of a {kind} has {digits} digits and shows its level.",
        )
        hint = Text("如省630000、市632300、县632321、乡镇632321101。", "Such as 630000, 632300, 632321, 632321101.")
        raise InvalidInput(
            "division-code-form",
            words.format(kind=rule.label, digits=rule.division_digits),
            where="division_code",
            hint=hint,
        )
    return code


def _ends_as(code: str, kind: str) -> bool:
    """Six digits name a province (…0000), a city (…00) or a county."""
    if kind == Kind.PROVINCE:
        return code.endswith("0000")
    if kind == Kind.CITY:
        return code.endswith("00") and not code.endswith("0000")
    return len(code) != 6 or not code.endswith("00")


def stem(code: str) -> str:
    """The part of a division code that the codes of all areas inside share.

    >>> stem("630000"), stem("632300"), stem("632321"), stem("632321101")
    ('63', '6323', '632321', '632321101')
    """
    if len(code) != 6:
        return code
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
