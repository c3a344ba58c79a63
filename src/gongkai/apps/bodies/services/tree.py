"""Acts on the tree: a body is entered, renamed, moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.bodies.kinds import KINDS
from gongkai.apps.bodies.models import BodyName, Placement, PublicBody
from gongkai.apps.bodies.models.dated import holding
from gongkai.apps.bodies.services.caches import refresh
from gongkai.apps.bodies.services.checks import (
    check_lives,
    clean_words,
    follow_on,
    from_then_on,
    lock_tree,
    locked,
    refused,
)
from gongkai.apps.bodies.services.codes import write_credit_code, write_division_code
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.bilingual import Text

NAME_LONGEST = 100


@transaction.atomic
def register_body(
    *,
    kind: str,
    name: str,
    parent: PublicBody | None,
    by: Actor,
    at: datetime,
    valid_from: date | None = None,
    division_code: str = "",
    credit_code: str = "",
    credit_code_confirmed: bool = False,
) -> PublicBody:
    """Enter a public body below another one, or as a root.

    valid_from             its first day; without one, as far back as the register or its parent goes
    credit_code_confirmed  a person has compared a credit code whose check character does not fit with the document
    raises                 InvalidInput that names the field
    """
    body = enter_body(
        NewBody(kind, name, parent, valid_from, division_code, credit_code, credit_code_confirmed), localdate(at)
    )
    audit.record("bodies.register", by=by, at=at, subject=body, body_id=body.pk, facts={"kind": kind})
    return body


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body to be entered; the fields of `register_body`."""

    kind: str
    name: str
    parent: PublicBody | None
    valid_from: date | None = None
    division_code: str = ""
    credit_code: str = ""
    credit_code_confirmed: bool = False


def enter_body(new: NewBody, today: date) -> PublicBody:
    """Check and write a body with its first facts; the caller writes the audit entry."""
    parent, first = new.parent, new.valid_from
    name = clean_words(new.name, where="name", longest=NAME_LONGEST)
    if parent is not None and first is None:
        first = parent.valid_from
    check_kind(new.kind, parent)
    if parent is not None:
        check_lives(parent, first or date.max, where="valid_from")
    check_name_is_free(name, parent, first)
    body = PublicBody(kind=new.kind, name=name, parent=parent, valid_from=first)
    body.full_clean(exclude=["path"])
    body.save()
    BodyName.objects.create(public_body=body, name=name, valid_from=first)
    Placement.objects.create(public_body=body, parent=parent, valid_from=first)
    if new.division_code.strip():
        write_division_code(body, new.division_code, on=first)
    if new.credit_code.strip():
        write_credit_code(body, new.credit_code, on=first, confirmed=new.credit_code_confirmed)
    refresh([body], today)
    return body


@transaction.atomic
def rename_body(body: PublicBody, *, name: str, on: date, by: Actor, at: datetime) -> BodyName:
    """Give a body another name from a day on, past or to come."""
    words = clean_words(name, where="name", longest=NAME_LONGEST)
    check_lives(locked(body), on)
    last = body.names.filter(valid_to__isnull=True).first()
    if last is not None and last.name == words:
        raise refused("no-change", Text("名称没有变化。", "The name is the same as before."), where="name")
    place = body.placements.filter(holding(on)).first()
    check_name_is_free(words, place.parent if place else None, on, besides=body)
    fact = BodyName(public_body=body, name=words)
    follow_on(body.names.filter(valid_to__isnull=True), fact, on=on)
    refresh([body], localdate(at))
    audit.record("bodies.rename", by=by, at=at, subject=body, body_id=body.pk, facts={"on": on.isoformat()})
    return fact


