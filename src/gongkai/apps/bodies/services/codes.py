"""Acts on codes: a body is given another division code or credit code from a day on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.bodies.codes import has_right_check, normal_credit_code, normal_division_code, stem
from gongkai.apps.bodies.models import BodyCode, Placement, PublicBody
from gongkai.apps.bodies.models.dated import holding
from gongkai.apps.bodies.services.caches import refresh
from gongkai.apps.bodies.services.checks import check_lives, follow_on, from_then_on, locked, refused
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.bilingual import Text

System = BodyCode.System


@transaction.atomic
def change_division_code(body: PublicBody, *, code: str, on: date, by: Actor, at: datetime) -> BodyCode:
    """Give a body another division code from a day on; it must lie within the code of the area above."""
    check_lives(locked(body), on)
    fact = write_division_code(body, code, on=on)
    return _done(fact, "bodies.change_division_code", on=on, by=by, at=at)


@transaction.atomic
def change_credit_code(
    body: PublicBody, *, code: str, on: date, by: Actor, at: datetime, confirmed: bool = False
) -> BodyCode:
    """Give a body another credit code from a day on.

    confirmed  a person has compared a code whose check character does not fit with the document
    """
    check_lives(locked(body), on)
    fact = write_credit_code(body, code, on=on, confirmed=confirmed)
    return _done(fact, "bodies.change_credit_code", on=on, by=by, at=at)


def write_division_code(body: PublicBody, code: str, *, on: date | None) -> BodyCode:
    """The checked code; the caller refreshes the cached fields."""
    normal = normal_division_code(code, body.kind)
    _check_inside(body, normal, on)
    return _write(BodyCode(public_body=body, system=System.DIVISION, code=normal), on)


def write_credit_code(body: PublicBody, code: str, *, on: date | None, confirmed: bool) -> BodyCode:
    """The checked code; the caller refreshes the cached fields."""
    normal = normal_credit_code(code)
    is_doubted = not has_right_check(normal)
    if is_doubted and not confirmed:
        raise refused(
            "credit-code-check",
            Text(
                "校验位不符，请核对是否抄错。", "The check character does not fit; compare the code with the document."
            ),
            where="credit_code",
            hint=Text("如证书确实如此，请确认后再保存。", "If the certificate says so, confirm it and save again."),
        )
    return _write(BodyCode(public_body=body, system=System.CREDIT, code=normal, is_doubted=is_doubted), on)


def _write(fact: BodyCode, on: date | None) -> BodyCode:
    body, where = fact.public_body, f"{fact.system}_code"
    same = BodyCode.objects.filter(from_then_on(on), system=fact.system, code=fact.code)
    holder = same.exclude(public_body=body).select_related("public_body").first()
    if holder is not None:
        raise refused(
            "code-held",
            Text("“{holder}”已使用这一代码。", "{holder} holds this code."),
            where=where,
            holder=holder.public_body.name,
        )
    open_codes = body.codes.filter(system=fact.system, valid_to__isnull=True)
    if open_codes.filter(code=fact.code).exists():
        raise refused("no-change", Text("代码没有变化。", "The code is the same as before."), where=where)
    if on is None:
        fact.full_clean()
        fact.save()
    else:
        follow_on(open_codes, fact, on=on)
    return fact


def _check_inside(body: PublicBody, code: str, on: date | None) -> None:
    """Raises InvalidInput unless the code begins as that of the nearest area above which has one."""
    day = on or date.max
    above = Placement.objects.filter(holding(day), public_body=body).values_list("parent_id", flat=True).first()
    while above is not None:
        outer = BodyCode.objects.filter(holding(day), public_body=above, system=System.DIVISION).first()
        if outer is not None:
            if not code.startswith(stem(outer.code)) or len(code) < len(outer.code):
                raise refused(
                    "division-code-outside",
                    Text("应以上级代码“{stem}”开头。", "It must begin with {stem}, as the code of the area above."),
                    where="division_code",
                    stem=stem(outer.code),
                )
            return
        above = Placement.objects.filter(holding(day), public_body=above).values_list("parent_id", flat=True).first()


def _done(fact: BodyCode, act: str, *, on: date, by: Actor, at: datetime) -> BodyCode:
    body = fact.public_body
    refresh([body], localdate(at))
    facts: dict[str, audit.Fact] = {"code": fact.code, "on": on.isoformat(), "is_doubted": fact.is_doubted}
    audit.record(act, by=by, at=at, subject=body, body_id=body.pk, facts=facts)
    return fact
