"""The name, place and codes kept on each body as of today: written here only, from the dated facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from gongkai.apps.bodies.models import BodyCode, BodyName, Placement, PublicBody
from gongkai.apps.bodies.models.dated import Dated
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor

Fact = TypeVar("Fact", bound=Dated)
CACHED = ("name", "parent", "path", "division_code", "credit_code")
BATCH = 5000


@transaction.atomic
def refresh_names_and_paths(*, on: date, by: Actor, at: datetime) -> int:
    """Show every body as of this day; how many were changed. A daily act, safe twice."""
    changed = refresh(PublicBody.objects.all(), on)
    for body in changed:
        audit.record("bodies.refresh", by=by, at=at, subject=body, body_id=body.pk, facts={"on": on.isoformat()})
    return len(changed)


def refresh(bodies: Iterable[PublicBody], on: date) -> list[PublicBody]:
    """Write the cached fields of these bodies, and the paths of all below those that moved; the bodies that changed.

    The bodies given must hold every body whose facts changed.
    """
    chosen = {body.pk: body for body in bodies}
    before = {pk: _cached(body) for pk, body in chosen.items()}
    _show_facts(chosen, on)
    _set_paths(chosen)
    changed = [body for pk, body in chosen.items() if _cached(body) != before.get(pk)]
    PublicBody.objects.bulk_update(changed, CACHED, batch_size=200)
    return changed


def shown(facts: Iterable[Fact], on: date) -> Fact | None:
    """The fact that holds on the day; before the first the first, after the last the last."""
    in_order = sorted(facts, key=lambda fact: fact.valid_from or date.min)
    begun = [fact for fact in in_order if fact.valid_from is None or fact.valid_from <= on]
    return begun[-1] if begun else in_order[0] if in_order else None


def _show_facts(bodies: dict[int, PublicBody], on: date) -> None:
    names, places, codes = (_facts_of(model, list(bodies)) for model in (BodyName, Placement, BodyCode))
    for pk, body in bodies.items():
        name, place = shown(names.get(pk, ()), on), shown(places.get(pk, ()), on)
        body.name = name.name if name else body.name
        body.parent_id = place.parent_id if place else None
        held = {system: shown((c for c in codes.get(pk, ()) if c.system == system), on) for system in BodyCode.System}
        division, credit = held[BodyCode.System.DIVISION], held[BodyCode.System.CREDIT]
        body.division_code = division.code if division and _is_held(division, body, on) else ""
        body.credit_code = credit.code if credit and _is_held(credit, body, on) else ""


def _is_held(code: BodyCode, body: PublicBody, on: date) -> bool:
    """Whether the body has the code on that day of its life, or the nearest: not one given up or yet to come."""
    day = max(on, body.valid_from or date.min)
    day = min(day, body.valid_to or date.max)
    return (code.valid_from or date.min) <= day <= (code.valid_to or date.max)


def _facts_of(model: type[Any], pks: list[int]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for start in range(0, len(pks), BATCH):
        for fact in model.objects.filter(public_body__in=pks[start : start + BATCH]):
            grouped.setdefault(fact.public_body_id, []).append(fact)
    return grouped


def _set_paths(bodies: dict[int, PublicBody]) -> None:
    """Paths from the root down; bodies below one that moved are taken in."""
    old_paths = {body.path: body for body in bodies.values() if body.path}
    moved = [body for body in bodies.values() if body.path != _path(body, bodies)]
    for body in moved:
        if body.path in old_paths:
            for member in PublicBody.objects.filter(path__startswith=body.path).exclude(pk__in=bodies):
                bodies[member.pk] = member
    for body in bodies.values():
        body.path = _path(body, bodies)


def _path(body: PublicBody, bodies: dict[int, PublicBody]) -> str:
    """The path by the cached parents; parents outside the bodies keep theirs."""
    if body.parent_id is None:
        return f"/{body.pk}/"
    parent = bodies.get(body.parent_id)
    above = _path(parent, bodies) if parent is not None else body.parent.path if body.parent else "/"
    return f"{above}{body.pk}/"


def _cached(body: PublicBody) -> tuple[object, ...]:
    return (body.name, body.parent_id, body.path, body.division_code, body.credit_code)
