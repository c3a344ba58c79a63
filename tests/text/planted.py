"""Made-up official text with personal data planted in it, in the forms people print it. Seeded; all invented."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from gongkai.text.personal_numbers import is_card_number
from tests.text.planted_clean import clean_block, clean_sentence

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
AREAS = ("632122", "110105", "341702", "411526", "140929", "211324", "650102", "460105")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
NAMES = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True)
class Planted:
    """One case: what was planted, how it is printed, and the page around it.

    telling  the characters of it that must not remain under a mask
    """

    kind: str
    form: str
    printed: str
    telling: str
    html: str


def planted_cases(count: int, seed: int) -> Iterator[Planted]:
    chance = random.Random(seed)
    for number in range(count):
        kind = list(MAKERS)[number % len(MAKERS)]
        yield _case(kind, chance)


def remains(case: Planted, masked_html: str) -> bool:
    """Whether what was planted can still be told from the whole of a masked page, its attributes and comments too."""
    if case.kind not in NUMBERS:
        return False
    bare = re.sub(r"<br/?>|</?(?:strong|em|span|b)>|[\s\-—\u200b\u00ad\u200d]", "", unescape(masked_html))
    return case.telling[4:] in unicodedata.normalize("NFKC", bare)


def _case(kind: str, chance: random.Random) -> Planted:
    value = MAKERS[kind](chance)
    forms = NUMBER_FORMS if kind in NUMBERS else WORD_FORMS
    form = chance.choice(list(forms))
    printed = forms[form](value, chance)
    if kind in FRAMED:
        printed_in = chance.choice(FRAMED[kind]).format(printed)
    else:
        printed_in = chance.choice(FRAMES).format(printed)
    html = chance.choice(PAGES)(chance, printed_in)
    if kind in NUMBERS and chance.random() < 0.3:
        html += f'<p><a href="tel:{value}" title="{value}">拨打</a><!--{value}--></p>'
        html += f'<p><img src="/f/{value}.png" alt="{value}"></p>'
    return Planted(kind, form, printed, value, html)


def _name(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + chance.choice(NAMES) + chance.choice(("", chance.choice(NAMES)))


def _day(chance: random.Random, first: int = 1935, last: int = 2015) -> str:
    return f"{chance.randint(first, last)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"


def _citizen(chance: random.Random) -> str:
    number = f"{chance.choice(AREAS)}{_day(chance)}{chance.randint(0, 999):03}"
    return number + "10X98765432"[sum(int(d) * w for d, w in zip(number, WEIGHTS, strict=True)) % 11]


def _old_citizen(chance: random.Random) -> str:
    return f"{chance.choice(AREAS)}{_day(chance, 1935, 1999)[2:]}{chance.randint(0, 999):03}"


def _card(chance: random.Random) -> str:
    length = chance.choice((15, 18))
    start = f"62{chance.randint(0, 10 ** (length - 2) - 1):0{length - 2}}"
    return next(start + str(last) for last in range(10) if is_card_number(start + str(last)))


def _mobile(chance: random.Random) -> str:
    return f"1{chance.randint(3, 9)}{chance.randint(0, 10**9 - 1):09}"


def _landline(chance: random.Random) -> str:
    return f"0971-{chance.randint(2, 8)}{chance.randint(0, 10**6 - 1):06}"


def _mail(chance: random.Random) -> str:
    if chance.random() < 0.4:
        return f"{chance.randint(10**6, 10**10)}@qq.com"
    name = "".join(chance.choice("abcdefghkmnpqrstuvwxyz") for _ in range(6))
    host = chance.choice(("163.com", "126.com", "sina.cn", "foxmail.com", "139.com", "example.net"))
    return f"{name}{chance.choice(('', '_', '.'))}{chance.randint(1, 999)}@{host}"


def _account(chance: random.Random) -> str:
    return chance.choice((str(chance.randint(10**5, 10**10)), f"wxid_{chance.randint(10**5, 10**8)}"))


def _passport(chance: random.Random) -> str:
    return chance.choice(("E", "G", "EA", "EB")) + f"{chance.randint(10**6, 10**7 - 1)}"


def _plate(chance: random.Random) -> str:
    tail = "".join(chance.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") for _ in range(3))
    return f"{chance.choice('青京豫晋辽川')}{chance.choice('ABCDEF')}{chance.randint(0, 9)}{tail}{chance.randint(0, 9)}"


def _home(chance: random.Random) -> str:
    one, two, room = chance.randint(1, 30), chance.randint(1, 6), chance.randint(1, 33) * 100 + chance.randint(1, 4)
    place = chance.choice(("演示小区", "幸福花园", "和平家属院", "阳光家园", "河湾新村", "东苑公寓"))
    return chance.choice(
        (
            f"{place}{one}号楼{two}单元{room}室",
            f"{place}{one}栋{room}室",
            f"{place}{one}幢{two}单元{room}",
            f"{place}{one}-{two}-{room}",
            f"演示村{two}组{one}号",
            f"上河村河西社{one}组{two}号",
            f"{place}{one}号楼{'一二三四五六'[two - 1]}单元{room}室",
        )
    )


def _minor(chance: random.Random) -> str:
    name, age = _name(chance) + "某", chance.randint(3, 17)
    return chance.choice(
        (
            f"{name}，{chance.choice('男女')}，{age}岁",
            f"{name}（{age}岁）",
            f"{name}，{chance.choice('男女')}，汉族，{age}周岁",
            f"困境儿童：{name}",
        )
    )


def _recipients(chance: random.Random) -> str:
    return chance.choice(
        (
            "低保金发放明细表 姓名 身份证号 银行账号 金额",
            "临时救助公示名单（姓名、家庭住址、联系电话、救助金额）",
            "残疾人补贴花名册 姓名 手机号 一卡通账号",
        )
    )


MAKERS: dict[str, Callable[[random.Random], str]] = {
    "citizen_number": _citizen,
    "mobile_phone": _mobile,
    "bank_card": _card,
    "old_citizen_number": _old_citizen,
    "mail": _mail,
    "landline": _landline,
    "account": _account,
    "passport": _passport,
    "plate": _plate,
    "home_address": _home,
    "minor": _minor,
    "recipients": _recipients,
}
NUMBERS = ("citizen_number", "mobile_phone", "bank_card", "old_citizen_number")
MARKED_AS = {"old_citizen_number": "citizen_number"}

FRAMES = (
    "经审核，{}符合条件，现予公示。",
    "申请人信息：{}",
    "联系方式{}，请互相转告。",
    "（{}）",
    "领取人王某某，{}，金额500元。",
    "附：{}；以上情况属实。",
    "{}",
)
FRAMED: dict[str, tuple[str, ...]] = {
    "landline": ("家庭电话：{}", "户主赵某，住宅电话{}", "本人电话：{}。"),
    "account": ("QQ：{}", "微信号：{}", "加QQ号{}联系", "QQ号码为{}"),
    "passport": ("护照号：{}", "护照号码{}", "持护照（{}）入境"),
    "old_citizen_number": ("身份证号{}", "公民身份号码：{}", "身份证：{}，", "领取人王某某，{}，金额500元。"),
}


def _wide(value: str, _chance: random.Random) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isalnum() else char for char in value)


def _groups(value: str, part: str) -> str:
    sizes = {11: (3, 4, 4), 15: (6, 6, 3), 18: (6, 8, 4)}.get(len(value), (4, 4, 4, 4, 4))
    places = [sum(sizes[:count]) for count in range(len(sizes) + 1)]
    return part.join(value[first:last] for first, last in pairwise(places) if value[first:last])


def _wrapped(value: str, chance: random.Random) -> str:
    place = chance.randint(4, len(value) - 4)
    return value[:place] + chance.choice(("\n", "<br>", "\n      ", "<br/>\n")) + value[place:]


def _split_by_tag(value: str, chance: random.Random) -> str:
    place = chance.randint(1, len(value) - 1)
    tag = chance.choice(("strong", "em", "span", "b"))
    return f"{value[:place]}<{tag}>{value[place:]}</{tag}>"


def _with_entity(value: str, chance: random.Random) -> str:
    place = chance.randrange(len(value))
    return f"{value[:place]}&#{ord(value[place])};{value[place + 1 :]}"


def _unseen(value: str, chance: random.Random) -> str:
    place = chance.randint(1, len(value) - 1)
    return value[:place] + chance.choice(("\u200b", "&#8203;", "\u00ad", "&zwj;")) + value[place:]


NUMBER_FORMS: dict[str, Callable[[str, random.Random], str]] = {
    "plain": lambda value, _chance: value,
    "full width": _wide,
    "spaced digits": lambda value, _chance: " ".join(value),
    "groups by spaces": lambda value, _chance: _groups(value, " "),
    "groups by dashes": lambda value, _chance: _groups(value, "-"),
    "groups by long dashes": lambda value, _chance: _groups(value, "—"),
    "groups by wide spaces": lambda value, _chance: _groups(value, "　"),
    "wrapped line": _wrapped,
    "tag within": _split_by_tag,
    "entity within": _with_entity,
    "unseen within": _unseen,
}
WORD_FORMS: dict[str, Callable[[str, random.Random], str]] = {
    "plain": lambda value, _chance: value,
    "full width": _wide,
    "tag within": _split_by_tag,
    "unseen within": _unseen,
}


def _in_paragraph(chance: random.Random, printed: str) -> str:
    return f"<p>{clean_sentence(chance)}{printed}</p>\n<p>{clean_sentence(chance)}</p>"


def _between(chance: random.Random, printed: str) -> str:
    return f"{clean_block(chance)}<p>{printed}{clean_sentence(chance)}</p>{clean_block(chance)}"


def _in_cell(chance: random.Random, printed: str) -> str:
    cells = (chance.randint(1, 99), _name(chance), printed, f"{chance.randint(1, 9)}00")
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    heads = "".join(f"<th>{head}</th>" for head in ("序号", "姓名", "情况", "金额"))
    return f"<table>\n<tr>{heads}</tr>\n<tr>{row}</tr>\n</table><p>{clean_sentence(chance)}</p>"


def _in_list(chance: random.Random, printed: str) -> str:
    return f"<ul><li>{clean_sentence(chance)}</li><li>{printed}</li></ul>"


def _wrapped_in_block(chance: random.Random, printed: str) -> str:
    return f"<p>\n    {clean_sentence(chance)}\n    {printed}\n</p>"


PAGES = (_in_paragraph, _in_paragraph, _between, _in_cell, _in_list, _wrapped_in_block)
