"""Reads on public bodies: as they are today, and as they were on any day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, F, Q, QuerySet

from gongkai.apps.bodies.models import (
    Appointment,
    BodyName,
    DisclosureOffice,
    FormerSlug,
    Government,
    Placement,
    PublicBody,
    Succession,
    SupervisingOffice,
)
from gongkai.apps.bodies.models.dated import holding
from gongkai.apps.bodies.posts import POSTS, PostRule
from gongkai.apps.core.prepared import Given, PreparedObjects

BATCH = 500


def _named() -> QuerySet[Government]:
    """Each government as often as it has host names."""
    words = CharField()
    named = Q(hosts__host=Given("host", words)) | Q(slug=Given("first", words))
    return Government.objects.filter(named).annotate(known_as=F("hosts__host"))


_NAMED = PreparedObjects(Government, "body", _named, more="known_as")


def government_at(host: str, first: str) -> tuple[Government | None, bool]:
    """The government of an address, and whether the host name tells it; else the first part of the path does."""
    host = host.lower()
    found = _NAMED.rows(host=host, first=first)
    by_host = next((one for one in found if getattr(one, "known_as", None) == host), None)
    return (by_host, True) if by_host else (found[0] if found else None, False)


def government_by_slug(slug: str) -> Government | None:
    return Government.objects.select_related("body").filter(slug=slug).first()


def slug_after(former: str) -> str | None:
    """The slug of today for one that a government had before."""
    return FormerSlug.objects.filter(slug=former).values_list("government__slug", flat=True).first()


def governments() -> QuerySet[Government]:
    return Government.objects.select_related("body").order_by("body__division_code", "slug")


def visible_to(_reader: object, day: date) -> QuerySet[PublicBody]:
    """What a reader may see: every body is public, from the day on which it begins; ended ones stay as history.

    The persons in its posts are public by name and title; their telephones are for staff (see `public_posts`).
    """
    return PublicBody.objects.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))


def bodies_known_as(word: str, day: date) -> QuerySet[PublicBody]:
    """Bodies that exist on a day and bear this name or code."""
    named = Q(name=word) | Q(division_code=word) | Q(credit_code=word)
    return PublicBody.objects.filter(holding(day), named).order_by("path")


def with_members(body: PublicBody) -> QuerySet[PublicBody]:
    """The body and all bodies below it, as of today."""
    return PublicBody.objects.filter(path__startswith=body.path)


def bodies_by_name(names: Collection[str], body_id: int) -> dict[str, int]:
    """Ids of bodies of one government by their names of today or by their codes; a name that several bear is left out.

    body_id  root body of the government
    """
    root = PublicBody.objects.filter(pk=body_id).values_list("path", flat=True).first()
    if root is None:
        return {}
    wanted, found = sorted(set(names)), dict[str, set[int]]()
    area = PublicBody.objects.filter(path__startswith=root)
    for start in range(0, len(wanted), BATCH):
        words = wanted[start : start + BATCH]
        named = area.filter(Q(name__in=words) | Q(division_code__in=words) | Q(credit_code__in=words))
        for pk, *known in named.values_list("pk", "name", "division_code", "credit_code"):
            for word in set(words).intersection(filter(None, known)):
                found.setdefault(word, set()).add(pk)
    return {word: min(pks) for word, pks in found.items() if len(pks) == 1}


def name_on(body: PublicBody, day: date) -> str | None:
    """Its name on a day; None when it did not exist."""
    return body.names.filter(holding(day)).values_list("name", flat=True).first()


def names_on(bodies: Collection[int], day: date) -> dict[int, str]:
    """The names of many bodies on a day, by id."""
    found = BodyName.objects.filter(holding(day), public_body__in=bodies)
    return dict(found.values_list("public_body_id", "name"))


def parent_on(body: PublicBody, day: date) -> PublicBody | None:
    """Its parent on a day; None for a root, and when it did not exist."""
    place = body.placements.filter(holding(day)).select_related("parent").first()
    return place.parent if place else None


def members_on(body: PublicBody, day: date) -> QuerySet[PublicBody]:
    """The bodies directly below it on a day."""
    return PublicBody.objects.filter(
        pk__in=Placement.objects.filter(holding(day), parent=body).values("public_body")
    ).order_by("division_code", "pk")


def area_on(body: PublicBody, day: date) -> frozenset[int]:
    """Ids of the body and all bodies below it on a day, one query for each level."""
    found = level = frozenset({body.pk})
    while level:
        below = Placement.objects.filter(holding(day), parent__in=level).values_list("public_body_id", flat=True)
        level = frozenset(below) - found
        found |= level
    return found


def successors(body: PublicBody) -> QuerySet[Succession]:
    """Who carries on its work, in order of days."""
    return body.successions.select_related("successor")


def predecessors(body: PublicBody) -> QuerySet[Succession]:
    return body.inheritances.select_related("predecessor")


def disclosure_office_on(body: PublicBody, day: date) -> DisclosureOffice | None:
    return body.disclosure_offices.filter(holding(day)).first()


def supervising_office_on(government: Government, day: date) -> SupervisingOffice:
    """The one office that supervises disclosure on a day. law: ogi2019/3."""
    return government.supervising_offices.select_related("office").get(holding(day))


def appointments_on(body: PublicBody, day: date) -> QuerySet[Appointment]:
    """Who holds which post on a day, for staff: with telephones."""
    return body.appointments.filter(holding(day))


@dataclass(frozen=True, slots=True)
class PublicPost:
    """A post as the public sees it: no telephone."""

    rule: PostRule
    name: str
    title: str


def public_posts(body: PublicBody, day: date) -> list[PublicPost]:
    """Who holds which post on a day, in the order of posts and seats."""
    held = appointments_on(body, day).values_list("post", "name", "title")
    order = list(POSTS)
    return [PublicPost(POSTS[post], *rest) for post, *rest in sorted(held, key=lambda one: order.index(one[0]))]


def guide_gaps(office: DisclosureOffice) -> tuple[str, ...]:
    """What the guide must state of the office and nobody has entered. law: ogi2019/12(2)."""
    needed = ("address", "office_hours", "phone", "fax")
    gaps = tuple(field for field in needed if not getattr(office, field))
    return gaps if office.email or office.web_address else (*gaps, "web_contact")
