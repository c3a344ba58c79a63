"""The register of bodies on the desk: tree, list, and the page of one body."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.roles import BUSINESS
from gongkai.apps.accounts.selectors import bodies_of, roles_in
from gongkai.apps.bodies.kinds import KINDS
from gongkai.apps.bodies.models import HandOver, PublicBody
from gongkai.apps.bodies.register import branches, numbers_by_kind, own_bodies, register_on
from gongkai.apps.bodies.selectors import (
    appointments_on,
    disclosure_office_on,
    guide_gaps,
    members_on,
    predecessors,
    successors,
)
from gongkai.bilingual import Text
from gongkai.desk.bodies.acts import OFFICE_ACTS, TREE_ACTS
from gongkai.desk.bodies.lists import BODIES
from gongkai.desk.bodies.timeline import timeline
from gongkai.desk.list_views import show_list

OFFICE_LABELS: dict[str, Text] = {
    "name": Text("机构名称", "Office"),
    "address": Text("办公地址", "Address"),
    "post_code": Text("邮政编码", "Post code"),
    "office_hours": Text("办公时间", "Office hours"),
    "phone": Text("联系电话", "Telephone"),
    "fax": Text("传真", "Fax"),
    "email": Text("电子邮箱", "E-mail"),
    "web_address": Text("网络联系方式", "Web address"),
    "web_contact": Text("电子邮箱或网络联系方式", "E-mail or web address"),
}


def body_list(request: StaffRequest) -> HttpResponse:
    """The tree as of a day, with numbers by kind; or all bodies of one kind."""
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        day = request.today
    kind = request.GET.get("kind", "")
    register = register_on(request.government, day)
    context = {
        "branches": branches(register) if kind not in KINDS else [],
        "flat": [one for one in register if one.body.kind == kind],
        "numbers": numbers_by_kind(register),
        "total": len(register),
        "kind": kind,
        "day": day,
        "linked": set(_mine(request).values_list("pk", flat=True)),
    }
    return render(request, "desk/bodies/tree.html", context)


def body_table(request: StaffRequest) -> HttpResponse:
    return show_list(request, BODIES, _mine(request).select_related("parent"))


def _mine(request: StaffRequest) -> QuerySet[PublicBody]:
    """The bodies whose pages this person may open at this address."""
    works_in = bodies_of(request.user, request.today, roles=BUSINESS).values("pk")
    return own_bodies(request.government, request.today).filter(pk__in=works_in)


def body(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(PublicBody, request.subject)
    roles = roles_in(request.user, subject, request.today)
    may_shape = "office_head" in roles_in(request.user, request.government.body, request.today)
    office = disclosure_office_on(subject, request.today)
    context = {
        "subject": subject,
        "facts": _facts(subject),
        "office": _office(office) if office else [],
        "gaps": [OFFICE_LABELS[field] for field in guide_gaps(office)] if office else [],
        "appointments": appointments_on(subject, request.today),
        "hand_overs": _hand_overs(request, subject, roles),
        "members": members_on(subject, request.today),
        "names": subject.names.order_by("-pk"),
        "codes": subject.codes.order_by("system", "-pk"),
        "successors": successors(subject),
        "predecessors": predecessors(subject),
        "tree_acts": [act for act in TREE_ACTS.values() if may_shape and act.is_for(subject)],
        "office_acts": [act for act in OFFICE_ACTS.values() if "office_head" in roles and act.is_for(subject)],
        "may_appoint": "office_head" in roles and subject.valid_to is None,
        "happened": timeline(subject),
    }
    return render(request, "desk/bodies/body.html", context)


def _facts(subject: PublicBody) -> list[tuple[Text, Text | str]]:
    known = (
        (Text("单位类型", "Kind of body"), subject.rule.label),
        (Text("上级单位", "Stands below"), subject.parent.name if subject.parent else ""),
        (Text("行政区划代码", "Division code"), subject.division_code),
        (Text("统一社会信用代码", "Unified social credit code"), subject.credit_code),
        (Text("设立日期", "First day"), subject.valid_from.isoformat() if subject.valid_from else ""),
        (Text("存续至", "Last day"), subject.valid_to.isoformat() if subject.valid_to else ""),
        (Text("撤销原因", "Why it ended"), subject.end_reason),
    )
    return [(label, value) for label, value in known if value]


def _office(office: object) -> list[tuple[Text, str]]:
    return [(label, getattr(office, field, "")) for field, label in OFFICE_LABELS.items() if getattr(office, field, "")]


def _hand_overs(request: StaffRequest, subject: PublicBody, roles: frozenset[str]) -> list[dict[str, object]]:
    """Each hand-over with the sides this person may confirm, in person or from a signed paper."""
    found = []
    for record in HandOver.objects.filter(public_body=subject).select_related("giver", "taker"):
        sides = []
        for side, person, at in (
            ("giver", record.giver, record.giver_confirmed_at),
            ("taker", record.taker, record.taker_confirmed_at),
        ):
            is_own = person.account_id == request.user.pk
            may = at is None and (is_own or "office_head" in roles)
            sides.append({"side": side, "person": person, "at": at, "may": may, "on_paper": may and not is_own})
        found.append({"record": record, "sides": sides})
    return found
