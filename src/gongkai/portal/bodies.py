"""Public bodies: the tree of a government as of a day, and the page of one body with its office and people."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.bodies.kinds import KINDS
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.register import (
    Standing,
    body_as_data,
    branches,
    numbers_by_kind,
    own_bodies,
    register_on,
    standing_as_data,
)
from gongkai.apps.bodies.selectors import (
    disclosure_office_on,
    members_on,
    predecessors,
    public_posts,
    successors,
    supervising_office_on,
)
from gongkai.bilingual import Text
from gongkai.portal.twins import as_csv, as_json

HOME, LIST = Text("首页", "Home"), Text("机构", "Public bodies")
OFFICE_LABELS: tuple[tuple[Text, str], ...] = (
    (Text("机构名称", "Office"), "name"),
    (Text("办公地址", "Address"), "address"),
    (Text("邮政编码", "Post code"), "post_code"),
    (Text("办公时间", "Office hours"), "office_hours"),
    (Text("联系电话", "Telephone"), "phone"),
    (Text("传真", "Fax"), "fax"),
    (Text("电子邮箱", "E-mail"), "email"),
    (Text("网络联系方式", "Web address"), "web_address"),
)


def body_list(request: PublicRequest) -> HttpResponse:
    """The tree as of a day, or all bodies of a kind; with ?format=json or csv the same as a file."""
    day = _day(request.GET.get("on")) or request.today
    kind = request.GET.get("kind", "")
    register = register_on(request.government, day)
    shown = [one for one in register if one.body.kind == kind] if kind in KINDS else register
    wanted = request.GET.get("format")
    if wanted in ("json", "csv"):
        rows = [standing_as_data(one) for one in shown]
        return as_json(request, rows) if wanted == "json" else as_csv(request, rows, "bodies")
    context = {
        "branches": branches(shown) if kind not in KINDS else [],
        "flat": shown if kind in KINDS else [],
        "numbers": numbers_by_kind(register),
        "total": len(register),
        "kind": kind,
        "day": day,
        "is_today": day == request.today,
        "crumbs": [(HOME, reverse("portal:home")), (LIST, "")],
    }
    return render(request, "portal/bodies/list.html", context)


def body(request: PublicRequest, pk: int) -> HttpResponse:
    """One body; with ?format=json or csv its facts."""
    subject = get_object_or_404(own_bodies(request.government, request.today), pk=pk)
    wanted = request.GET.get("format")
    if wanted == "json":
        return as_json(request, [body_as_data(subject, request.today)])
    if wanted == "csv":
        return as_csv(request, [standing_as_data(_standing(subject))], "body")
    posts = public_posts(subject, request.today)
    context = {
        "subject": subject,
        "facts": _facts(request, subject),
        "office": office_facts(subject, request.today),
        "posts": [(rule.label, list(held)) for rule, held in groupby(posts, key=lambda post: post.rule)],
        "members": members_on(subject, request.today),
        "names": subject.names.order_by("-pk"),
        "successors": successors(subject),
        "predecessors": predecessors(subject),
        "crumbs": [(HOME, reverse("portal:home")), (LIST, reverse("portal:body_list")), (subject.name, "")],
    }
    return render(request, "portal/bodies/body.html", context)


def office_facts(subject: PublicBody, day: date) -> list[tuple[Text, str]]:
    """What the disclosure office of a body states on a day, without what is not known."""
    office = disclosure_office_on(subject, day)
    return [(label, getattr(office, field)) for label, field in OFFICE_LABELS if getattr(office, field, "")]


def _facts(request: PublicRequest, subject: PublicBody) -> list[tuple[Text, Text | str]]:
    """What the head of the page states, without what is not known."""
    facts: list[tuple[Text, Text | str]] = [(Text("单位类型", "Kind"), subject.rule.label)]
    if subject.parent and subject.pk != request.government.body_id:
        facts.append((Text("上级单位", "Stands below"), subject.parent.name))
    if subject.division_code:
        facts.append((Text("行政区划代码", "Division code"), subject.division_code))
    if subject.credit_code:
        facts.append((Text("统一社会信用代码", "Unified social credit code"), subject.credit_code))
    if subject.valid_from:
        facts.append((Text("设立日期", "Since"), subject.valid_from.isoformat()))
    if subject.valid_to:
        facts.append((Text("存续至", "Existed until"), subject.valid_to.isoformat()))
    if subject.pk == request.government.body_id:
        supervising = supervising_office_on(request.government, request.today).office
        facts.append((Text("政府信息公开工作主管部门", "Supervising office"), supervising.name))
    return facts


def _standing(subject: PublicBody) -> Standing:
    return Standing(subject, subject.name, subject.parent_id, subject.depth, subject.division_code, subject.credit_code)


def _day(given: str | None) -> date | None:
    """A day of an address; None for anything else."""
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        return None
