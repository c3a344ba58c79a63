"""Personal data in running text: where it stands and how it is masked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.bilingual import Text
from gongkai.text.numerals import fold_width

KINDS: dict[str, Text] = {
    "citizen_number": Text("公民身份号码", "Citizen number"),
    "mobile_phone": Text("手机号码", "Mobile number"),
    "mail": Text("电子邮箱", "E-mail address"),
    "bank_card": Text("银行卡号", "Bank card number"),
    "home_address": Text("住址", "Home address"),
    "minor": Text("未成年人", "Minor"),
    "recipients": Text("含个人信息的名单", "List of people with their data"),
}

_GAP = r"[ \u3000\-—]?"
_CITIZEN = re.compile(rf"(?<![0-9A-Za-z\-])(?:[0-9]{_GAP}){{17}}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(rf"(?<![0-9.])(?:\+?86{_GAP})?1[3-9][0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}(?![0-9]|\.[0-9])")
_MAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]*@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_CARD = re.compile(r"(?<![0-9A-Za-z.\-])(?:[0-9][ \u3000]?){15,18}[0-9](?![0-9A-Za-z\-])")
_HOME = re.compile(
    r"(?:[0-9A-Za-z一二三四五六七八九十]{1,4}(?:号楼|栋|幢|座|号))?[0-9一二三四五六七八九十]{1,3}单元[0-9一二三四五六七八九十]{1,3}(?:楼|层)?[0-9]{1,4}(?:室|号|户)?"
    r"|[0-9A-Za-z一二三四五六七八九十]{1,4}(?:号楼|栋|幢)[0-9]{3,4}(?:室|号|户)"
    r"|[\u4e00-\u9fff]{1,6}村[\u4e00-\u9fff0-9]{0,6}?[0-9一二三四五六七八九十]{1,3}(?:组|社|屯)[0-9一二三四五六七八九十]{1,4}号"
)
_MINOR = re.compile(
    r"[\u4e00-\u9fff]{2,4}[,，、(（\s]{0,2}[男女][,，、\s]{0,2}(?:汉族[,，、\s]{0,2})?(?P<age>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:周?岁)"
    r"|(?:学生|儿童|孤儿|留守儿童|困境儿童)(?:姓名)?[:：]\s?[\u4e00-\u9fff]{2,4}(?=[,，、。;；\s]|$)"
)
_LIST = re.compile(r"(?:花名册|发放(?:明细)?表|领取人名单|补助名单|救助名单|人员名单|公示名单)")
_COLUMN = re.compile(r"身份证号?|公民身份号码|银行卡号|银行账[号户]|开户行|联系电话|手机号|家庭住址|住址")
_REACH = 60
"""Characters after the name of a list within which its columns stand."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OFFICIAL_MAIL = (".gov.cn", "gov.cn", "12345.cn")
_ONES = {numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to look at; `start` and `end` are positions in the text as it was given."""

    kind: str
    start: int
    end: int


def is_citizen_number(number: str) -> bool:
    """Whether 18 digits are a citizen number: a real birth date and a right check digit.

    >>> is_citizen_number("11010519491231002X"), is_citizen_number("110105194912310021")
    (True, False)
    """
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return born.year >= 1850 and _CHECKS[total % 11] == number[17].upper()


def is_card_number(number: str) -> bool:
    """Whether 16 to 19 digits are a bank card: the first digits of a card, and the Luhn sum.

    >>> is_card_number("6222020000000000000"), is_card_number("6222020000000000001")
    (True, False)
    """
    if not 16 <= len(number) <= 19 or not number.startswith(("62", "4", "5", "35", "37", "9558")):
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def personal_data(text: str) -> list[Mark]:
    """Every mark in the order of the text, none within another."""
    folded = fold_width(text)
    found = sorted(_all_marks(folded), key=lambda mark: (mark.start, -mark.end))
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def masked(text: str, mark: Mark) -> str:
    """The words of a mark as they may be shown: what tells a person apart is replaced by stars."""
    words = text[mark.start : mark.end]
    return "".join("*" if hides(mark, place) else char for place, char in enumerate(words))


def hides(mark: Mark, place: int) -> bool:
    """Whether the character at this place within a mark is masked."""
    if mark.kind in ("citizen_number", "mobile_phone", "bank_card"):
        return place >= 3
    if mark.kind == "recipients":
        return False
    return place >= 1 or mark.kind in ("mail", "home_address")


def _all_marks(text: str) -> Iterator[Mark]:
    for kind, pattern, holds in _PATTERNS:
        for found in pattern.finditer(text):
            if holds(found):
                yield Mark(kind, found.start(), found.end())
    for name in _LIST.finditer(text):
        columns = _COLUMN.findall(text, name.end(), min(len(text), name.end() + _REACH))
        if len(set(columns)) >= 1:
            yield Mark("recipients", name.start(), name.end())


def _digits(found: re.Match[str]) -> str:
    return re.sub(r"[^0-9Xx]", "", found[0])


def _is_private(found: re.Match[str]) -> bool:
    return not found[1].lower().endswith(_OFFICIAL_MAIL)


def _is_minor(found: re.Match[str]) -> bool:
    age = found["age"]
    if age is None:
        return True
    years = int(age) if age.isdigit() else _numeral(age)
    return 0 < years < 18


def _numeral(words: str) -> int:
    tens, has_ten, ones = words.partition("十")
    if not has_ten:
        return _ONES.get(words, 0)
    return _ONES.get(tens, 1) * 10 + _ONES.get(ones, 0)


_PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    ("citizen_number", _CITIZEN, lambda found: is_citizen_number(_digits(found))),
    ("bank_card", _CARD, lambda found: is_card_number(_digits(found))),
    ("mobile_phone", _MOBILE, lambda _found: True),
    ("mail", _MAIL, _is_private),
    ("home_address", _HOME, lambda _found: True),
    ("minor", _MINOR, _is_minor),
)
