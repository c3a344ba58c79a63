"""Reads on disputes; the one place that says who sees which."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.remedies.flow import DISPUTE, FINAL
from gongkai.apps.remedies.models import Dispute, DisputeFact, DisputeStage, Ending

SEEN_BY = frozenset({*(move.by for move in DISPUTE.moves), "inbound_clerk", "legal_adviser", "leader"})
"""The roles that take part in disputes; nobody else of the body sees one."""


def visible_to(user: User | None, day: date) -> QuerySet[Dispute]:
    """What this person may see: staff the disputes of their bodies, nobody else any."""
    if user is None:
        return Dispute.objects.none()
    return Dispute.objects.filter(public_body__in=bodies_of(user, day, roles=SEEN_BY))


def desk_list(user: User, day: date) -> QuerySet[Dispute]:
    """The same, newest first, with all that a list shows: how the latest stage stands beside each."""
    latest = DisputeStage.objects.filter(dispute=OuterRef("pk")).order_by("-id")
    shown = visible_to(user, day).select_related("public_body", "info_request").order_by("-id")
    return shown.annotate(
        level=latest.values("level")[:1],
        result=latest.values("ending__result")[:1],
        decided_on=latest.values("ending__decided_on")[:1],
        held_as=latest.values("ending__held_as")[:1],
    )


def dispute_for(user: User, day: date, *, pk: int) -> Dispute | None:
    """One dispute for a member of staff; None where it is not theirs to see."""
    return desk_list(user, day).filter(pk=pk).first()


def open_list(user: User, day: date) -> QuerySet[Dispute]:
    """What this person's bodies still have to do something about, the nearest day first."""
    owed = reanswers_owed().filter(stage__dispute=OuterRef("pk"))
    found = desk_list(user, day).annotate(owes_reanswer=Exists(owed))
    return found.filter(~Q(state__in=FINAL) | Q(owes_reanswer=True)).order_by(F("due_on").asc(nulls_last=True), "id")


def reviews_to_follow(user: User, day: date) -> QuerySet[Dispute]:
    """Reviews a suit may follow."""
    return visible_to(user, day).filter(kind="review").order_by("-id")


def requests_to_dispute(user: User, day: date) -> QuerySet[InfoRequest]:
    """Requests of this person's bodies that a dispute may be about."""
    bodies = bodies_of(user, day, roles=SEEN_BY)
    return InfoRequest.objects.filter(public_body__in=bodies, received_on__isnull=False).order_by("-id")


def reanswers_owed() -> QuerySet[Ending]:
    """Endings that oblige a body to reply anew, which it has not done and no later stage has taken up."""
    done = DisputeFact.objects.filter(stage=OuterRef("stage"), kind="reanswered")
    later = DisputeStage.objects.filter(dispute=OuterRef("stage__dispute"), id__gt=OuterRef("stage"))
    return Ending.objects.filter(orders_reanswer=True).filter(~Exists(done), ~Exists(later))


def reanswer_owed(info_request: InfoRequest) -> Ending | None:
    """The decision under which this request is to be answered anew; None where nothing of the kind is owed."""
    owed = reanswers_owed().filter(stage__dispute__info_request=info_request)
    return owed.select_related("stage__dispute").order_by("-decided_on", "-id").first()


def orders_list(user: User, day: date) -> QuerySet[Ending]:
    """The register of decisions that order a reply anew, whether given or not, the newest first."""
    done = DisputeFact.objects.filter(stage=OuterRef("stage"), kind="reanswered")
    return (
        Ending.objects.filter(orders_reanswer=True, stage__dispute__in=visible_to(user, day))
        .select_related("stage__dispute__public_body", "stage__dispute__info_request")
        .annotate(reanswered_on=done.values("on")[:1])
        .order_by("-decided_on", "-id")
    )


@dataclass(frozen=True, slots=True)
class Oddity:
    """Two numbers of one body's year that can hardly both be right."""

    code: str
    more: int
    fewer: int


def oddities(bodies: Collection[int], first: date, last: date) -> tuple[Oddity, ...]:
    """Suits after review that outnumber reviews, and suits that outnumber requests, among what came in these days."""
    came = Dispute.objects.filter(public_body__in=bodies, received_on__gte=first, received_on__lte=last)
    kinds = list(came.values_list("kind", flat=True))
    reviews, after = kinds.count("review"), kinds.count("after_review")
    suits = len(kinds) - reviews
    asked = InfoRequest.objects.filter(public_body__in=bodies, received_on__gte=first, received_on__lte=last).count()
    found = []
    if after > reviews:
        found.append(Oddity("suits-exceed-reviews", after, reviews))
    if suits > asked:
        found.append(Oddity("suits-exceed-requests", suits, asked))
    return tuple(found)
