"""Reads on websites, columns and traffic."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum

from gongkai.apps.bodies.models import Government, PublicBody
from gongkai.apps.bodies.models.dated import holding
from gongkai.apps.channels.models import CheckedLink, ColumnFact, DailyVisits, PageViews, SiteWord, WebColumn, Website
from gongkai.apps.channels.units import UNITS


def website_of(body: PublicBody, day: date | None = None) -> Website | None:
    """The website a body publishes on: its own, else that of the nearest body above it. day: open on that day."""
    above = [int(pk) for pk in body.path.split("/") if pk]
    is_open = Q(valid_to__isnull=True) if day is None else holding(day)
    found = {site.public_body_id: site for site in Website.objects.filter(is_open, public_body__in=above)}
    return next((found[pk] for pk in reversed(above) if pk in found), None)


def websites_of(government: Government) -> QuerySet[Website]:
    """All websites of one government, closed ones too."""
    sites = Website.objects.filter(public_body__path__startswith=government.body.path)
    return sites.select_related("public_body").order_by("public_body__path", "-valid_from")


def columns_of(website: Website, day: date | None = None) -> QuerySet[WebColumn]:
    """Its columns in the order of the tree's siblings; of one day, or all that ever were."""
    columns = WebColumn.objects.filter(website=website).select_related("parent")
    return columns.filter(holding(day)) if day is not None else columns


def columns_for(body: PublicBody, day: date) -> Mapping[str, str]:
    """The columns something of this body may be published in on a day: key and name; empty without a website."""
    website = website_of(body, day)
    return dict(columns_of(website, day).values_list("key", "name")) if website else {}


def column_names(keys: Collection[str], government: Government) -> Mapping[str, str]:
    """Names of today of columns by their keys, closed ones too."""
    found = WebColumn.objects.filter(key__in=keys, website__public_body__path__startswith=government.body.path)
    return dict(found.order_by("-valid_to").values_list("key", "name"))


def public_column(government: Government, key: str) -> WebColumn | None:
    """A column as the public may look at it, closed ones too: what was published stays."""
    found = WebColumn.objects.filter(key=key, website__public_body=government.body)
    return found.select_related("website__public_body", "parent", "merged_into").first()


def column_on(column: WebColumn, day: date) -> ColumnFact | None:
    """What it was called and where it stood on a day."""
    return column.facts.filter(holding(day)).select_related("parent").first()


def words_for(body: PublicBody) -> dict[str, str]:
    """Words that bodies from this one up have added to the dictionary, each with what it says."""
    above = [int(pk) for pk in body.path.split("/") if pk]
    words = SiteWord.objects.filter(public_body__in=above, is_dropped=False)
    return dict(words.order_by("public_body__path").values_list("word", "says"))


@dataclass(frozen=True, slots=True)
class Branch:
    """A column in the tree with its columns below."""

    column: WebColumn
    members: tuple[Branch, ...]


def branches(columns: Sequence[WebColumn]) -> tuple[Branch, ...]:
    """The tree of these columns; one whose parent is not among them stands at the top."""
    known = {column.pk for column in columns}

    def below(parent: int | None) -> tuple[Branch, ...]:
        return tuple(
            Branch(column, below(column.pk))
            for column in columns
            if (column.parent_id if column.parent_id in known else None) == parent
        )

    return below(None)


@dataclass(frozen=True, slots=True)
class DayVisits:
    """Visits of one day. unit: the base they are counted in, times or person_times."""

    day: date
    visits: int
    unit: str


def visits_by_day(website: Website, first: date, last: date) -> list[DayVisits]:
    """Each day of the period: what another counter says in its unit, else our own count in times.

    A day that nobody counted is nought, in the unit of the day before.
    """
    own = PageViews.objects.filter(public_body=website.public_body_id, day__gte=first, day__lte=last)
    summed = own.values_list("day").annotate(sum=Sum("views")).order_by("day")
    known = {day: (views, "times") for day, views in summed}
    told = DailyVisits.objects.filter(website=website, day__gte=first, day__lte=last)
    known |= {day: (visits, UNITS[unit].base) for day, visits, unit in told.values_list("day", "visits", "unit")}
    unit = known[min(known)][1] if known else "times"
    found = []
    for day in _days(first, last):
        visits, unit = known.get(day, (0, unit))
        found.append(DayVisits(day, visits, unit))
    return found


def views_by_page(body: PublicBody, first: date, last: date, *, most: int = 20) -> list[tuple[str, int]]:
    """The pages opened most in a period, by our own count."""
    seen = PageViews.objects.filter(public_body=body, day__gte=first, day__lte=last)
    return list(seen.values_list("page").annotate(sum=Sum("views")).order_by("-sum", "page")[:most])


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def dead_links(addresses: Collection[str]) -> dict[str, CheckedLink]:
    """Those of these addresses that failed when they were last tried, and the time before."""
    found = CheckedLink.objects.filter(address__in=addresses, failures__gte=2).exclude(fault="")
    return {link.address: link for link in found}
