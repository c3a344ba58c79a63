"""Words of requests: columns and rows of Table 3, channels, ways of receiving a reply."""

from __future__ import annotations

from datetime import date
from functools import cache

from gongkai.bilingual import Text
from gongkai.law import exemptions_on, reply_kinds
from gongkai.law.receipt import CHANNELS, receipt_rules
from gongkai.reports.editions import EDITION_IDS, edition
from gongkai.reports.schema import Block

_ENGLISH = {
    "natural_person": "Natural person",
    "enterprise": "Company",
    "research": "Research institution",
    "social": "Social or welfare organisation",
    "legal_service": "Legal service provider",
    "other": "Other",
}
CLASSES: tuple[str, ...] = tuple(_ENGLISH)
MANNERS: dict[str, Text] = {
    "electronic": Text("电子文件", "Electronic file"),
    "paper": Text("纸质文件", "Paper copy"),
    "inspection": Text("当面查阅", "Inspection on site"),
}
RECEIPT_WAYS: dict[str, Text] = {
    "online": Text("在本平台领取", "On this site"),
    "email": Text("电子邮箱", "By e-mail"),
    "post": Text("邮寄", "By post"),
    "in_person": Text("自行领取", "In person"),
}
ASSIGNMENTS: dict[str, Text] = {
    "pending": Text("待接收", "Awaiting acceptance"),
    "accepted": Text("已接收", "Accepted"),
    "rejected": Text("已退回", "Rejected"),
    "bypassed": Text("不待接收，已交办", "Gone on without acceptance"),
    "replaced": Text("已改派", "Assigned anew"),
}
CONSULTED: dict[str, Text] = {
    "third_party": Text("第三方", "A third party"),
    "co_maker": Text("共同制作机关", "A body that made it jointly"),
    "other_organ": Text("其他机关", "Another body"),
}
WAYS_OF_SERVICE: dict[str, Text] = {
    "in_person": Text("当面送达", "Handed over"),
    "china_post": Text("邮政企业寄送", "By China Post"),
    "electronic": Text("电子送达", "Electronically, as chosen"),
}
ADVISED: dict[str, Text] = {
    "not_granted": Text("除予以公开外的各种答复", "Every reply but that which grants all"),
    "all": Text("各种答复", "Every reply"),
    "denied": Text("不予公开和部分公开的答复", "Refusals, whole or in part"),
}
"""Which drafts the legal adviser sees; the first where a body has set nothing."""
CHANNEL_OF_MEASURE = {"online": "online", "post_signed": "mail", "post_ordinary": "mail", "in_person": "counter"}
"""How published reports group the channels; the others stand for themselves."""


@cache
def classes() -> dict[str, Text]:
    """The six columns of Table 3, as the form prints them."""
    labels = {column.id: column.label for column in _table_3().columns}
    return {name: Text(labels[name], english) for name, english in _ENGLISH.items()}


@cache
def outcome_rows() -> frozenset[str]:
    """The rows of Table 3 on which a request may end."""
    return frozenset(row.id for row in _table_3().rows if row.outcome)


@cache
def outcomes() -> dict[str, Text]:
    """The rows of Table 3 on which a request may end, with their labels."""
    english = {kind.rows["2021"]: kind.label.en for kind in reply_kinds().values() if "2021" in kind.rows}
    english |= {ground.row: ground.label.en for ground in exemptions_on(date.max).values() if ground.row}
    english |= {"granted": "Granted", "refused.reconfirm": "Confirmation of what was given asked for again"}
    return {row.id: Text(row.label, english[row.id]) for row in _table_3().rows if row.outcome}


def channels() -> dict[str, Text]:
    return {channel: receipt_rules()[channel][-1].label for channel in CHANNELS}


def _table_3() -> Block:
    tables = edition(EDITION_IDS[-1]).tables
    return next(table for table in tables if table.id == "t3").blocks[0]
