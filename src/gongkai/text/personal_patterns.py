"""The prints of personal data in folded text, and what around them says that they are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from gongkai.text.folding import Reading
from gongkai.text.personal_numbers import (
    has_citizen_form,
    is_card_number,
    is_citizen_number,
    is_old_citizen_number,
)

_GAP = r"(?:[ \-·_]{0,2}|[ ]{0,2}(?:[\n\v]\r?|\r)[ ]{0,4})"
_START = r"(?<![0-9A-Za-z_])(?<![0-9A-Za-z][\-/])"
_CITIZEN = re.compile(rf"{_START}(?:[0-9]{_GAP}){{17}}[0-9Xx](?:[0-9]{{2}}(?![0-9]))?(?![0-9A-Za-z])")
_OLD_CITIZEN = re.compile(rf"{_START}(?:[0-9]{_GAP}){{14}}[0-9](?![0-9A-Za-z])(?!-[0-9])")
_MOBILE_GAP = r"(?:[ \-·.)]{0,2}|[ ]?(?:[\n\v]\r?|\r)[ ]{0,4})"
_MOBILE = re.compile(
    r"(?:(?<![0-9A-Za-z_])|(?<=[Tt]el)|(?<=TEL)|(?<=[Pp]hone)|(?<=[Vv][Xx])|(?<=QQ))(?<![0-9][.\-/])"
    rf"(?:\(?(?:\+|00)?86\)?[ \-]?)?\(?(?P<number>1{_MOBILE_GAP}[3-9](?:{_MOBILE_GAP}[0-9]){{9}})"
    r"(?![0-9A-Za-z])(?!\.[0-9])(?!-[0-9])(?! ?(?:余|多)?(?:亿|万|千|百)?"
    r"(?:元|亿|万|吨|公斤|千克|千瓦|度|立方|平方|公里|千米|米|公顷|亩|人|户|株|粒|件|个|次|%))"
)
_LANDLINE = re.compile(r"(?<![0-9A-Za-z_\-])(?:\(?0[1-9][0-9]{1,2}\)?[\- ]{0,2})?[2-8][0-9]{6,7}(?![0-9A-Za-z\-])")
_LETTER = r"A-Za-z0-9"
_MAIL = re.compile(
    rf"(?<![{_LETTER}._%+\-])(?P<name>[{_LETTER}][{_LETTER}._%+\-]{{0,63}}) ?(?:@|[\(\[] ?at ?[\)\]]) ?"
    rf"(?P<domain>[{_LETTER}\-]+(?: ?\. ?[{_LETTER}\-]+)+)|(?<![{_LETTER}])[{_LETTER}._\-]+#(?:qq|163|126|sina)\.com"
)
_CARD = re.compile(rf"{_START}(?:[0-9]{_GAP}){{15,18}}[0-9](?![0-9A-Za-z])(?!-[0-9])")
_NAMED_CARD = re.compile(rf"{_START}(?:[0-9]{_GAP}){{11,22}}[0-9](?![0-9A-Za-z])(?!-[0-9])")
_PASSPORT = re.compile(
    r"(?<![0-9A-Za-z_])(?:[EeGgDdSsPp][A-Za-z]?[ \-]?[0-9]{7,8}|[HhMmCcRr][Kk]?[ \-]?[0-9]{8,10}|[0-9]{8})"
    r"(?![0-9A-Za-z])"
)
_PLATE = re.compile(
    r"(?<![0-9A-Za-z])[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][A-HJ-NP-Z][ ·\-]{0,2}"
    r"(?=[A-HJ-NP-Z]*[0-9])(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[挂学警港澳])(?![0-9A-Za-z\-])"
)
_ACCOUNT = re.compile(
    r"(?:QQ|qq|微信)(?!公众|群|小程序|服务)(?:号码?|联系)?[ ]?[:为是]?[ ]?"
    r"(?P<number>[A-Za-z1-9][A-Za-z0-9_\-]{4,19})(?![0-9A-Za-z@])"
)
_NUM = "0-9A-Za-z一二三四五六七八九十"
_N = "0-9一二三四五六七八九十"
_HOME = re.compile(
    rf"(?:[{_NUM}]{{1,4}}(?:号楼|栋|幢|座|号院|号))?[{_N}]{{1,3}}单元[{_N}]{{1,3}}(?:楼|层)?[{_N}]{{1,4}}(?:室|号|户)?"
    rf"|[{_NUM}]{{1,4}}(?:号楼|栋|幢|座)(?:[{_N}]{{1,3}}(?:楼|层))?[0-9]{{3,4}}(?:室|号|户|(?![{_N}套平元米个间人]))"
    r"|(?:小区|花园|家园|家属院|公寓|新村|苑|佳苑)[0-9]{1,3}(?:-[0-9]{1,4}){1,3}(?![0-9\-])"
    rf"|[\u4e00-\u9fff]{{1,6}}(?:村|社区)[\u4e00-\u9fff0-9]{{0,6}}?[{_N}]{{1,3}}(?:组|社|屯|队)[{_N}]{{1,4}}号"
    rf"|(?:住址|家庭地址|户籍地|户籍地址|现住址|家住)[ ]?[:为是]?[ ]?[\u4e00-\u9fff0-9]{{2,24}}?[{_N}]{{1,4}}号"
    r"(?:院|附[0-9]{1,3}号)?"
)
_OFFICIAL_PLACE = re.compile(
    "行政中心|办公|政府|机关|大厦|大楼|服务中心|交易中心|综合楼|党校|学校|小学|中学|大学|医院|写字楼|科技园|产业园|公司|会议室|窗口|大厅|法院|检察院|委员会"
)
_HOME_PLACE = re.compile("小区|花园|家园|家属|公寓|新村|苑|住宅|宿舍|安置房|住址|户籍|家住|居住")
_COUNTED = re.compile("(?:共|建成?|建设|有|计|改造|新建)$")
_MINOR = re.compile(
    r"[\u4e00-\u9fff]{2,4}[,、( ]{0,2}[男女][童孩]?[,、 ]{0,2}(?:[\u4e00-\u9fff]{1,4}族[,、 ]{0,2})?"
    r"(?:今年|现年|年龄)?[:]?(?P<age>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:周?岁)"
    r"|[\u4e00-\u9fff]{2,4}\((?P<age2>[0-9]{1,2}|[一二三四五六七八九十]{1,3})周?岁\)"
    r"|(?:(?<!大)学生|儿童|孤儿|留守儿童|困境儿童|被监护人|未成年人)"
    r"(?:姓名)?:[ ]?(?:[\u4e00-\u9fff]{2,4}(?=[,、。;.)\s]|$)"
    r"|(?![在到对由从按如指因以为])[\u4e00-\u9fff]{1,3}?某{1,2}(?![些种个类项一几地县乡镇村校]))"
)
_LIST = re.compile(
    "花名册|(?:发放|资金|补贴|补助)(?:明细)?(?:清)?(?:表|册)|领取人名单|(?:补助|救助|发放|人员|公示|低保|享受)[^\\n\\t。]{0,8}名单"
)
_COLUMN = re.compile("身份证号?|公民身份号码|银行卡号|银行账[号户]|一卡通账?号|开户行|联系电话|手机号|家庭住址|住址")
_REACH = 60
"""Characters after the name of a list, within its sentence, in which its columns stand."""

_CREDIT = re.compile("(?:信用代码|机构代码|项目代码|注册号|登记号|税号|识别号)[^0-9]{0,4}$")
_ID_NAMED = re.compile("身份证|公民身份|身份号|证件号|残疾证")
_OTHER_NUMBER = re.compile(
    "(?:编号|代码|序号|文号|索引号|账号|账户|流水号|单号|批号|证号|证书号?|凭证号?|许可证号?|条码|注册号|登记号|发票号?|税号|识别号|标段号?|批文|备案号|案号|网站标识码|金额|合计)[^0-9A-Za-z]{0,3}$"
)
_FIGURES = re.compile("[数额值量率]|增长|面积|人口|年|元|合计|小计|指标|项目|收入|支出|占比|比重")
_PEOPLE = re.compile("姓名|户主|名单|人员|申请人|领取人|联系|电话|手机|身份证|[^量]人$")
_PHONE_NAMED = re.compile("电话|手机|联系|[Tt]el|TEL|微信|号码|拨打|致电|[Pp]hone|[Mm]obile")
_HOME_PHONE = re.compile("(?:家庭|住宅|家里|家中|家属|宅|个人|本人)(?:联系|固定|座机)?(?:电话|固话|座机)|宅电")
_OFFICE_PHONE = re.compile("监督|举报|咨询|值班|办公|传真|服务|热线|投诉|客服|单位|窗口|受理")
_CARD_NAMED = re.compile("银行卡|(?<!社保)卡号|一卡通|存折|惠农|个人账[号户]|领款账[号户]|本人账[号户]|工资卡")
_PASS_NAMED = re.compile("护照|通行证|台胞证|回乡证|[Pp]assport", re.IGNORECASE)
_OFFICIAL_MAIL = ("gov.cn", "12345.cn", "政务", "公益")
_SHAPES = {(11,), (1,) * 11, (3, 4, 4), (4, 3, 4), (3, 8), (3, 3, 5), (3, 4, 2, 2)}
_ONES = {numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)}

Found = tuple[str, int, int]
"""Kind, start and end in the folded text."""


def all_found(reading: Reading) -> Iterator[Found]:
    """Whatever looks like personal data, in no order, some within another."""
    text = reading.text
    for kind, pattern, holds in _PATTERNS:
        for found in pattern.finditer(text):
            start, end = found.span("number") if "number" in pattern.groupindex else found.span()
            if holds(found, reading):
                yield kind, start, end
    for name in _LIST.finditer(text):
        if _COLUMN.search(text[name.end() : name.end() + _REACH].partition("。")[0]):
            yield "recipients", name.start(), name.end()


def private_landlines(reading: Reading, near: list[Found]) -> Iterator[Found]:
    """Fixed lines of private persons: named so, or in the line of somebody's other data and not named an office's."""
    people = {reading.line(start) for kind, start, _ in near if kind in ("citizen_number", "home_address", "minor")}
    for found in _LANDLINE.finditer(reading.text):
        before = reading.before(found.start(), 12)
        beside = "电话" in before and not _OFFICE_PHONE.search(before) and reading.line(found.start()) in people
        if _HOME_PHONE.search(before) or beside:
            yield "landline", found.start(), found.end()


def _digits(found: re.Match[str]) -> str:
    return re.sub(r"[^0-9Xx]", "", found[0])


def _is_citizen(found: re.Match[str], reading: Reading) -> bool:
    digits, before = _digits(found), reading.before(found.start(), 20)
    if len(digits) == 20 and is_citizen_number(digits[:18]):
        return True
    if len(digits) != 18 or _CREDIT.search(before):
        return False
    return is_citizen_number(digits) or (bool(_ID_NAMED.search(before)) and has_citizen_form(digits))


def _is_old_citizen(found: re.Match[str], reading: Reading) -> bool:
    before = reading.before(found.start(), 20)
    if not is_old_citizen_number(_digits(found)):
        return False
    return bool(_ID_NAMED.search(before)) or not _OTHER_NUMBER.search(before)


def _is_card(found: re.Match[str], reading: Reading) -> bool:
    before = reading.before(found.start(), 20)
    return is_card_number(_digits(found)) and (bool(_CARD_NAMED.search(before)) or not _OTHER_NUMBER.search(before))


def _is_named_card(found: re.Match[str], reading: Reading) -> bool:
    """Accounts for paying out subsidies need not be card numbers: they are told by what names them."""
    if _CARD_NAMED.search(reading.before(found.start(), 12)):
        return True
    heads = reading.heads(found.start())
    return any("姓名" in head or "户主" in head for head in heads) and bool(
        re.search("银行|账号|卡号", reading.head(found.start()))
    )


def _is_mobile(found: re.Match[str], reading: Reading) -> bool:
    before = reading.before(found.start())
    is_named = bool(_PHONE_NAMED.search(before))
    if not is_named and _OTHER_NUMBER.search(before):
        return False
    number = found["number"]
    joined = re.sub(r"[ ]?[\n\v\r]+[ ]*", "", number)
    if not is_named and _is_among_figures(found, reading):
        return False
    if "\n" in number and not is_named and _stands_alone(found, reading.text):
        return False
    shape = tuple(len(group) for group in re.split(r"[^0-9]+", joined))
    return shape in _SHAPES or is_named


def _is_among_figures(found: re.Match[str], reading: Reading) -> bool:
    """Whether its table has heads of figures and none of people."""
    heads = " ".join(reading.heads(found.start()))
    return bool(_FIGURES.search(heads)) and not _PEOPLE.search(heads)


def _stands_alone(found: re.Match[str], text: str) -> bool:
    """Whether both halves of a number that is broken over two lines fill their lines, as cells do."""
    return text[: found.start()].endswith("\n") and text[found.end() : found.end() + 1] in ("", "\n")


def _is_private_mail(found: re.Match[str], _reading: Reading) -> bool:
    domain = (found["domain"] or "").replace(" ", "").lower()
    return not any(domain == official or domain.endswith(f".{official}") for official in _OFFICIAL_MAIL)


def _is_passport(found: re.Match[str], reading: Reading) -> bool:
    return bool(_PASS_NAMED.search(reading.before(found.start(), 20)))


def _is_home(found: re.Match[str], reading: Reading) -> bool:
    before = reading.before(found.start(), 20) + found[0]
    near = before[max(before.rfind("。"), before.rfind(";"), before.rfind("\n")) + 1 :]
    if found[0].endswith("户") and _COUNTED.search(reading.before(found.start())):
        return False
    return bool(_HOME_PLACE.search(near)) or not _OFFICIAL_PLACE.search(near)


def _is_minor(found: re.Match[str], _reading: Reading) -> bool:
    age = found["age"] or found["age2"]
    if age is None:
        return True
    years = int(age) if age.isdigit() else _numeral(age)
    return 0 < years < 18


def _numeral(words: str) -> int:
    tens, has_ten, ones = words.partition("十")
    if not has_ten:
        return _ONES.get(words, 0)
    return _ONES.get(tens, 1) * 10 + _ONES.get(ones, 0)


def _always(_found: re.Match[str], _reading: Reading) -> bool:
    return True


def _is_account(found: re.Match[str], _reading: Reading) -> bool:
    return bool(re.search("[0-9]", found["number"]))


_PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str], Reading], bool]], ...] = (
    ("citizen_number", _CITIZEN, _is_citizen),
    ("citizen_number", _OLD_CITIZEN, _is_old_citizen),
    ("bank_card", _CARD, _is_card),
    ("bank_card", _NAMED_CARD, _is_named_card),
    ("mobile_phone", _MOBILE, _is_mobile),
    ("mail", _MAIL, _is_private_mail),
    ("passport", _PASSPORT, _is_passport),
    ("plate", _PLATE, _always),
    ("account", _ACCOUNT, _is_account),
    ("home_address", _HOME, _is_home),
    ("minor", _MINOR, _is_minor),
)
