"""Standing in for somebody who is away."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import Delegation, RoleGrant, User
from gongkai.apps.accounts.roles import BUSINESS, CONTROL
from gongkai.apps.accounts.selectors import colleagues_in
from gongkai.apps.accounts.services.authority import check_administers, check_not_own
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused


@transaction.atomic
def give_delegation(
    *,
    giver: User,
    taker: User,
    body: PublicBody,
    valid_from: date,
    valid_to: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> Delegation:
    """Let a colleague use all business roles one was granted in a body, for some days.

    The giver decides; where the giver cannot, a security administrator of the body does.

    raises  NotPermitted, MoveRefused, InvalidInput
    """
    if by != giver.actor:
        check_administers(by, body, at=at)
        check_not_own(by, taker)
    for pk in sorted((giver.pk, taker.pk)):
        User.objects.select_for_update().get(pk=pk)
    if valid_from < localdate(at):
        raise InvalidInput("delegation-past", Text("委托不能从过去的日子开始。", "It cannot begin in the past."))
    _check_giver(giver, body, valid_from, valid_to)
    _check_taker(giver, taker, body, valid_from, valid_to)
    delegation = Delegation(
        giver=giver, taker=taker, public_body=body, valid_from=valid_from, valid_to=valid_to, reason=reason.strip()
    )
    delegation.full_clean()
    delegation.save()
    facts: dict[str, audit.Fact] = {"giver": giver.pk, "taker": taker.pk}
    audit.record("accounts.delegate", by=by, at=at, subject=delegation, body_id=body.pk, facts=facts)
    return delegation


@transaction.atomic
def end_delegation(delegation: Delegation, *, by: Actor, at: datetime) -> None:
    """End it from this day on, at once: giver, taker, or a security administrator of the body."""
    delegation.refresh_from_db(from_queryset=Delegation.objects.select_for_update())
    if by not in (delegation.giver.actor, delegation.taker.actor):
        check_administers(by, delegation.public_body, at=at)
    day = localdate(at)
    if delegation.ended_on is not None or delegation.valid_to < day:
        raise MoveRefused("delegation-over", Text("这项委托已经结束。", "This delegation is over already."))
    delegation.ended_on = day
    delegation.save(update_fields=["ended_on"])
    facts: dict[str, audit.Fact] = {"giver": delegation.giver_id, "taker": delegation.taker_id}
    audit.record(
        "accounts.end_delegation", by=by, at=at, subject=delegation, body_id=delegation.public_body_id, facts=facts
    )


def _check_giver(giver: User, body: PublicBody, first: date, last: date) -> None:
    """Only what was granted to the giver can be passed on: who merely stands in for somebody has nothing to give."""
    granted = RoleGrant.objects.filter(user=giver, public_body=body, role__in=BUSINESS).holding_within(first, last)
    if not granted.exists():
        words = Text(
            "委托人在该单位没有可以委托的业务角色；受托的权限不能再转委托。",
            "The giver was granted no role in that body that could be passed on; what was delegated is not passed on.",
        )
        raise MoveRefused("delegation-nothing", words)


def _check_taker(giver: User, taker: User, body: PublicBody, first: date, last: date) -> None:
    if not colleagues_in(body, first).exclude(pk=giver.pk).filter(pk=taker.pk).exists():
        words = Text(
            "只能委托给本单位或邻近单位的同事。", "Only a colleague of this body or of one near it can stand in."
        )
        raise InvalidInput("delegation-stranger", words, where="taker")
    held = RoleGrant.objects.filter(user=taker, role__in=CONTROL).holding_within(first, last)
    if settings.SEPARATE_DUTIES and held.exists():
        words = Text(
            "审计员、安全管理员、系统管理员不能代办业务。",
            "Auditor, security administrator and operator cannot stand in for disclosure work.",
        )
        raise MoveRefused("delegation-duties-apart", words, where="taker")
    overlapping = Delegation.objects.not_ended_on(first).filter(
        giver=giver, taker=taker, public_body=body, valid_from__lte=last
    )
    if overlapping.exists():
        words = Text("这段时间里已经有同样的委托。", "There is such a delegation in that time already.")
        raise InvalidInput("delegation-held", words)