@transaction.atomic
def move_body(body: PublicBody, *, parent: PublicBody | None, on: date, by: Actor, at: datetime) -> Placement:
    """Put a body, with all below it, under another parent from a day on."""
    lock_tree()
    fact = write_place(body, parent, on=on)
    refresh([body], localdate(at))
    facts: dict[str, audit.Fact] = {"parent": parent.pk if parent else None, "on": on.isoformat()}
    audit.record("bodies.move", by=by, at=at, subject=body, body_id=body.pk, facts=facts)
    return fact


def write_place(body: PublicBody, parent: PublicBody | None, *, on: date) -> Placement:
    """The checked placement; the caller refreshes the cached fields."""
    check_lives(locked(body), on)
    check_kind(body.kind, parent)
    if parent is not None:
        check_lives(locked(parent), on, where="parent")
        check_no_circle(body, parent, on)
    last = body.placements.filter(valid_to__isnull=True).first()
    if last is not None and last.parent_id == (parent.pk if parent else None):
        raise refused("no-change", Text("上级没有变化。", "The parent is the same as before."), where="parent")
    name = body.names.filter(holding(on)).first()
    check_name_is_free(name.name if name else body.name, parent, on, besides=body)
    fact = Placement(public_body=body, parent=parent)
    follow_on(body.placements.filter(valid_to__isnull=True), fact, on=on)
    return fact


def check_kind(kind: str, parent: PublicBody | None) -> None:
    """Raises InvalidInput unless a body of this kind may stand there."""
    rule = KINDS.get(kind)
    if rule is None:
        raise refused(
            "unknown-kind",
            Text("没有“{kind}”这一单位类型。", "There is no kind {kind} of body."),
            where="kind",
            kind=kind,
        )
    if parent is None and not rule.may_be_root:
        words = Text("{kind}必须有上级单位。", "A body of the kind {kind} stands below another one.")
        raise refused("parent-needed", words, where="parent", kind=rule.label)
    if parent is not None and parent.kind not in rule.below:
        allowed = Text(
            "、".join(r.label.zh for r in KINDS.values() if r.kind in rule.below) or "无",
            ", ".join(r.label.en for r in KINDS.values() if r.kind in rule.below) or "none",
        )
        raise refused(
            "kind-below",
            Text("{kind}不能设在{above}之下。", "A body of the kind {kind} cannot stand below a {above}."),
            where="parent",
            hint=Text("可以设在：{allowed}。", "It may stand below: {allowed}.").format(allowed=allowed),
            kind=rule.label,
            above=parent.rule.label,
        )


def check_name_is_free(
    name: str, parent: PublicBody | None, on: date | None, *, besides: PublicBody | None = None
) -> None:
    """Raises InvalidInput when a sibling bears the name on that day or later."""
    if parent is None:
        return
    siblings = Placement.objects.filter(from_then_on(on), parent=parent).values("public_body")
    same = BodyName.objects.filter(from_then_on(on), name=name, public_body__in=siblings)
    if besides is not None:
        same = same.exclude(public_body=besides)
    if same.exists():
        raise refused(
            "name-taken",
            Text("“{parent}”之下已有“{name}”。", "There is a {name} below {parent} already."),
            where="name",
            parent=parent.name,
            name=name,
        )


def check_no_circle(body: PublicBody, parent: PublicBody, on: date) -> None:
    """Raises InvalidInput when the body would stand below itself on that day or, by changes planned, on a later one."""
    planned = Placement.objects.filter(valid_from__gt=on).values_list("valid_from", flat=True).distinct()
    for day in [on, *sorted(first for first in planned if first is not None)]:
        above: int | None = parent.pk
        while above is not None and above != body.pk:
            above = (
                Placement.objects.filter(holding(day), public_body=above).values_list("parent_id", flat=True).first()
            )
        if above == body.pk:
            raise refused(
                "circle",
                Text(
                    "“{parent}”在{day}属于“{body}”，不能成为其上级。",
                    "{parent} stands below {body} on {day} and cannot be its parent.",
                ),
                where="parent",
                parent=parent.name,
                body=body.name,
                day=day.isoformat(),
            )
