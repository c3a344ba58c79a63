"""Reads on publications; the one place that says who sees which."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import BUSINESS
from gongkai.apps.accounts.selectors import bodies_of, grants_held
from gongkai.apps.bodies.models import Government, PublicBody
from gongkai.apps.disclosure.cleaning import files_in
from gongkai.apps.disclosure.flow import PUBLICATION, waiting_states
from gongkai.apps.disclosure.models import Publication, PublicationFile, SignOff, Version
from gongkai.apps.disclosure.people import BY_OTHERS, DISTINCT

PUBLIC = Q(published_on__isnull=False, withdrawn_on__isnull=True)
FINAL = [state.name for state in PUBLICATION.states if state.is_final]
DECIDED_IN = [source for name in sorted(BY_OTHERS) for source in PUBLICATION.move(name).sources]
REVIEWED_IN = [source for name in DISTINCT for source in PUBLICATION.move(name).sources]


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


def current_list(government: Government, day: date) -> QuerySet[Publication]:
    """The same without what has expired: for the first page, the list and the feed."""
    return public_list(government).filter(Q(expires_on__isnull=True) | Q(expires_on__gte=day))


def pinned_list(government: Government, day: date) -> QuerySet[Publication]:
    """What stands above the others on a day."""
    return current_list(government, day).filter(pinned_until__gte=day)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a list of the portal shows. pinned: above the others, on its first page; listed: all of it, newest first."""

    pinned: QuerySet[Publication]
    listed: QuerySet[Publication]


def shelf(
    government: Government, day: date, columns: Collection[str] | None = None, *, is_whole: bool = False
) -> Shelf:
    """The list of a government, or of some of its columns by their keys; is_whole: what has expired as well."""
    here = Q() if columns is None else Q(column__in=columns)
    listed = public_list(government) if is_whole else current_list(government, day)
    pinned = pinned_list(government, day)
    return Shelf(pinned.none() if is_whole else pinned.filter(here), listed.filter(here))


def attachments_of(publication: Publication, ids: Sequence[int]) -> list[PublicationFile]:
    """Its attachments with these ids, in their order."""
    found = {one.pk: one for one in publication.files.filter(pk__in=ids).select_related("attachment")}
    return [found[pk] for pk in ids if pk in found]


def file_for_public(publication: Publication, pk: int) -> PublicationFile | None:
    """A file that the public text lists as an attachment or shows as a picture; None for any other."""
    if pk not in publication.file_ids and pk not in files_in(publication.body_html):
        return None
    return publication.files.filter(pk=pk).select_related("attachment").first()


def is_linked_in_public(address: str) -> bool:
    """Whether a text that anybody may read leads to this address."""
    return Publication.objects.filter(PUBLIC, body_html__contains=f'"{escape(address)}"').exists()


def withdrawn_from(government: Government, pk: int) -> tuple[Publication, str] | None:
    """What once was public at this address and was withdrawn, with the reason that was given; None otherwise."""
    withdrawn = Publication.objects.filter(published_on__isnull=False, withdrawn_on__isnull=False)
    found = withdrawn.filter(pk=pk, public_body__path__startswith=government.body.path).first()
    if found is None:
        return None
    said = found.sign_offs.filter(move="withdraw").last()
    return found, said.opinion if said else ""


def correction_reason(publication: Publication) -> str:
    """Why the text that the public reads took the place of the one before it; "" where nobody said."""
    released = publication.versions.filter(released_at__isnull=False).order_by("-released_at", "-number").first()
    return released.reason if released else ""


def public_search(government: Government, words: str) -> QuerySet[Publication]:
    """What the public sees and holds every one of these words in its title or text, newest first."""
    found = public_list(government)
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(body_html__icontains=word))
    return found


def public_bodies(government: Government) -> list[tuple[PublicBody, int]]:
    """The bodies that have published something, with how much, in the order of the tree."""
    numbers = dict(public_list(government).order_by().values_list("public_body_id").annotate(number=Count("id")))
    return [(body, numbers[body.pk]) for body in PublicBody.objects.filter(pk__in=numbers).order_by("path")]


def public_years(government: Government) -> list[tuple[int, int]]:
    """The years in which something became public, newest first, with how much."""
    by_year = public_list(government).order_by().annotate(year=ExtractYear("published_on"))
    return list(by_year.values_list("year").annotate(number=Count("id")).order_by("-year"))


def public_neighbours(
    publication: Publication, government: Government
) -> tuple[Publication | None, Publication | None]:
    """What became public just before and just after it."""
    listed, time, pk = public_list(government), publication.published_at, publication.pk
    before = listed.filter(Q(published_at__lt=time) | Q(pk__lt=pk), published_at__lte=time).first()
    after = listed.filter(Q(published_at__gt=time) | Q(pk__gt=pk), published_at__gte=time).reverse().first()
    return before, after


