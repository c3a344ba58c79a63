"""Reads on people and roles: which roles a person may use where, and who sees whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, DateField, Exists, Model, OuterRef, Q, QuerySet

from gongkai.apps.accounts.models import (
    Authenticator,
    Delegation,
    DelegationQuerySet,
    PaperSignOff,
    RoleGrant,
    User,
)
from gongkai.apps.accounts.roles import BUSINESS, ROLES
from gongkai.apps.bodies.models import Government, PublicBody
from gongkai.apps.core.models import AuditEntry
from gongkai.apps.core.prepared import Given, Prepared, PreparedObjects


@dataclass(frozen=True, slots=True)
class Mandate:
    """By what right somebody uses a role: a grant, their own or that of the person they stand in for."""

    role: str
    grant_id: int
    on_behalf_of: int | None = None


USER, APP, DAY = Given("user", BigIntegerField()), Given("app", BigIntegerField()), Given("day", DateField())


def _own() -> QuerySet[RoleGrant]:
    """What a person was granted and holds on a day."""
    return RoleGrant.objects.holding_on(DAY).filter(user=USER, user__is_active=True)


def _lent() -> QuerySet[RoleGrant]:
    """What those hold, in business, for whom a person stands in on a day."""
    lent = Delegation.objects.holding_on(DAY).filter(taker=USER, giver__is_active=True)
    held = RoleGrant.objects.holding_on(DAY).filter(user__in=lent.values("giver"), role__in=sorted(BUSINESS))
    return held.filter(Exists(lent.filter(giver=OuterRef("user"), public_body=OuterRef("public_body"))))


_USER = PreparedObjects(User, "", lambda: User.objects.filter(pk=USER))
_APP = PreparedObjects(Authenticator, "", lambda: Authenticator.objects.filter(pk=APP))
_OWN = PreparedObjects(RoleGrant, "public_body", _own)
_LENT = PreparedObjects(RoleGrant, "public_body", _lent)


def user_at(pk: int) -> User | None:
    """The person of a session."""
    return next(iter(_USER.rows(user=pk)), None)


def app_at(pk: int) -> Authenticator | None:
    """The app a session was opened with, in use or no longer."""
    return next(iter(_APP.rows(app=pk)), None)


def _asked(user: User, day: date) -> tuple[RoleGrant, ...]:
    return (*_OWN.rows(user=user.pk, day=day), *_LENT.rows(user=user.pk, day=day))


def grants_on(user: User, day: date) -> QuerySet[RoleGrant]:
    """The roles this person may use on that day: the person's own, and those of people stood in for."""
    found = [grant.pk for grant in _asked(user, day)]
    return RoleGrant.objects.filter(pk__in=found).select_related("public_body")


def keep_grants(user: User) -> None:
    """Ask the grants of this person once from here on, until this object is gone.

    Only for whoever reads a page: it changes nothing, so one answer holds to its end. An act asks each time anew.
    """
    user.kept_grants = {}


def grants_held(user: User, day: date) -> tuple[RoleGrant, ...]:
    """The same as rows; asked once a day of whom they are kept for."""
    kept = user.kept_grants
    if kept is None:
        return _asked(user, day)
    if day not in kept:
        kept[day] = _asked(user, day)
    return kept[day]


def mandates_in(user: User, body: PublicBody, day: date) -> tuple[Mandate, ...]:
    """What this person may use in that body on that day: own grants first, then the oldest."""
    if not user.is_active:
        return ()
    grants = [grant for grant in grants_held(user, day) if grant.reaches(body)]
    grants.sort(key=lambda grant: (grant.user_id != user.pk, grant.pk))
    return tuple(Mandate(g.role, g.pk, None if g.user_id == user.pk else g.user_id) for g in grants)


def mandate_for(user: User, role: str, body: PublicBody, day: date) -> Mandate | None:
    """The right by which this person would use that role; None without one."""
    return next((mandate for mandate in mandates_in(user, body, day) if mandate.role == role), None)


def roles_in(user: User, body: PublicBody, day: date) -> frozenset[str]:
    """The roles this person may use in that body on that day."""
    return frozenset(mandate.role for mandate in mandates_in(user, body, day))


def roles_anywhere(user: User, day: date) -> frozenset[str]:
    return frozenset(grant.role for grant in grants_held(user, day)) if user.is_active else frozenset()


def roles_under(user: User, root: PublicBody, day: date) -> frozenset[str]:
    """The roles this person may use in that body or in any below it."""
    if not user.is_active:
        return frozenset()
    grants = grants_held(user, day)
    return frozenset(g.role for g in grants if g.public_body.path.startswith(root.path) or g.reaches(root))


def bodies_of(user: User, day: date, *, roles: Collection[str] = tuple(ROLES)) -> QuerySet[PublicBody]:
    """The bodies in which this person may use one of these roles."""
    within = Q(pk__in=[])
    if user.is_active:
        for grant in grants_held(user, day):
            if grant.role in roles:
                within |= (
                    Q(path__startswith=grant.public_body.path) if grant.covers_members else Q(pk=grant.public_body_id)
                )
    return PublicBody.objects.filter(within)


@dataclass(frozen=True, slots=True)
class Place:
    """A government where a person may use some role: its name, the first part of its address, its first host name."""

    name: str
    slug: str
    host: str | None


