"""The block that tells an applicant where to turn, for the day on which the letter is signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.law import Remedy

WITH_JURISDICTION = "有管辖权的人民法院"
_AT_OUR_SEAT = {"basic": "本机关所在地的基层人民法院", "intermediate": "本机关所在地的中级人民法院"}
_OURSELVES = "本机关"


@dataclass(frozen=True, slots=True)
class Local:
    """Names that only the place knows.

    reviewers  name by id of law.remedies, such as same_level_government
    court      the court for direct suits; "" where local data name none
    """

    reviewers: Mapping[str, str] = field(default_factory=dict)
    court: str = ""


def remedy_block(found: Remedy, local: Local) -> str:
    """One paragraph; "" for what cannot be challenged alone.

    law  review2023/20, 23, 24, 27, 28; litigation2017/45, 46
    """
    if found.order == "none":
        return ""
    since = "答复期限届满" if found.outcome == "no_reply" else "收到本文书"
    asks = f"可以自{since}之日起{found.review_days.number}日内，向{_reviewers(found, local)}申请行政复议"
    if found.order == "disputed":
        return f"对逾期未作答复不服的，{asks}。"
    if found.order == "review_first":
        return _review_first(found, local, asks)
    court = local.court or _AT_OUR_SEAT[found.court]
    return (
        f"{_displeased(found)}，{asks}；也可以自{since}之日起{found.suit_months.number}个月内，向{court}提起行政诉讼。"
    )


def _review_first(found: Remedy, local: Local, asks: str) -> str:
    court = local.court or WITH_JURISDICTION
    rule = found.order_rule.cite.printed.zh
    return (
        f"{_displeased(found)}，依照{rule}，应当先申请行政复议，{asks}；"
        f"对行政复议决定仍不服的，可以自收到行政复议决定书之日起{found.suit_after_review_days.number}日内，"
        f"向{court}提起行政诉讼。"
    )


def _displeased(found: Remedy) -> str:
    if found.outcome == "partial" and found.order == "review_first":
        return "对其中不予公开的部分不服的"
    return "对逾期未作答复不服的" if found.outcome == "no_reply" else "如对本文书不服"


def _reviewers(found: Remedy, local: Local) -> str:
    names = [
        _OURSELVES if one.id == "itself" else local.reviewers.get(one.id) or one.label.zh for one in found.reviewers
    ]
    return "或者".join(dict.fromkeys(names))