def desk_list(user: User, day: date) -> QuerySet[Publication]:
    """What this person's bodies are working on, newest first, with all that a list shows."""
    bodies = bodies_of(user, day, roles=BUSINESS)
    return (
        Publication.objects.filter(public_body__in=bodies).select_related("public_body", "written_by").order_by("-id")
    )


def publication_for(user: User, day: date, *, pk: int) -> Publication | None:
    """One publication for a member of staff; None where it is not theirs to see."""
    return desk_list(user, day).filter(pk=pk).first()


def open_list(user: User, day: date) -> QuerySet[Publication]:
    """What this person's bodies have begun and not yet published, oldest first."""
    return desk_list(user, day).exclude(state__in=FINAL).order_by("created_at", "id")


def published_by_month(bodies: QuerySet[PublicBody], year: int) -> dict[int, int]:
    """How much these bodies published in each month of a year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    published = Publication.objects.filter(public_body__in=bodies, published_on__gte=first, published_on__lte=last)
    by_month = published.order_by().annotate(month=ExtractMonth("published_on")).values_list("month")
    return dict(by_month.annotate(number=Count("id")))


def published_by(bodies: QuerySet[PublicBody], year: int, field: str) -> dict[Any, int]:
    """How much these bodies published in a year, by each value of a field, most first."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    published = Publication.objects.filter(public_body__in=bodies, published_on__gte=first, published_on__lte=last)
    by_value = published.order_by().values_list(field).annotate(number=Count("id"))
    return dict(by_value.order_by("-number", field))


def waiting_for(user: User, day: date) -> QuerySet[Publication]:
    """What this person can take a step further today; nothing that people.bars_for keeps from them."""
    grants = [(grant.public_body, grant.covers_members, grant.role) for grant in grants_held(user, day)]
    wanted, states = Q(pk__in=[]), {state for _body, _covers, role in grants for state in waiting_states(role)}
    for body, covers_members, role in grants:
        here = Q(public_body__path__startswith=body.path) if covers_members else Q(public_body=body)
        wanted |= here & Q(state__in=waiting_states(role))
    barred = Q(state__in=DECIDED_IN) & _own_work(user) | Q(state__in=REVIEWED_IN) & _signed_by(user, DISTINCT)
    return Publication.objects.filter(wanted, state__in=states).exclude(barred)  # by state first: most is published


def _own_work(user: User) -> Q:
    """What they began, changed since its last release, or submitted."""
    versions = Version.objects.filter(publication=OuterRef("pk"))
    released = Version.objects.filter(publication=OuterRef("publication"), released_at__isnull=False)
    last = Subquery(released.order_by("-number").values("number")[:1])
    written = versions.filter(saved_by=user, number__gt=Coalesce(last, 0))
    return Q(written_by=user) | Q(Exists(written)) | _signed_by(user, ("submit",))


def _signed_by(user: User, moves: Collection[str]) -> Q:
    """What they signed in this round, themselves or through a delegate."""
    signed = SignOff.objects.filter(publication=OuterRef("pk"), round=OuterRef("round"), move__in=moves)
    return Q(Exists(signed.filter(Q(by=user) | Q(on_behalf_of=user))))


def overdue(day: date) -> Q:
    """Not public by its last day, or a change of it not released by its own."""
    return (Q(published_on__isnull=True, due_on__lt=day) | Q(change_due_on__lt=day)) & ~Q(state__in=FINAL)


def late_list(bodies: QuerySet[PublicBody], day: date) -> QuerySet[Publication]:
    """What is overdue in these bodies, the longest first, with all that a list shows."""
    found = Publication.objects.filter(overdue(day), public_body__in=bodies)
    return found.select_related("public_body").order_by("due_on", "id")


def clock_by_body(bodies: QuerySet[PublicBody], *, today: date, soon: date) -> list[dict[str, Any]]:
    """Bodies with something to tell: how much is overdue, due by `soon`, and was published late this year."""
    near = Q(published_on__isnull=True, due_on__gte=today, due_on__lte=soon)
    near |= Q(change_due_on__gte=today, change_due_on__lte=soon)
    near &= ~Q(state__in=FINAL)
    late_this_year = Q(published_on__year=today.year, due_on__lt=F("published_on"))
    counted = Publication.objects.filter(public_body__in=bodies).order_by("public_body__path")
    lines = counted.values("public_body_id", "public_body__name").annotate(
        overdue=Count("id", filter=overdue(today)),
        near=Count("id", filter=near),
        late=Count("id", filter=late_this_year),
    )
    return [dict(line) for line in lines if line["overdue"] or line["near"] or line["late"]]
