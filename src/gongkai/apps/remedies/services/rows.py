"""Dated facts of disputes as rows: each is checked against those before it, and only then kept."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.apps.remedies.clock import ending_of
from gongkai.apps.remedies.models import Dispute, DisputeFact, DisputeStage, Ending
from gongkai.apps.remedies.words import FACT_KINDS, FORMS, forum_of
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused
from gongkai.law import dispute_result

FORMS_OF = {"review": ("decision", "mediation"), "suit": ("judgment", "ruling", "mediation")}


def check_day(day: date, at: datetime, *, since: date | None = None) -> None:
    """Nothing is recorded before it has happened, nor before what it follows. Raises InvalidInput."""
    if day > localdate(at):
        words = Text("日期 {day} 还没有到。", "The day {day} lies ahead.").format(day=day)
        raise InvalidInput("day-ahead", words, where="on")
    if since is not None and day < since:
        words = Text("{day} 早于它之前的事实（{since}）。", "{day} is before what it follows ({since}).")
        raise InvalidInput("day-before-its-cause", words.format(day=day, since=since), where="on")


def open_stage(dispute: Dispute, level: str, on: date, *, is_simple: bool, at: datetime) -> DisputeStage:
    """Keep the review or an instance. Raises MoveRefused where this one was there before."""
    if dispute.stages.filter(level=level).exists():
        raise MoveRefused("stage-twice", Text("这一审级已经登记过。", "This instance is recorded already."))
    stage = DisputeStage(dispute=dispute, level=level, opened_on=on, is_simple=is_simple, recorded_at=at)
    stage.full_clean()
    stage.save(force_insert=True)
    return stage


def keep_fact(
    stage: DisputeStage, kind: str, on: date, *, at: datetime, days: int | None = None, said: str = ""
) -> DisputeFact:
    """Keep what happened. Raises MoveRefused for a fact that is there already."""
    if stage.facts.filter(kind=kind).exists():
        words = Text("“{fact}”已经登记过。", "{fact}: recorded already.").format(fact=FACT_KINDS[kind])
        raise MoveRefused("fact-twice", words)
    fact = DisputeFact(stage=stage, kind=kind, on=on, days=days, said=said.strip(), recorded_at=at)
    fact.full_clean()
    fact.save(force_insert=True)
    return fact


def end_stage(
    stage: DisputeStage,
    *,
    result: str,
    form: str,
    on: date,
    orders_reanswer: bool,
    reanswer_until: date | None,
    said: str,
    at: datetime,
) -> Ending:
    """Keep how it ended. Raises MoveRefused, InvalidInput."""
    if ending_of(stage) is not None:
        raise MoveRefused("stage-ended", Text("这一阶段已有结果。", "This stage has ended already."))
    forum = forum_of(stage.dispute.kind)
    if form not in FORMS_OF[forum]:
        words = Text("“{form}”不是这里的文书。", "{form} is no document of this kind.")
        raise InvalidInput("form-unfit", words.format(form=FORMS.get(form, Text(form, form))), where="form")
    known = dispute_result("review" if forum == "review" else "suit", result, on=on)
    if orders_reanswer and not known.orders:
        words = Text("“{result}”不要求重新答复。", "{result} orders no reply anew.").format(result=known.label)
        raise InvalidInput("result-orders-nothing", words, where="orders_reanswer")
    if reanswer_until is not None and (not orders_reanswer or reanswer_until <= on):
        words = Text("重新答复的期限须在决定之后，且以责令重新答复为前提。", "It needs an order, and lies after it.")
        raise InvalidInput("reanswer-time", words, where="reanswer_until")
    ending = Ending(
        stage=stage,
        decided_on=on,
        form=form,
        result=result,
        held_as=known.held_as,
        orders_reanswer=orders_reanswer,
        reanswer_until=reanswer_until,
        said=said.strip(),
        recorded_at=at,
    )
    ending.full_clean()
    ending.save(force_insert=True)
    return ending
