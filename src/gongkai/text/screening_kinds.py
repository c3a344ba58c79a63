"""What a screening looks for, and what is said to the person who decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gongkai.bilingual import Text
from gongkai.text.personal import KINDS as PERSONAL

Group = Literal["personal", "secrecy", "wording", "dates", "images", "links"]


@dataclass(frozen=True, slots=True)
class ScreeningKind:
    """One kind of mark.

    is_maskable  one act can mask it; other marks are mended by hand or left with a reason
    """

    group: Group
    label: Text
    suggestion: Text
    is_maskable: bool = False


_MASK = Text("遮盖后再发布；确需公开的，写明理由。", "Mask it; where it has to be public, give the reason.")
_LIST = Text(
    "名单只公开必要的内容，删去证件号、账号、电话、住址各列。",
    "Publish only what is needed: drop the columns of numbers, accounts, telephones and addresses.",
)
_MINOR = Text("不公开未成年人的姓名等信息。", "Do not publish what tells a minor apart.")

SCREENING_KINDS: dict[str, ScreeningKind] = {
    **{
        kind: ScreeningKind(
            "personal", label, {"recipients": _LIST, "minor": _MINOR}.get(kind, _MASK), kind != "recipients"
        )
        for kind, label in PERSONAL.items()
    },
    "secrecy_word": ScreeningKind(
        "secrecy",
        Text("内部或保密用语", "Words of an internal paper"),
        Text("核对文件是否可以公开。", "Check whether this paper may be public at all."),
    ),
    "wrong_word": ScreeningKind(
        "wording",
        Text("错别字", "Wrong word"),
        Text("应为“{says}”。", "It should read “{says}”."),
    ),
    "own_word": ScreeningKind(
        "wording",
        Text("本地词库用语", "Word of the local list"),
        Text("本地词库提示：{says}", "The local list says: {says}"),
    ),
    "no_such_day": ScreeningKind(
        "dates",
        Text("日期不存在", "No such day"),
        Text("日历上没有这一天，请核对。", "No calendar has this day."),
    ),
    "wrong_weekday": ScreeningKind(
        "dates",
        Text("星期与日期不符", "Weekday does not fit"),
        Text("请核对日期或者星期。", "Check the date or the weekday."),
    ),
    "ends_before_it_begins": ScreeningKind(
        "dates",
        Text("止期早于起期", "Ends before it begins"),
        Text("请核对起止日期。", "Check both days of the period."),
    ),
    "image_without_words": ScreeningKind(
        "images",
        Text("图片没有文字说明", "Image without description"),
        Text("为看不见图片的人写一句说明。", "Describe it for whoever cannot see it."),
    ),
    "link_malformed": ScreeningKind(
        "links",
        Text("链接写法有误", "Malformed link"),
        Text("请改正网址。", "Correct the address."),
    ),
    "link_inside_only": ScreeningKind(
        "links",
        Text("链接只在内网有效", "Link leads into the office network"),
        Text(
            "公众打不开，请换成公开网址或上传附件。",
            "The public cannot open it: link a public address or attach the file.",
        ),
    ),
}
