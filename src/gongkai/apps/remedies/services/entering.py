"""Entering a dispute: a review or suit that came to the body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.remedies.clock import settle
from gongkai.apps.remedies.flow import DISPUTE
from gongkai.apps.remedies.models import Dispute
from gongkai.apps.remedies.services.rows import check_day, open_stage
from gongkai.apps.remedies.words import KINDS, ROLES_OF
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, NotPermitted

ENTERS = frozenset({"handler", "inbound_clerk"})


@dataclass(frozen=True, slots=True)
class Entered:
    """What is entered of a dispute; see models.Dispute."""

    kind: str
    role: str
    forum: str
    received_on: date
    act: str = ""
    case_number: str = ""
    info_request: InfoRequest | None = None
    review: Dispute | None = None
    is_simple: bool = False


@transaction.atomic
def enter_dispute(*, body: PublicBody, given: Entered, by: User, at: datetime) -> Dispute:
    """Enter a review or suit with its first stage. Raises NotPermitted, InvalidInput."""
    if roles_in(by, body, localdate(at)).isdisjoint(ENTERS):
        words = Text("只有承办人或收件登记员可以登记。", "Only a handler or an inbound clerk may enter one.")
        raise NotPermitted("role-needed", words)
    check_day(given.received_on, at)
    dispute = new_dispute(body, given, at)
    dispute.full_clean()
    dispute.save()
    level = "review" if given.kind == "review" else "first"
    open_stage(dispute, level, given.received_on, is_simple=given.is_simple, at=at)
    settle(dispute)
    dispute.save(update_fields=["due_on"])
    told: dict[str, audit.Fact] = {"kind": given.kind, "role": given.role}
    if dispute.info_request_id is not None:
        told["request"] = dispute.info_request_id
    audit.record("remedies.enter", by=by.actor, at=at, subject=dispute, body_id=body.pk, facts=told)
    return dispute


def new_dispute(body: PublicBody, given: Entered, at: datetime, *, state: str = DISPUTE.start) -> Dispute:
    """The row, checked and not saved. Raises InvalidInput."""
    if given.kind not in KINDS or given.role not in ROLES_OF[given.kind]:
        words = Text("这类案件中本机关不能是这一身份。", "A body plays no such part in this kind of case.")
        raise InvalidInput("role-unfit", words, where="role")
    if given.info_request is None and not given.act.strip():
        words = Text("请选择相关申请，或写明争议的行为。", "Name the request, or say what is disputed.")
        raise InvalidInput("about-nothing", words, where="act")
    if given.info_request is not None:
        _check_request(body, given.info_request, given)
    if given.review is not None:
        _check_review(body, given.review, given)
    number = given.case_number.strip()
    if number and Dispute.objects.filter(public_body=body, case_number=number).exists():
        words = Text("案号“{number}”已经登记过。", "The case number {number} is entered already.").format(number=number)
        raise InvalidInput("case-number-twice", words, where="case_number")
    return Dispute(
        public_body=body,
        kind=given.kind,
        role=given.role,
        info_request=given.info_request,
        act=given.act.strip(),
        case_number=number,
        forum=given.forum.strip(),
        review=given.review,
        received_on=given.received_on,
        state=state,
        entered_at=at,
    )


def _check_request(body: PublicBody, info_request: InfoRequest, given: Entered) -> None:
    if given.role in ("respondent", "defendant") and info_request.public_body_id != body.pk:
        words = Text("相关申请不是本机关的申请。", "The request is not one of this body.")
        raise InvalidInput("request-elsewhere", words, where="info_request")
    if info_request.received_on is not None and given.received_on < info_request.received_on:
        words = Text("收到之日早于收到申请之日。", "It came before the request itself.")
        raise InvalidInput("dispute-before-request", words, where="received_on")


def _check_review(body: PublicBody, review: Dispute, given: Entered) -> None:
    fits = review.kind == "review" and review.public_body_id == body.pk and given.kind == "after_review"
    if not fits or given.received_on < review.received_on:
        words = Text("不是这件诉讼之前的复议。", "This is not the review before the suit.")
        raise InvalidInput("review-unfit", words, where="review")
