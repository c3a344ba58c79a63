"""Releases at a later hour, places above the others, and the last day among what is current."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import check_move, check_role
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.core import audit
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.disclosure import clock
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.services.releasing import check_releasable, publish_publication
from gongkai.bilingual import Text
from gongkai.errors import GongkaiError, InvalidInput, MoveRefused, NotPermitted


@transaction.atomic
def plan_release(publication: Publication, *, release_at: datetime | None, by: User, at: datetime) -> None:
    """Have the worker release what is approved, in the hour of that time; None takes the plan back.

    The publisher who plans it answers for the release as if it were made by hand then.
    raises  MoveRefused where it could not be published then: now, or after its document, whose release is planned;
            NotPermitted; InvalidInput for a time that has passed
    """
    publication.refresh_from_db(from_queryset=Publication.objects.select_for_update())
    move = check_move(publication, "publish")  # type: ignore[arg-type]
    check_role(by, move, publication.public_body, localdate(at))
    if release_at is not None:
        check_releasable(publication, planned_for=release_at)
        if release_at <= at:
            words = Text("计划发布时间已过。", "The time of release has passed.")
            raise InvalidInput("release-time", words, where="release_at")
    publication.planned_for, publication.planned_by = release_at, by if release_at else None
    publication.full_clean()
    publication.save()
    facts: dict[str, audit.Fact] = {"release_at": release_at.isoformat() if release_at else ""}
    body_id = publication.public_body_id
    audit.record("disclosure.plan", by=by.actor, at=at, subject=publication, body_id=body_id, facts=facts)


def release_planned(*, at: datetime) -> list[tuple[int, str]]:
    """Release what has fallen due, each on its own; may run again at any time. Returns what was refused, with its code.

    Of what is planned for one time the first begun comes first, and so a document before its interpretations.
    What is refused, such as when the role of its publisher has ended, stays approved and waits for a person.
    """
    refused = []
    due = Publication.objects.filter(planned_for__lte=at, state="approved").select_related("planned_by")
    for publication in due.order_by("planned_for", "pk"):
        try:
            _release(publication, at)
        except GongkaiError as error:
            refused.append((publication.pk, error.code))
            _drop_plan(publication, error.code, at)
    return refused


def place_publication(
    publication: Publication, *, pinned_until: date | None, expires_on: date | None, by: User, at: datetime
) -> None:
    """Until which day it stands above the others, and until which among what is current; None for neither.

    What has expired keeps its address and its place in searches, marked as no longer current.
    raises  NotPermitted for anybody but a publisher; MoveRefused for what is not public; InvalidInput
    """
    with transaction.atomic():
        publication.refresh_from_db(from_queryset=Publication.objects.select_for_update())
        today = localdate(at)
        if "publisher" not in roles_in(by, publication.public_body, today):
            raise NotPermitted("role-needed", Text("由发布员办理。", "This is for the publisher."))
        if not publication.is_public and publication.state != "approved":
            raise MoveRefused("not-public", Text("尚未审定或者已经撤下。", "It is not approved, or was withdrawn."))
        for name, day in (("pinned_until", pinned_until), ("expires_on", expires_on)):
            if day is not None and day < today:
                raise InvalidInput("day-passed", Text("日期已过。", "That day has passed."), where=name)
        if pinned_until and expires_on and expires_on < pinned_until:
            words = Text("置顶截止日晚于有效截止日。", "It cannot be pinned beyond its last day.")
            raise InvalidInput("pinned-beyond", words, where="pinned_until")
        publication.pinned_until, publication.expires_on = pinned_until, expires_on
        publication.full_clean()
        publication.save()
        facts: dict[str, audit.Fact] = {
            "pinned_until": pinned_until.isoformat() if pinned_until else "",
            "expires_on": expires_on.isoformat() if expires_on else "",
        }
        body_id = publication.public_body_id
        audit.record("disclosure.place", by=by.actor, at=at, subject=publication, body_id=body_id, facts=facts)


def settle_clocks(*, at: datetime) -> int:
    """Count the days of all open work anew, as after a holiday notice. Returns how many moved."""
    running = Q(published_on__isnull=True) & ~Q(state="withheld") | Q(changed_on__isnull=False)
    moved = 0
    for publication in Publication.objects.filter(running).order_by("pk").iterator():
        before = publication.due_on, publication.change_due_on
        clock.settle(publication)
        after = publication.due_on, publication.change_due_on
        if after == before:
            continue
        with transaction.atomic():
            _keep_clock(publication, at)
        moved += 1
    return moved


def _keep_clock(publication: Publication, at: datetime) -> None:
    fields = ("due_on", "due_basis", "change_due_on", "change_basis")
    kept = {name: getattr(publication, name) for name in fields}
    Publication.objects.filter(pk=publication.pk).update(**kept)
    facts: dict[str, audit.Fact] = {"due_on": str(publication.due_on), "change_due_on": str(publication.change_due_on)}
    body_id = publication.public_body_id
    audit.record("disclosure.settle_clock", by=SYSTEM, at=at, subject=publication, body_id=body_id, facts=facts)


@transaction.atomic
def _release(publication: Publication, at: datetime) -> None:
    """Once: another run may have been faster, or a person may have taken the plan back."""
    locked = Publication.objects.select_for_update().get(pk=publication.pk)
    if locked.state != "approved" or locked.planned_for is None or locked.planned_for > at:
        return
    assert locked.planned_by is not None, "a constraint of the table"
    publish_publication(locked, by=locked.planned_by, at=at)


@transaction.atomic
def _drop_plan(publication: Publication, code: str, at: datetime) -> None:
    changed = Publication.objects.filter(pk=publication.pk, planned_for__isnull=False)
    if changed.update(planned_for=None, planned_by=None):
        body_id = publication.public_body_id
        facts: dict[str, audit.Fact] = {"refused": code}
        audit.record("disclosure.plan_failed", by=SYSTEM, at=at, subject=publication, body_id=body_id, facts=facts)