def _all_places() -> QuerySet[Government, tuple[str, str, str | None, str]]:
    """Each government as often as it has host names."""
    rows = Government.objects.order_by("body__division_code", "slug", "hosts__pk")
    return rows.values_list("body__name", "slug", "hosts__host", "body__path")


_PLACES = Prepared(_all_places)


def places_of(user: User, day: date) -> list[Place]:
    """The governments in which, or below which, this person may use some role."""
    grants = grants_held(user, day) if user.is_active else ()
    paths = {(grant.public_body.path, grant.covers_members) for grant in grants}
    found: dict[str, Place] = {}
    for name, slug, host, root in _PLACES.rows():
        if any(path.startswith(root) or (covers and root.startswith(path)) for path, covers in paths):
            found.setdefault(slug, Place(name, slug, host))
    return list(found.values())


def users_visible_to(user: User, day: date, *, root: str = "") -> QuerySet[User]:
    """Whose accounts this person may open: those kept by bodies they administer, and of whoever has had roles there.

    root  path of the government whose desk they are at; "" for any
    """
    bodies = bodies_of(user, day, roles=["security_admin"]).filter(path__startswith=root)
    there = Q(home__in=bodies) | Q(pk__in=RoleGrant.objects.filter(public_body__in=bodies).values("user"))
    return User.objects.filter(there).select_related("home").order_by("username")


def user_for(user: User, day: date, *, pk: int) -> User | None:
    """One account for a security administrator; None where it is not theirs to see."""
    return users_visible_to(user, day).filter(pk=pk).first()


def holders_of(role: str, body: PublicBody, day: date) -> QuerySet[User]:
    """Who was granted this role in this body, there or from above."""
    above = [int(part) for part in body.path.strip("/").split("/")]
    there = Q(public_body=body) | Q(public_body__in=above, covers_members=True)
    grants = RoleGrant.objects.holding_on(day).filter(there, role=role)
    return User.objects.filter(pk__in=grants.values("user"), is_active=True).order_by("username")


def paper_sign_offs_of(subject: Model) -> QuerySet[PaperSignOff]:
    """The decisions on this record that were signed on paper, oldest first."""
    records = PaperSignOff.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    return records.select_related("signer", "recorded_by", "scan")


def is_of(user: User, root: PublicBody) -> bool:
    """Whether the account is kept under this body, or has had a role there."""
    is_kept = user.home is not None and user.home.path.startswith(root.path)
    return is_kept or user.grants.filter(public_body__path__startswith=root.path).exists()


def keeps(admin: User, user: User, day: date) -> bool:
    """Whether this security administrator keeps the account itself: name, password, second factor, being active."""
    return user.home is not None and "security_admin" in roles_in(admin, user.home, day)


def grants_visible_to(user: User, day: date) -> QuerySet[RoleGrant]:
    """The grants in the bodies this person administers, with all that a list shows."""
    bodies = bodies_of(user, day, roles=["security_admin"])
    return (
        RoleGrant.objects.filter(public_body__in=bodies)
        .select_related("user", "public_body")
        .order_by("user__username", "public_body__path", "role", "valid_from")
    )


def grant_for(user: User, day: date, *, pk: int) -> RoleGrant | None:
    return grants_visible_to(user, day).filter(pk=pk).first()


def delegations_visible_to(user: User, day: date) -> DelegationQuerySet:
    """A person's own, given and taken, and those in the bodies they administer."""
    bodies = bodies_of(user, day, roles=["security_admin"])
    return (
        Delegation.objects.filter(Q(giver=user) | Q(taker=user) | Q(public_body__in=bodies))
        .select_related("giver", "taker", "public_body")
        .order_by("-valid_from", "-id")
    )


def delegation_for(user: User, day: date, *, pk: int) -> Delegation | None:
    return delegations_visible_to(user, day).filter(pk=pk).first()


def colleagues_in(body: PublicBody, day: date) -> QuerySet[User]:
    """Who may stand in for somebody of this body: people of the body, of the one above it, and of those beside it."""
    top = body.parent or body
    near = Q(path__startswith=top.path)
    bodies = PublicBody.objects.filter(near)
    busy = RoleGrant.objects.holding_on(day).filter(public_body__in=bodies, role__in=BUSINESS)
    return User.objects.filter(Q(home__in=bodies) | Q(pk__in=busy.values("user")), is_active=True).order_by("username")


def audit_visible_to(user: User, day: date, *, root: str = "") -> QuerySet[AuditEntry]:
    """What an auditor reads: entries of the bodies audited; those of no body, for who audits a whole tree.

    root  path of the government whose desk they are at; "" for any
    """
    bodies = bodies_of(user, day, roles=["auditor"]).filter(path__startswith=root)
    seen = Q(body_id__in=bodies.values("pk"))
    audits_a_tree = any(
        grant.role == "auditor" and grant.covers_members and grant.public_body.parent_id is None
        for grant in grants_held(user, day)
    )
    if audits_a_tree:
        seen |= Q(body_id__isnull=True)
    return AuditEntry.objects.filter(seen).order_by("-id")


def sign_ins_of(user: User) -> QuerySet[AuditEntry]:
    """When this person signed in, newest first."""
    return AuditEntry.objects.filter(act="accounts.sign_in", actor_kind="staff", actor_id=user.pk).order_by("-id")
