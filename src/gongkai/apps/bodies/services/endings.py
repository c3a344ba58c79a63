"""Acts that end bodies: abolition, merger, split. Facts end with the body; nothing is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import models, transaction
from django.utils.timezone import localdate

from gongkai.apps.bodies.models import Government, Placement, PublicBody, Succession, SupervisingOffice
from gongkai.apps.bodies.services.caches import refresh
from gongkai.apps.bodies.services.checks import (
    ONE_DAY,
    check_lives,
    clean_words,
    from_then_on,
    lock_tree,
    locked,
    refused,
)
from gongkai.apps.bodies.services.tree import write_place
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.bilingual import Text

REASON_LONGEST = 300
How = Succession.How


@transaction.atomic
def abolish_body(body: PublicBody, *, on: date, reason: str, by: Actor, at: datetime) -> None:
    """End a body: from this day it exists no more. Refused while anything stands below it."""
    lock_tree()
    _end(body, on=on, reason=reason)
    refresh([body], localdate(at))
    audit.record("bodies.abolish", by=by, at=at, subject=body, body_id=body.pk, facts={"on": on.isoformat()})


@transaction.atomic
def merge_bodies(
    *, bodies: Sequence[PublicBody], into: PublicBody, on: date, reason: str, by: Actor, at: datetime
) -> list[Succession]:
    """End bodies on a day; another one carries on their work and takes over all that stands below them."""
    lock_tree()
    if not bodies or into in bodies or len({body.pk for body in bodies}) != len(bodies):
        raise refused(
            "merge-of-others",
            Text(
                "请选择被合并的单位，且不含合并后的单位。",
                "Choose the bodies that end; the one that carries on is not among them.",
            ),
            where="bodies",
        )
    check_lives(locked(into), on, where="into")
    moved = [member for body in bodies for member in _move_members(body, into, on)]
    for body in bodies:
        _end(body, on=on, reason=reason)
    refresh([*bodies, *moved], localdate(at))
    return [_succeed(How.MERGED, body, into, on=on, reason=reason, by=by, at=at) for body in bodies]


@transaction.atomic
def split_body(
    body: PublicBody,
    *,
    into: Sequence[PublicBody],
    on: date,
    reason: str,
    by: Actor,
    at: datetime,
    members_to: PublicBody | None = None,
    continues: bool = False,
) -> list[Succession]:
    """Let bodies registered before carry on parts of the work of one.

    members_to  which of them takes over what stands below it
    continues   it goes on beside the new ones
    """
    lock_tree()
    if not into or body in into or (members_to is not None and members_to not in into):
        raise refused(
            "split-into-others",
            Text("请选择承接职能的其他单位。", "Choose other bodies that carry on the work."),
            where="into",
        )
    for part in into:
        check_lives(locked(part), on, where="into")
    check_lives(locked(body), on)
    moved = _move_members(body, members_to, on) if members_to is not None else []
    if not continues:
        _end(body, on=on, reason=reason)
    refresh([body, *moved], localdate(at))
    return [_succeed(How.SPLIT, body, part, on=on, reason=reason, by=by, at=at) for part in into]


def _end(body: PublicBody, *, on: date, reason: str) -> None:
    """Raises InvalidInput when something would be left hanging."""
    words = clean_words(reason, where="reason", longest=REASON_LONGEST)
    check_lives(locked(body), on)
    if body.valid_from is not None and body.valid_from >= on:
        raise refused("no-day-left", Text("至少应存续一天。", "A body exists for at least one day."), where="on")
    _check_nothing_hangs(body, on)
    for facts in (body.names, body.placements, body.codes, body.disclosure_offices, body.appointments):
        _end_facts(facts.all(), on)
    body.valid_to, body.end_reason = on - ONE_DAY, words
    body.full_clean()
    body.save(update_fields=["valid_to", "end_reason"])


def _check_nothing_hangs(body: PublicBody, on: date) -> None:
    members = Placement.objects.filter(from_then_on(on), parent=body).select_related("public_body")
    names = list(members.values_list("public_body__name", flat=True).order_by("public_body")[:3])
    if names:
        raise refused(
            "members-remain",
            Text("其下还有“{names}”等单位。", "There are still bodies below it, such as {names}."),
            hint=Text("请先调整其隶属关系，或选择合并。", "Move them first, or merge the body."),
            where="body",
            names=Text("、".join(names), ", ".join(names)),
        )
    supervises = SupervisingOffice.objects.filter(from_then_on(on), office=body)
    if supervises.exists() or Government.objects.filter(body=body).exists():
        raise refused(
            "body-in-charge",
            Text(
                "它是一个政府或其主管部门，不能撤销。", "It is a government or its supervising office and cannot end."
            ),
            hint=Text("请先指定新的主管部门。", "Designate another supervising office first."),
            where="body",
        )


def _end_facts(facts: models.QuerySet[models.Model], on: date) -> None:
    """End what reaches to that day or beyond. Raises InvalidInput when a fact would begin only then."""
    for fact in facts.filter(from_then_on(on)):
        first: date | None = fact.valid_from  # type: ignore[attr-defined]
        if first is not None and first >= on:
            raise refused(
                "later-fact",
                Text(
                    "{day}已有变更安排，不能早于它撤销。",
                    "A change is entered for {day}; the body cannot end before it.",
                ),
                where="on",
                day=first.isoformat(),
            )
        fact.valid_to = on - ONE_DAY  # type: ignore[attr-defined]
        fact.save(update_fields=["valid_to"])


def _move_members(body: PublicBody, into: PublicBody, on: date) -> list[PublicBody]:
    members = Placement.objects.filter(from_then_on(on), parent=body).select_related("public_body")
    moved = [placement.public_body for placement in members.order_by("public_body")]
    for member in moved:
        write_place(member, into, on=on)
    return moved


def _succeed(
    how: str, body: PublicBody, successor: PublicBody, *, on: date, reason: str, by: Actor, at: datetime
) -> Succession:
    succession = Succession(how=how, predecessor=body, successor=successor, effective_on=on, reason=reason.strip())
    succession.full_clean()
    succession.save()
    facts: dict[str, audit.Fact] = {"predecessor": body.pk, "successor": successor.pk, "on": on.isoformat()}
    for subject in (body, successor):
        audit.record(f"bodies.{how}", by=by, at=at, subject=subject, body_id=subject.pk, facts=facts)
    return succession
