"""Requests of the invented world: one at each step, late, near its day and fresh."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.identity import Identity
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.services import Asked, letters
from gongkai.apps.inforequests.services.summaries import write_summary
from tests.apps.builders import County
from tests.apps.inforequests.builders import says_for

ROLES = ("inbound_clerk", "handler", "secrecy_reviewer", "leader")
WANTED = (
    "2025年度县级义务教育学校招生计划及各校实际录取人数",
    "县道012线路面改造工程的中标通知书、施工合同和竣工验收报告",
    "城乡低保对象动态管理的审批台账（2024年至2025年）",
    "关于农村宅基地审批管理的会议纪要",
    "基层医疗卫生机构药品采购合同",
)


def fill(county: County, now: datetime) -> None:
    """A register as it stands on a working day."""
    for number, (days_ago, upto) in enumerate(
        ((1, "submitted"), (4, "acknowledged"), (40, "registered"), (20, "awaiting_correction"), (22, "in_hand"))
    ):
        _request(county, WANTED[number], now - timedelta(days=days_ago), upto, now)
    for upto in ("in_legal_review", "in_secrecy_review", "in_signature", "signed", "replied"):
        one = _request(county, WANTED[0], now - timedelta(days=10), upto, now)
    write_summary(one, summary="某学年招生安排", by=county.people["office_head", county.body.pk], at=now)


def _request(county: County, wanted: str, at: datetime, upto: str, now: datetime) -> InfoRequest:
    who = Identity("演示申请人", "G00000000", phone="010-00000000")
    one = services.submit_request(
        government=county.government,
        body=county.body,
        asked=Asked(who, "natural_person", wanted, "electronic", "online"),
        key=f"{wanted}{at}{upto}",
        address="192.0.2.7",
        at=at,
    ).info_request
    for step in _steps(county, one, upto, at, now):
        step()
        if one.state == upto != "in_hand":
            break
    return one


def _steps(county: County, one: InfoRequest, upto: str, at: datetime, now: datetime) -> Iterator[Callable[[], object]]:
    people, day = {role: county.people[role, county.body.pk] for role in ROLES}, localdate(at)
    clerk, handler = people["inbound_clerk"], people["handler"]
    if upto == "submitted":
        return
    if upto == "acknowledged":
        yield lambda: services.acknowledge(one, by=clerk, at=at)
        return
    yield lambda: services.confirm_by_contact(one, contacted_on=day, by=clerk, at=at)
    if upto == "awaiting_correction":
        until = day + timedelta(days=30)
        yield lambda: services.ask_correction(one, what="请写明学校名称", until=until, on=day, by=handler, at=at)
    yield lambda: services.assign(one, unit=county.body, by=clerk, at=at)
    yield lambda: services.accept(one, by=handler, at=at)
    if upto == "in_hand":
        yield lambda: services.consult(
            one, to="third_party", whom="演示公司", what="是否同意公开合同全文", on=day, by=handler, at=at
        )
        given = {"information": "投标文件的技术部分"}
        yield lambda: letters.make_letter(
            one, kind="third_party_consultation", given=given, addressee="示范县某公司", by=handler, at=now
        )
        return
    kind = ("A3", "process") if upto == "in_legal_review" else ("A2", "")
    draft = {"kind": kind[0], "ground": kind[1], "text": "经审查，答复如下。", "says": says_for(*kind, day)}
    yield lambda: services.draft_reply(one, **draft, by=handler, at=now)
    yield lambda: services.submit_draft(one, by=handler, at=now)
    yield lambda: services.clear_secrecy(one, basis="不涉及国家秘密", by=people["secrecy_reviewer"], at=now)
    yield lambda: services.sign(one, by=people["leader"], at=now)
    today = localdate(now)
    yield lambda: services.serve(one, way="in_person", proof="平台送达", on=today, by=clerk, at=now)
