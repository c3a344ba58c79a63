"""The processing fee of a request: decided once by one method, told, paid or lapsed, and given back. law: fee2020."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import check_maker, make_move
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.inforequests.models import FeeNotice, FeePayment, FeeRefund, FeeRule, InfoRequest
from gongkai.apps.inforequests.selectors import fee_notice_of, fee_rule_on, items_before, latest_reply
from gongkai.apps.inforequests.services.ending import end
from gongkai.apps.inforequests.services.facts import check_day, given, keep_fact
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused
from gongkai.law import Event, Fee, fee_by_item, fee_by_page, reply_kinds

DECIDE = Text("决定收取信息处理费", "Decide on a fee")
RULE = Text("设定收费方式", "Set how fees are charged")
POINTS_TO_PUBLIC = "A1"


@transaction.atomic
def set_fee_rule(body: PublicBody, *, method: str, way: str, valid_from: date, by: User, at: datetime) -> FeeRule:
    """Switch fees on from a day by one method, or off again with none. Raises NotPermitted, ValidationError."""
    check_maker(by, RULE, {"office_head"}, body, localdate(at))
    rule = FeeRule(public_body=body, method=method, way=way.strip(), valid_from=valid_from, set_by=by, set_at=at)
    if method and not rule.way:
        raise InvalidInput("fee-without-way", Text("请写明缴费方式。", "Say how the fee is paid."), where="way")
    rule.full_clean()
    rule.save(force_insert=True)
    facts: dict[str, audit.Fact] = {"method": method, "from": valid_from.isoformat()}
    audit.record("inforequests.set_fee_rule", by=by.actor, at=at, subject=rule, body_id=body.pk, facts=facts)
    return rule


@transaction.atomic
def decide_fee(info_request: InfoRequest, *, units: int, by: User, at: datetime) -> FeeNotice:
    """Decide once what this request costs: the marginal amount after what the month holds already.

    units   items it splits into, or pages, as the method of the body counts
    raises  MoveRefused where nothing may be charged; NotPermitted; InvalidInput
    """
    info_request.refresh_from_db(from_queryset=InfoRequest.objects.select_for_update())
    day = localdate(at)
    check_maker(by, DECIDE, {"handler"}, info_request.public_body, day)
    rule = fee_rule_on(info_request.public_body, day)
    if rule is None:
        raise MoveRefused("fee-switched-off", Text("本单位没有启用收费。", "This body does not charge fees."))
    _check_chargeable(info_request, rule.method)
    fee = _fee(info_request, rule.method, units, day)
    if not fee.yuan:
        raise MoveRefused("fee-nothing-due", Text("没有超过免费数量，不收费。", "It stays within what is free."))
    notice = FeeNotice(info_request=info_request, method=rule.method, units=units, already=fee.already, yuan=fee.yuan)
    notice.way, notice.on, notice.noticed_by, notice.noticed_at = rule.way, day, by, at
    notice.full_clean()
    notice.save(force_insert=True)
    _record("decide_fee", info_request, by, at, yuan=fee.yuan, units=units, already=fee.already)
    return notice


@transaction.atomic
def notice_fee(info_request: InfoRequest, *, on: date, by: User, at: datetime) -> None:
    """Record the day the fee notice reached the applicant: the time of payment counts from the next day."""
    notice = fee_notice_of(info_request)
    with make_move(info_request, "notice_fee", by=by, at=at, facts=given(fee=notice)) as move:
        keep_fact(info_request, Event("fee_noticed", on), by=by.actor, at=at)
        move.note(on=on.isoformat())


@transaction.atomic
def record_fee(info_request: InfoRequest, *, slip_number: str, on: date, by: User, at: datetime) -> None:
    """Record full payment by its fiscal slip: the clock counts anew. Raises MoveRefused when it came too late."""
    with make_move(info_request, "record_fee", by=by, at=at, facts=given(slip_number=slip_number)) as move:
        keep_fact(info_request, Event("fee_paid", on), by=by.actor, at=at)
        payment = FeePayment(notice=info_request.fee_notice, slip_number=slip_number.strip(), paid_on=on)
        payment.recorded_by, payment.recorded_at = by, at
        payment.full_clean()
        payment.save(force_insert=True)
        move.note(on=on.isoformat())


@transaction.atomic
def lapse_fee(info_request: InfoRequest, *, by: User, at: datetime) -> None:
    """End it: not paid in time. Raises MoveRefused while there is time left."""
    with make_move(info_request, "lapse_fee", by=by, at=at) as move:
        on = localdate(at)
        keep_fact(info_request, Event("fee_lapsed", on), by=by.actor, at=at)
        end(info_request, reply_kinds()["E4"].row("2021"), on)
        move.note(outcome=info_request.outcome)


@transaction.atomic
def refund_fee(
    info_request: InfoRequest, *, yuan: int, slip_number: str, reason: str, on: date, by: User, at: datetime
) -> FeeRefund:
    """Record money given back, never more in all than was paid."""
    InfoRequest.objects.select_for_update().get(pk=info_request.pk)
    check_maker(by, DECIDE, {"office_head"}, info_request.public_body, localdate(at))
    check_day(on, at)
    payment = FeePayment.objects.filter(notice__info_request=info_request).select_related("notice").first()
    if payment is None:
        raise MoveRefused("refund-unpaid", Text("没有缴费，不能退费。", "Nothing was paid."))
    if on < payment.paid_on:
        raise InvalidInput("refund-too-early", Text("退费早于缴费。", "It is before the payment."), where="on")
    before = payment.notice.refunds.aggregate(total=Sum("yuan"))["total"] or 0
    if yuan < 1 or before + yuan > payment.notice.yuan:
        words = Text(
            "退费金额须大于零，合计不得超过 {most} 元。", "A refund is above zero, and at most {most} yuan in all."
        )
        raise InvalidInput("refund-too-much", words.format(most=payment.notice.yuan), where="yuan")
    refund = FeeRefund(notice=payment.notice, yuan=yuan, slip_number=slip_number.strip(), reason=reason.strip(), on=on)
    refund.recorded_by, refund.recorded_at = by, at
    refund.full_clean()
    refund.save(force_insert=True)
    _record("refund_fee", info_request, by, at, yuan=yuan, on=on.isoformat())
    return refund


def _check_chargeable(info_request: InfoRequest, method: str) -> None:
    if info_request.state != "in_hand":
        raise MoveRefused("not-in-hand", Text("只有办理中的申请可以收费。", "Only what is in hand is charged."))
    if fee_notice_of(info_request) is not None:
        words = Text("一件申请只收一次费。", "A request is charged once, by one method.")
        raise MoveRefused("fee-twice", words)
    reply = latest_reply(info_request)
    if method == "by_page" and reply is not None and reply.kind == POINTS_TO_PUBLIC:
        words = Text("告知已主动公开信息的，不按量收费。", "Pointing to what is public is not charged by page.")
        raise MoveRefused("fee-public-information", words)


def _fee(info_request: InfoRequest, method: str, units: int, day: date) -> Fee:
    if method == "by_item":
        return fee_by_item(units, already=items_before(info_request), on=day)
    return fee_by_page(units, on=day)


def _record(act: str, info_request: InfoRequest, by: User, at: datetime, **facts: audit.Fact) -> None:
    body = info_request.public_body_id
    audit.record(f"inforequests.{act}", by=by.actor, at=at, subject=info_request, body_id=body, facts=facts)
