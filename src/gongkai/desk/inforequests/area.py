"""Requests in the rail, on Today and in the search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.apps.accounts.moves import roles_for
from gongkai.apps.inforequests.consulted import standings
from gongkai.apps.inforequests.flow import BEFORE_RECEIPT, INFO_REQUEST
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.selectors import desk_list, open_list, unconfirmed
from gongkai.bilingual import Text
from gongkai.desk.lists import Viewer
from gongkai.desk.rail import Act, Area, Duty, Found
from gongkai.errors import CalendarUnknown
from gongkai.law import load_calendar

CONFIRM_WITHIN = 1
"""Working days within which receipt is to be confirmed; a limit of ours, not of the law."""
UNCONFIRMED = Text(
    "收到日尚未确认：须在到达后{days}个工作日内与申请人联系，答复期限自双方确认之日起算。",
    "Receipt is not confirmed: call the applicant within {days} working day; the time to reply counts from then.",
)
CONSULTING = Text("征求意见未复", "Consultation unanswered")
LIMIT = Text("内部时限已过，请催办。", "The internal limit has passed: ask again.")
COUNTED = Text(
    "收到日 {day}，推算过程见申请页。", "Received on {day}; the page of the request shows how it is counted."
)


def due_of(one: InfoRequest) -> date | None:
    """The statutory day; before receipt the internal one, so that none may sleep."""
    if one.state not in BEFORE_RECEIPT:
        return one.due_on
    try:
        return load_calendar().add(localdate(one.system_received_at), CONFIRM_WITHIN)
    except CalendarUnknown:
        return localdate(one.system_received_at)


def derived(one: InfoRequest) -> Text:
    if one.received_on is None:
        return UNCONFIRMED.format(days=CONFIRM_WITHIN)
    return COUNTED.format(day=one.received_on)


def title_of(one: InfoRequest) -> str:
    return f"{one.number} {one.wanted[:60]}"


def _here(viewer: Viewer) -> Q:
    return Q(public_body__path__startswith=viewer.root)


def _waiting(viewer: Viewer) -> QuerySet[InfoRequest]:
    return unconfirmed(viewer.user, viewer.day).filter(_here(viewer))


def _duties(viewer: Viewer) -> Iterator[Duty]:
    yield from _late_letters(viewer)
    for one in open_list(viewer.user, viewer.day).filter(_here(viewer)):
        body = one.public_body
        roles = roles_for(one, viewer.user, viewer.day)
        mine = [move for move in INFO_REQUEST.moves_from(one.state) if move.by in roles]
        yield Duty(
            title_of(one),
            body.name,
            reverse("desk:request", args=[one.pk]),
            INFO_REQUEST.state(one.state).label,
            due_on=due_of(one),
            derived=derived(one),
            act=mine[0].label if mine else None,
        )


def _late_letters(viewer: Viewer) -> Iterator[Duty]:
    """Consultations open past the internal limit: a line of their own, besides that of the request."""
    mine = open_list(viewer.user, viewer.day).filter(_here(viewer))
    for one in standings(mine, viewer.day):
        if one.is_escalated:
            row = one.consultation
            yield Duty(
                title_of(row.info_request),
                row.info_request.public_body.name,
                reverse("desk:consultation_list"),
                CONSULTING,
                due_on=row.internal_limit,
                derived=LIMIT,
            )


def _find(viewer: Viewer, words: str) -> Sequence[Found]:
    named = Q(number__icontains=words) | Q(wanted__icontains=words)
    found = desk_list(viewer.user, viewer.day).filter(_here(viewer), named)
    return [
        Found(title_of(one), reverse("desk:request", args=[one.pk]), INFO_REQUEST.state(one.state).label)
        for one in found[:10]
    ]


AREA = Area(
    Text("依申请公开", "Requests"),
    "desk:request_list",
    "mail",
    key="r",
    waiting=_waiting,
    acts=(
        Act(Text("登记申请", "Enter a request"), "desk:request_new"),
        Act(Text("规定哪些答复送法律顾问", "Say which replies the adviser sees"), "desk:adviser_rules"),
        Act(Text("设定文书规则", "Set the rule of letters"), "desk:letter_rule"),
        Act(Text("设定收费规则", "Set the rule of fees"), "desk:fee_rule"),
        Act(Text("申请人信息的保存与销毁", "Keeping and erasing applicants' data"), "desk:privacy"),
        Act(Text("申请人信息查看记录", "Who looked at applicants' data"), "desk:access_log"),
    ),
    duties=_duties,
    find=_find,
)
