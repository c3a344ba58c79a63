"""Moves of a dispute: answered, decided, appealed, tried again, closed, kept."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import make_move
from gongkai.apps.inforequests.services.facts import given
from gongkai.apps.remedies.clock import ending_of, last_stage, settle
from gongkai.apps.remedies.models import Dispute
from gongkai.apps.remedies.selectors import reanswers_owed
from gongkai.apps.remedies.services.rows import check_day, end_stage, keep_fact, open_stage
from gongkai.bilingual import Text
from gongkai.errors import MoveRefused


@transaction.atomic
def answer(dispute: Dispute, *, proof: str, on: date, by: User, at: datetime) -> None:
    """Record the answer to the reviewing body, or the defence. law: review2023/48, 54; litigation2017/67."""
    with make_move(dispute, "answer", by=by, at=at, facts=given(proof=proof)) as move:
        stage = last_stage(dispute)
        check_day(on, at, since=stage.opened_on)
        keep_fact(stage, "answered", on, at=at, said=proof)
        settle(dispute)
        move.note(on=on.isoformat(), level=stage.level)


@transaction.atomic
def decide(
    dispute: Dispute,
    *,
    result: str,
    form: str,
    on: date,
    orders_reanswer: bool = False,
    reanswer_until: date | None = None,
    said: str = "",
    by: User,
    at: datetime,
) -> None:
    """Record how the review or the instance ended. Raises MoveRefused, NotPermitted, InvalidInput."""
    with make_move(dispute, "decide", by=by, at=at, facts=given(result=result)) as move:
        stage = last_stage(dispute)
        check_day(on, at, since=max([stage.opened_on, *(fact.on for fact in stage.facts.all())]))
        end_stage(
            stage,
            result=result,
            form=form,
            on=on,
            orders_reanswer=orders_reanswer,
            reanswer_until=reanswer_until,
            said=said,
            at=at,
        )
        settle(dispute)
        move.note(on=on.isoformat(), level=stage.level, result=result, orders=orders_reanswer)


@transaction.atomic
def appeal(dispute: Dispute, *, on: date, by: User, at: datetime) -> None:
    """Record that the second instance began; `on` is the day its papers came."""
    with make_move(dispute, "appeal", by=by, at=at) as move:
        if last_stage(dispute).level != "first":
            raise MoveRefused("appeal-of-what", Text("只有一审裁判可以上诉。", "Only the first instance is appealed."))
        _begin(dispute, "second", on, at)
        move.note(on=on.isoformat())


@transaction.atomic
def retry(dispute: Dispute, *, on: date, by: User, at: datetime) -> None:
    """Record that a retrial began; `on` is the day its papers came."""
    with make_move(dispute, "retry", by=by, at=at) as move:
        _begin(dispute, "retrial", on, at)
        move.note(on=on.isoformat())


@transaction.atomic
def close(dispute: Dispute, *, by: User, at: datetime) -> None:
    """Close it: nothing more is to come. Refused while a reply anew is owed."""
    with make_move(dispute, "close", by=by, at=at):
        if reanswers_owed().filter(stage__dispute=dispute).exists():
            words = Text("还没有登记重新答复。", "The reply anew is not recorded yet.")
            raise MoveRefused("reanswer-owed", words)
        settle(dispute)


@transaction.atomic
def archive(dispute: Dispute, *, by: User, at: datetime) -> None:
    with make_move(dispute, "archive", by=by, at=at):
        pass


def _begin(dispute: Dispute, level: str, on: date, at: datetime) -> None:
    ending = ending_of(last_stage(dispute))
    assert ending is not None, "what is decided has an ending"
    check_day(on, at, since=ending.decided_on)
    open_stage(dispute, level, on, is_simple=False, at=at)
    settle(dispute)
