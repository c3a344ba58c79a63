"""Reads on publications; the one place that says who sees which."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import BUSINESS
from gongkai.apps.accounts.selectors import bodies_of, grants_on
from gongkai.apps.bodies.models import Government
from gongkai.apps.disclosure.flow import PUBLICATION
from gongkai.apps.disclosure.models import Publication

PUBLIC = Q(state="published")


def visible_to(user: User | None, day: date) -> QuerySet[Publication]:
    """What this person may see: the public what is published, staff also what their bodies are working on."""
    seen = PUBLIC
    if user is not None:
        seen |= Q(public_body__in=bodies_of(user, day, roles=BUSINESS))
    return Publication.objects.filter(seen)


def public_list(government: Government) -> QuerySet[Publication]:
    """What the public sees of one government, newest first, with all that a list shows."""
    return (
        Publication.objects.filter(PUBLIC, public_body__path__startswith=government.body.path)
        .select_related("public_body")
        .order_by("-published_at", "-id")
    )


def desk_list(user: User, day: date) -> QuerySet[Publication]:
    """What this person's bodies are working on, newest first, with all that a list shows."""
    bodies = bodies_of(user, day, roles=BUSINESS)
    return (
        Publication.objects.filter(public_body__in=bodies).select_related("public_body", "written_by").order_by("-id")
    )


def publication_for(user: User, day: date, *, pk: int) -> Publication | None:
    """One publication for a member of staff; None where it is not theirs to see."""
    return desk_list(user, day).filter(pk=pk).first()


def waiting_for(user: User, day: date) -> list[Publication]:
    """What this person can take a step further today, oldest first."""
    grants = [(grant.public_body, grant.covers_members, grant.role) for grant in grants_on(user, day)]
    wanted = Q(pk__in=[])
    for body, covers_members, role in grants:
        states = {source for move in PUBLICATION.moves if move.by == role for source in move.sources}
        here = Q(public_body__path__startswith=body.path) if covers_members else Q(public_body=body)
        wanted |= here & Q(state__in=states)
    return list(Publication.objects.filter(wanted).select_related("public_body").order_by("created_at"))
