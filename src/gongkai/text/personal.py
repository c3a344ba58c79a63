"""Personal data in running text: where it stands and how it is masked."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.bilingual import Text
from gongkai.text.folding import Reading
from gongkai.text.personal_patterns import all_found, private_landlines

KINDS: dict[str, Text] = {
    "citizen_number": Text("公民身份号码", "Citizen number"),
    "mobile_phone": Text("手机号码", "Mobile number"),
    "landline": Text("私人固定电话", "Private fixed line"),
    "mail": Text("电子邮箱", "E-mail address"),
    "account": Text("QQ号、微信号", "QQ or WeChat account"),
    "bank_card": Text("银行卡号", "Bank card number"),
    "passport": Text("护照、通行证号码", "Passport or travel permit"),
    "plate": Text("车辆号牌", "Number plate"),
    "home_address": Text("住址", "Home address"),
    "minor": Text("未成年人", "Minor"),
    "recipients": Text("含个人信息的名单", "List of people with their data"),
}

_SHOWN = {"citizen_number": 3, "mobile_phone": 3, "landline": 3, "bank_card": 3, "plate": 2, "passport": 1}
"""How many characters of a kind stay readable under its mask; of others the first, or none."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to look at; `start` and `end` are positions in the text as it was given."""

    kind: str
    start: int
    end: int


def personal_data(text: str) -> list[Mark]:
    """Every mark in the order of the text, none within another.

    Numbers are found as people print them: in full width, in groups, over the end of a line, with unseen characters
    between; cells of a table are parted by tabs or upright lines, and the head of their column tells what they hold.
    """
    reading = Reading(text)
    found = list(all_found(reading))
    found += private_landlines(reading, found)
    kept: list[Mark] = []
    for kind, start, end in sorted(found, key=lambda one: (one[1], -one[2])):
        first, last = reading.folded.span(start, end)
        if not kept or first >= kept[-1].end:
            kept.append(Mark(kind, first, last))
    return kept


def masked(text: str, mark: Mark) -> str:
    """The words of a mark as they may be shown: what tells a person apart is replaced by stars."""
    words = text[mark.start : mark.end]
    return "".join("*" if hides(mark, place) else char for place, char in enumerate(words))


def hides(mark: Mark, place: int) -> bool:
    """Whether the character at this place within a mark is masked."""
    if mark.kind in _SHOWN:
        return place >= _SHOWN[mark.kind]
    if mark.kind == "recipients":
        return False
    return place >= 1 or mark.kind in ("mail", "home_address", "account")
