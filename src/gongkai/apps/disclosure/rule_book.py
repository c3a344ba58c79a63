"""Reads on the rule book; the one place that says who sees which version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import BUSINESS
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import Government
from gongkai.apps.disclosure.document_register import PUBLIC, PUBLIC_DAY
from gongkai.apps.disclosure.models import RuleBookEntry, RuleBookVersion
from gongkai.bilingual import Text

STANDING: dict[str, Text] = {
    "not_yet": Text("尚未施行", "Not yet in effect"),
    "in_force": Text("有效", "In force"),
    "replaced": Text("已被新版替代", "Replaced by a later version"),
    "lapsed": Text("失效", "Lapsed"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A version and what it is worth on a day: a key of STANDING, and its last day where it has one."""

    version: RuleBookVersion
    worth: str
    until: date | None


def desk_rules(user: User, day: date) -> QuerySet[RuleBookVersion]:
    """The versions this person's bodies keep, the newest first, with all that a list shows."""
    mine = RuleBookVersion.objects.filter(entry__public_body__in=bodies_of(user, day, roles=BUSINESS))
    return mine.select_related("entry__public_body", "publication").annotate(public_day=PUBLIC_DAY).order_by("-id")


def entry_for(user: User, day: date, *, pk: int) -> RuleBookEntry | None:
    mine = RuleBookEntry.objects.filter(public_body__in=bodies_of(user, day, roles=BUSINESS))
    return mine.select_related("public_body").filter(pk=pk).first()


def public_versions(government: Government) -> QuerySet[RuleBookVersion]:
    """Every version the public sees, by topic and title, the latest first."""
    here = RuleBookVersion.objects.filter(PUBLIC, entry__public_body__path__startswith=government.body.path)
    listed = here.select_related("entry__public_body", "publication").annotate(public_day=PUBLIC_DAY)
    return listed.order_by("entry__topic", "entry__public_body__path", "entry__title", "entry_id", "-valid_from")


def standings(versions: list[RuleBookVersion], day: date) -> list[Standing]:
    """What each of these versions is worth, in their order. A version holds until the day before the next begins."""
    begins: dict[int, list[date]] = {}
    for one in versions:
        begins.setdefault(one.entry_id, []).append(one.valid_from)
    return [_standing(one, begins[one.entry_id], day) for one in versions]


def _standing(version: RuleBookVersion, begins: list[date], day: date) -> Standing:
    following = min((one for one in begins if one > version.valid_from), default=None)
    ends = [one for one in (version.valid_until, following and following - timedelta(days=1)) if one is not None]
    until = min(ends, default=None)
    if day < version.valid_from:
        return Standing(version, "not_yet", until)
    if until is None or day <= until:
        return Standing(version, "in_force", until)
    return Standing(version, "lapsed" if until == version.valid_until else "replaced", until)
