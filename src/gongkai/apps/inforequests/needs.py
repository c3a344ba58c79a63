"""What a reply must say by its kind, besides its text: each need of the law's list as a field of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law import exemptions_on, reply_kinds

NEEDS: dict[str, Text] = {
    "manner": Text("公开的方式", "Manner of publication"),
    "way": Text("获取的途径", "Way to find it"),
    "content_or_manner_way_time": Text(
        "所提供的内容，或者获取的方式、途径和时间", "What is given, or manner, way and time"
    ),
    "open_part": Text("可以公开的部分", "The open part"),
    "withheld_part": Text("不予公开的部分", "The withheld part"),
    "reason": Text("理由", "Reason"),
    "public_interest": Text("公共利益衡量", "Public-interest test"),
    "deciding_organ": Text("定密机关", "The organ that classified it"),
    "search_scope": Text("检索范围", "Where it was searched"),
    "search_method": Text("检索方式", "How it was searched"),
    "responsible_body_if_known": Text(
        "负责公开的机关及其联系方式（能够确定的）", "Responsible body and its contact, if known"
    ),
    "earlier_number": Text("此前申请的编号", "Number of the earlier request"),
    "earlier_date": Text("此前答复的日期", "Day of the earlier reply"),
    "service_evidence": Text("此前答复的送达凭证", "Proof that the earlier reply was served"),
    "special_law": Text("专门的法律、行政法规", "The special law"),
    "where_to_ask": Text("查询的机构和途径", "Where to ask"),
    "right_channel": Text("反映的渠道", "The right channel"),
    "way_to_obtain": Text("获取公开出版物的途径", "How to obtain the publication"),
    "finding": Text("对所说理由的认定", "The finding on the reasons given"),
}
OPTIONAL = frozenset({"responsible_body_if_known"})
DAYS = frozenset({"earlier_date"})
MOST = 2000
_KEPT_ELSEWHERE = frozenset({"ground", "reasons_asked"})
_NOT_OF_SECRETS = frozenset({"reason", "withheld_part"})
"""Of a state secret nothing is kept but the ground and who classified it."""


def needs_of(kind: str, ground: str, day: date) -> tuple[str, ...]:
    """The fields of such a reply, in the order of the law's list; `day` is that of receipt."""
    needs = [need for need in reply_kinds()[kind].needs if need not in _KEPT_ELSEWHERE]
    if ground == "state_secret":
        return (*(need for need in needs if need not in _NOT_OF_SECRETS), "deciding_organ")
    exemption = exemptions_on(day).get(ground)
    if exemption is not None and "public_interest" in exemption.overrides:
        needs.append("public_interest")
    return tuple(needs)


def checked_says(kind: str, ground: str, day: date, says: Mapping[str, str]) -> dict[str, str]:
    """What was said, without blanks. Raises InvalidInput for a field that is not of such a reply, or no day."""
    fields, kept = needs_of(kind, ground, day), {}
    for need, words in says.items():
        if need not in fields:
            label = NEEDS.get(need, Text(need, need))
            told = Text("这种答复不记载“{need}”。", "Such a reply keeps no “{need}”.").format(need=label)
            raise InvalidInput("say-unfit", told, where=need)
        if len(words) > MOST:
            told = Text("“{need}”不能超过 {most} 字。", "“{need}” takes at most {most} signs.")
            raise InvalidInput("say-long", told.format(need=NEEDS[need], most=MOST), where=need)
        if words.strip():
            kept[need] = _as_day(need, words.strip()) if need in DAYS else words.strip()
    return {need: kept[need] for need in fields if need in kept}


def missing(kind: str, ground: str, day: date, says: Mapping[str, str]) -> list[str]:
    """What such a reply must say and does not."""
    return [need for need in needs_of(kind, ground, day) if need not in OPTIONAL and need not in says]


def _as_day(need: str, words: str) -> str:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError as fault:
        told = Text("“{need}”应写作 2026-01-15 这样的日期。", "Write “{need}” as a day such as 2026-01-15.")
        raise InvalidInput("say-no-day", told.format(need=NEEDS[need]), where=need) from fault
