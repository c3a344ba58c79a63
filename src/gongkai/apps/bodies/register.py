"""The register as of a day: the tree of one government, and all that is public of one body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gongkai.apps.bodies.kinds import KINDS, KindRule, rank
from gongkai.apps.bodies.models import BodyCode, Government, Placement, PublicBody
from gongkai.apps.bodies.models.dated import Dated, holding
from gongkai.apps.bodies.selectors import (
    disclosure_office_on,
    names_on,
    predecessors,
    public_posts,
    successors,
    visible_to,
)
from gongkai.bilingual import Text

Data = dict[str, object]
OFFICE_FIELDS = ("name", "address", "post_code", "office_hours", "phone", "fax", "email", "web_address")


@dataclass(frozen=True, slots=True)
class Standing:
    """A body where it stood on a day.

    depth      0 for the root
    is_nested  a government with its own address: what is below it is shown there
    """

    body: PublicBody
    name: str
    parent_id: int | None
    depth: int
    division_code: str
    credit_code: str
    is_nested: bool = False

    @property
    def pk(self) -> int:
        return self.body.pk


def register_on(government: Government, day: date) -> list[Standing]:
    """The bodies of a government on a day in the order of the tree; a query for each level and four more."""
    nested = set(Government.objects.exclude(pk=government.pk).values_list("body_id", flat=True))
    parents = _parents_on(government.body_id, day, nested)
    bodies = PublicBody.objects.in_bulk(list(parents))
    names = names_on(list(parents), day)
    codes: dict[tuple[int, str], str] = {}
    for pk, system, code in BodyCode.objects.filter(holding(day), public_body__in=list(parents)).values_list(
        "public_body_id", "system", "code"
    ):
        codes[pk, system] = code
    depths: dict[int, int] = {}
    found = []
    for pk in _in_order(parents, bodies, codes):
        above = parents[pk]
        depths[pk] = depths[above] + 1 if above in depths else 0
        found.append(
            Standing(
                bodies[pk],
                names.get(pk, bodies[pk].name),
                above,
                depths[pk],
                codes.get((pk, "division"), ""),
                codes.get((pk, "credit"), ""),
                pk in nested,
            )
        )
    return found


def _parents_on(root: int, day: date, nested: Collection[int]) -> dict[int, int | None]:
    """Every body of the area with its parent, from the root down. Empty where the root did not exist."""
    if not Placement.objects.filter(holding(day), public_body=root).exists():
        return {}
    parents: dict[int, int | None] = {root: None}
    level = [root]
    while level:
        placed = Placement.objects.filter(holding(day), parent__in=level).values_list("public_body_id", "parent_id")
        new = {pk: parent for pk, parent in placed if pk not in parents}
        parents |= new
        level = [pk for pk in new if pk not in nested]
    return parents


def _in_order(
    parents: dict[int, int | None], bodies: dict[int, PublicBody], codes: dict[tuple[int, str], str]
) -> Iterable[int]:
    """Depth first; siblings by kind, division code and age in the register."""
    members: dict[int | None, list[int]] = {}
    for pk, parent in parents.items():
        members.setdefault(parent, []).append(pk)
    waiting = list(members.get(None, ()))
    while waiting:
        pk = waiting.pop()
        yield pk
        below = members.get(pk, ())
        waiting.extend(
            sorted(
                below, key=lambda one: (rank(bodies[one].kind), codes.get((one, "division"), "~"), one), reverse=True
            )
        )


def own_bodies(government: Government, day: date) -> QuerySet[PublicBody]:
    """The bodies whose pages this government shows: inside it as of today, ended ones too."""
    inside = visible_to(None, day).filter(path__startswith=government.body.path)
    for path in Government.objects.exclude(pk=government.pk).values_list("body__path", flat=True):
        if path.startswith(government.body.path):
            inside = inside.exclude(path__startswith=path)
    return inside


def standing_as_data(one: Standing) -> Data:
    """One line of the register for machines; the names of the fields are stable."""
    return {
        "id": one.pk,
        "name": one.name,
        "kind": one.body.kind,
        "parent_id": one.parent_id,
        "division_code": one.division_code or None,
        "credit_code": one.credit_code or None,
        "valid_from": _day(one.body.valid_from),
        "valid_to": _day(one.body.valid_to),
    }


def body_as_data(body: PublicBody, day: date) -> Data:
    """All that is public of one body, as of a day where it changes with the day: no telephones of persons."""
    office = disclosure_office_on(body, day)
    return {
        "id": body.pk,
        "name": body.name,
        "kind": body.kind,
        "parent_id": body.parent_id,
        "division_code": body.division_code or None,
        "credit_code": body.credit_code or None,
        "valid_from": _day(body.valid_from),
        "valid_to": _day(body.valid_to),
        "names": [{"name": one.name, **_days(one)} for one in body.names.order_by("pk")],
        "parents": [{"parent_id": one.parent_id, **_days(one)} for one in body.placements.order_by("pk")],
        "codes": [{"system": one.system, "code": one.code, **_days(one)} for one in body.codes.order_by("pk")],
        "office": {field: getattr(office, field) for field in OFFICE_FIELDS} if office else None,
        "posts": [{"post": one.rule.post, "name": one.name, "title": one.title} for one in public_posts(body, day)],
        "successors": [
            {"id": one.successor_id, "name": one.successor.name, "how": one.how, "on": _day(one.effective_on)}
            for one in successors(body)
        ],
        "predecessors": [
            {"id": one.predecessor_id, "name": one.predecessor.name, "how": one.how, "on": _day(one.effective_on)}
            for one in predecessors(body)
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _days(fact: Dated) -> Data:
    return {"valid_from": _day(fact.valid_from), "valid_to": _day(fact.valid_to)}


@dataclass(frozen=True, slots=True)
class Branch:
    """A body with those directly below it, for drawing the tree."""

    standing: Standing
    members: list[Branch]

    @property
    def pk(self) -> int:
        return self.standing.pk

    @property
    def label(self) -> str:
        return self.standing.name

    @property
    def note(self) -> Text:
        return self.standing.body.rule.label


def branches(standings: Sequence[Standing]) -> list[Branch]:
    """The tree of a register; a body whose parent is left out stands at the top."""
    known: dict[int, Branch] = {}
    top: list[Branch] = []
    for one in standings:
        branch = known[one.pk] = Branch(one, [])
        above = known.get(one.parent_id) if one.parent_id is not None else None
        (above.members if above else top).append(branch)
    return top


def numbers_by_kind(standings: Sequence[Standing]) -> list[tuple[KindRule, int]]:
    """How many of each kind there are, in the order of kinds."""
    numbers = Counter(one.body.kind for one in standings)
    return [(rule, numbers[name]) for name, rule in KINDS.items() if numbers[name]]
