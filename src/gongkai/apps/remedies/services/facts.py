"""Facts of a dispute that move nothing: acceptance, an extension, receipt of the decision, the reply anew."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import check_maker
from gongkai.apps.core import audit
from gongkai.apps.remedies.clock import ending_of, last_stage, settle, terms_of
from gongkai.apps.remedies.models import Dispute, DisputeStage
from gongkai.apps.remedies.services.rows import check_day, keep_fact
from gongkai.apps.remedies.words import FACT_KINDS
from gongkai.bilingual import Text
from gongkai.errors import MoveRefused

MAKER = "handler"


@transaction.atomic
def record_acceptance(dispute: Dispute, *, on: date, by: User, at: datetime) -> None:
    """Record the day of acceptance: the time to decide runs from it."""
    stage = _locked(dispute, "accepted", by, at)
    _while_open(stage)
    since = stage.opened_on if dispute.role == "reviewing_organ" else None
    check_day(on, at, since=since)
    keep_fact(stage, "accepted", on, at=at)
    _kept(dispute, "accepted", on, by, at)


@transaction.atomic
def record_extension(dispute: Dispute, *, days: int, on: date, by: User, at: datetime) -> None:
    """Record that the decision of a review was put off. law: review2023/62(1). Raises InvalidInput beyond the most."""
    stage = _locked(dispute, "extended", by, at)
    _while_open(stage)
    if stage.level != "review" or stage.is_simple or not stage.facts.filter(kind="accepted").exists():
        words = Text("只有已受理的普通程序复议可以延长。", "Only an accepted review in ordinary procedure is put off.")
        raise MoveRefused("extension-of-what", words)
    check_day(on, at, since=stage.opened_on)
    keep_fact(stage, "extended", on, at=at, days=days)
    terms_of(last_stage(dispute))
    _kept(dispute, "extended", on, by, at)


@transaction.atomic
def record_told(dispute: Dispute, *, on: date, by: User, at: datetime) -> None:
    """Record the day the decision reached the parties: the time to sue or to appeal runs from it."""
    stage = _locked(dispute, "told", by, at)
    ending = ending_of(stage)
    if ending is None:
        raise MoveRefused("not-decided", Text("还没有决定或裁判。", "There is no decision yet."))
    check_day(on, at, since=ending.decided_on)
    keep_fact(stage, "told", on, at=at)
    _kept(dispute, "told", on, by, at)


@transaction.atomic
def record_reanswer(dispute: Dispute, *, proof: str, on: date, by: User, at: datetime) -> None:
    """Record the reply given anew under the decision."""
    stage = _locked(dispute, "reanswered", by, at)
    ending = ending_of(stage)
    if ending is None or not ending.orders_reanswer:
        words = Text("没有责令重新答复的决定。", "No decision orders a reply anew.")
        raise MoveRefused("nothing-ordered", words)
    check_day(on, at, since=ending.decided_on)
    keep_fact(stage, "reanswered", on, at=at, said=proof)
    _kept(dispute, "reanswered", on, by, at)


def _locked(dispute: Dispute, kind: str, by: User, at: datetime) -> DisputeStage:
    """The latest stage, the row locked and the person checked. Raises NotPermitted, MoveRefused once archived."""
    dispute.refresh_from_db(from_queryset=Dispute.objects.select_for_update())
    check_maker(by, FACT_KINDS[kind], {MAKER}, dispute.public_body, localdate(at))
    if dispute.state == "archived":
        raise MoveRefused("archived", Text("已归档，不能再登记。", "It is archived: nothing more is recorded."))
    return last_stage(dispute)


def _while_open(stage: DisputeStage) -> None:
    if ending_of(stage) is not None:
        raise MoveRefused("stage-ended", Text("这一阶段已有结果。", "This stage has ended already."))


def _kept(dispute: Dispute, kind: str, on: date, by: User, at: datetime) -> None:
    settle(dispute)
    dispute.save(update_fields=["due_on"])
    body = dispute.public_body_id
    told: dict[str, audit.Fact] = {"on": on.isoformat()}
    audit.record(f"remedies.{kind}", by=by.actor, at=at, subject=dispute, body_id=body, facts=told)
