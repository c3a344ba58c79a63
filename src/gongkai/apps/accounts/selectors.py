"""Reads on people and roles."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.apps.accounts.models import Delegation, RoleGrant, User
from gongkai.apps.accounts.roles import BUSINESS, ROLES
from gongkai.apps.bodies.models import PublicBody


def grants_on(user: User, day: date) -> QuerySet[RoleGrant]:
    """The roles this person may use on that day: the person's own, and those of people stood in for."""
    holds = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    own = Q(user=user)
    stood_in_for = (
        Delegation.objects.filter(taker=user, valid_from__lte=day, valid_to__gte=day, giver__is_active=True)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))
        .values_list("giver_id", "public_body_id")
    )
    for giver, body in stood_in_for:
        own |= Q(user_id=giver, public_body_id=body, role__in=BUSINESS)
    return RoleGrant.objects.filter(holds & own, user__is_active=True).select_related("public_body")


def roles_in(user: User, body: PublicBody, day: date) -> frozenset[str]:
    """The roles this person may use in that body on that day."""
    if not user.is_active:
        return frozenset()
    return frozenset(
        grant.role
        for grant in grants_on(user, day)
        if grant.public_body_id == body.pk or (grant.covers_members and body.path.startswith(grant.public_body.path))
    )


def roles_anywhere(user: User, day: date) -> frozenset[str]:
    return frozenset(grants_on(user, day).values_list("role", flat=True)) if user.is_active else frozenset()


def bodies_of(user: User, day: date, *, roles: Collection[str] = tuple(ROLES)) -> QuerySet[PublicBody]:
    """The bodies in which this person may use one of these roles."""
    within = Q(pk__in=[])
    for grant in grants_on(user, day):
        if grant.role in roles:
            within |= Q(path__startswith=grant.public_body.path) if grant.covers_members else Q(pk=grant.public_body_id)
    return PublicBody.objects.filter(within)
