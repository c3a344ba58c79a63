"""Personal data in text: what is planted is found, and clean official text is left alone. All cases are invented."""

from __future__ import annotations

import random

import pytest

from gongkai.text.personal import Mark, masked, personal_data
from gongkai.text.personal_numbers import is_card_number, is_citizen_number

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
FRAMES = (
    "经审核，{}符合条件，现予公示。",
    "申请人信息：{}",
    "联系方式{}，请互相转告。",
    "（{}）",
    "姓名、{}、金额500元",
    "附：{}；以上情况属实。",
)
CLEAN = (
    "根据《中华人民共和国政府信息公开条例》第{a}条，现将{y}年第{b}批名单予以公布。",
    "示政办发〔{y}〕{b}号文件自{y}年{m}月{d}日起施行，有效期{a}年。",
    "本年度收入{big}万元，支出{big2}元，完成预算的{a}.{b}%。",
    "咨询电话：0971-88{four}，传真：(0971)88{four}，邮箱：xxgk@shifan.gov.cn。",
    "项目代码{y}-632122-04-01-{six}，总投资{big}元，建设地点为城关镇东大街{b}号。",
    "统一社会信用代码：11632122MB{six}7Q，地址：示范县和平路{a}号行政中心三楼。",
    "索引号：000014349/{y}-00{b}，发布机构：示范县人民政府办公室。",
    "全县共有困难儿童{a}名、留守老人{b}名，发放补助{big}元，发放名单由民政局存档。",
    "参加活动的有小学生{a}人，年龄在6岁至12岁之间，由{b}名教师带队。",
    "服务时间为每日8:30至17:30，服务热线12345，乘{a}路公交车可到。",
    "二维码编号{y}{m:02}{d:02}{six}，合同金额{big}.{a}万元，工期{b}天。",
    "安置房共{a}栋{b}套，其中一号楼已交付，二号楼正在装修。",
)


def citizen(chance: random.Random) -> str:
    number = f"{chance.choice((632122, 110105, 341702))}{chance.randint(1940, 2015)}"
    number += f"{chance.randint(1, 12):02}{chance.randint(1, 28):02}{chance.randint(0, 999):03}"
    return number + "10X98765432"[sum(int(d) * w for d, w in zip(number, WEIGHTS, strict=True)) % 11]


def card(chance: random.Random) -> str:
    start = f"62220{chance.randint(0, 10**13 - 1):013}"
    return next(start + str(last) for last in range(10) if is_card_number(start + str(last)))


def mobile(chance: random.Random) -> str:
    return f"1{chance.randint(3, 9)}{chance.randint(0, 10**9 - 1):09}"


def mail(chance: random.Random) -> str:
    return f"user{chance.randint(1, 9999)}@{chance.choice(('qq.com', '163.com', 'example.net'))}"


def home(chance: random.Random) -> str:
    one, two = chance.randint(1, 20), chance.randint(1, 6)
    return chance.choice((f"演示小区{one}号楼{two}单元{two}01室", f"演示家园{one}栋{two}02室", f"演示村{two}组{one}号"))


def minor(chance: random.Random) -> str:
    return f"演{chance.choice('小甲乙')}{chance.choice('明红军')}，{chance.choice('男女')}，{chance.randint(3, 17)}岁"


def recipients(_chance: random.Random) -> str:
    return "低保金发放明细表 姓名 身份证号 银行账号 金额"


def printed(number: str, chance: random.Random) -> str:
    """The same number as people print it: plain, in full width, or in groups."""
    wide = number.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    if len(number) == 11:
        return chance.choice(
            (number, wide, f"{number[:3]} {number[3:7]} {number[7:]}", f"{number[:3]}-{number[3:7]}-{number[7:]}")
        )
    return chance.choice((number, wide, " ".join(number[i : i + 6] for i in range(0, len(number), 6))))


MAKERS = {
    "citizen_number": lambda chance: printed(citizen(chance), chance),
    "bank_card": lambda chance: printed(card(chance), chance),
    "mobile_phone": lambda chance: printed(mobile(chance), chance),
    "mail": mail,
    "home_address": home,
    "minor": minor,
    "recipients": recipients,
}


def clean_line(chance: random.Random) -> str:
    small = {name: chance.randint(1, 28) for name in "abmd"}
    small["m"] = chance.randint(1, 12)
    numbers = {"big": chance.randint(1000, 10**8), "big2": chance.randint(1000, 10**8), "y": chance.randint(2015, 2026)}
    digits = {"four": f"{chance.randint(0, 9999):04}", "six": f"{chance.randint(0, 10**6 - 1):06}"}
    return chance.choice(CLEAN).format(**small, **numbers, **digits)


def test_planted_personal_data_is_found_and_nothing_of_it_stays_under_a_mask() -> None:
    chance, missed, shown = random.Random(20260304), [], []
    for number in range(2000):
        kind = list(MAKERS)[number % len(MAKERS)]
        planted = MAKERS[kind](chance)
        text = clean_line(chance) + chance.choice(FRAMES).format(planted) + clean_line(chance)
        marks = personal_data(text)
        found = [mark for mark in marks if mark.kind == kind]
        if not found:
            missed.append((kind, planted, text))
        elif kind in ("citizen_number", "bank_card", "mobile_phone", "mail"):
            hidden = masked(text, found[0])
            if sum(char.isdigit() for char in hidden) > 3:
                shown.append(hidden)

    assert len(missed) <= 20, missed[:10]
    assert shown == []


def test_clean_official_text_is_left_alone() -> None:
    chance = random.Random(20260305)
    lines = [clean_line(chance) for _ in range(2000)]

    false = [line for line in lines if personal_data(line)]

    assert len(false) <= 20, false[:10]


@pytest.mark.parametrize("number", ["110105194912310021", "110105194913310021", "000000000000000000"])
def test_number_with_a_wrong_check_digit_or_birth_date_is_none(number: str) -> None:
    assert not is_citizen_number(number)


def test_marks_point_at_the_print() -> None:
    text = "联系人手机１３８００１３８０００。"

    assert personal_data(text) == [Mark("mobile_phone", 5, 16)]
