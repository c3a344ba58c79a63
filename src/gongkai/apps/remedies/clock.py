"""The periods of a dispute, replayed from its dated facts by the law each time they are asked."""

from __future__ import annotations

from datetime import date

from gongkai.apps.remedies.models import Dispute, DisputeStage, Ending
from gongkai.law import DisputeDays, Term, instance_terms, load_calendar, review_terms

NO_MORE_DUE = frozenset({"closed", "archived"})


def days_of(stage: DisputeStage) -> DisputeDays:
    """The facts of a stage as the law asks for them."""
    facts = {fact.kind: fact for fact in stage.facts.all()}
    ending = ending_of(stage)
    decides = stage.dispute.role == "reviewing_organ"
    accepted, extended, told = facts.get("accepted"), facts.get("extended"), facts.get("told")
    return DisputeDays(
        copy_on=None if decides else stage.opened_on,
        applied_on=stage.opened_on if decides else None,
        accepted_on=accepted.on if accepted else None,
        is_simple=stage.is_simple,
        added=extended.days or 0 if extended else 0,
        told_on=told.on if told else None,
        is_judgment=ending is None or ending.form == "judgment",
    )


def terms_of(stage: DisputeStage) -> tuple[Term, ...]:
    """The periods of a stage in their order. Raises InvalidInput for an extension the law does not allow."""
    days = days_of(stage)
    if stage.level == "review":
        return review_terms(days, calendar=load_calendar())
    return instance_terms(stage.level, days, calendar=load_calendar())


def ending_of(stage: DisputeStage) -> Ending | None:
    return getattr(stage, "ending", None)


def last_stage(dispute: Dispute) -> DisputeStage:
    """The stage that counts now, with its ending and facts."""
    found = dispute.stages.select_related("dispute", "ending").prefetch_related("facts").last()
    assert found is not None, "a dispute is entered with its first stage"
    return found


def next_term(stage: DisputeStage) -> Term | None:
    """The period in which this body is to act next, while the stage is open."""
    done = {fact.kind for fact in stage.facts.all()}
    if ending_of(stage) is not None:
        return None
    if stage.dispute.role == "reviewing_organ":
        wanted = (
            ("review.decision.days", "review.simple.decision_days")
            if "accepted" in done
            else ("review.acceptance.days",)
        )
        return next((term for term in terms_of(stage) if term.limit.parameter_id in wanted), None)
    if "answered" in done:
        return None
    return next((term for term in terms_of(stage) if term.side == "body"), None)


def next_day(dispute: Dispute) -> date | None:
    """The next day on which this body is to act: to answer, to decide, or to reply anew; None where none runs."""
    stage = last_stage(dispute)
    ending = ending_of(stage)
    if ending is not None:
        is_done = any(fact.kind == "reanswered" for fact in stage.facts.all())
        return None if is_done else ending.reanswer_until
    term = next_term(stage)
    return term.due_on if term else None


def settle(dispute: Dispute) -> None:
    """Keep the next day with the row, for lists. The caller saves it."""
    dispute.due_on = next_day(dispute)
