"""Roles of people in bodies, for security administrators."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.apps.accounts import services
from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.models import RoleGrant, User
from gongkai.apps.accounts.roles import ROLES
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import PublicBody
from gongkai.desk.accounts.forms import GrantForm
from gongkai.errors import GongkaiError
from gongkai.ui.templatetags.ui import words


@require_safe
def role_matrix(request: StaffRequest) -> HttpResponse:
    """Who may do what in one body: people down, roles across; a role that comes from above is told apart."""
    root = request.government.body
    bodies = bodies_of(request.user, request.today, roles=["security_admin"]).filter(path__startswith=root.path)
    bodies = bodies.order_by("path")
    asked = request.GET.get("body", "")
    body = (bodies.filter(pk=int(asked)) if asked.isdecimal() else bodies).first() or bodies[0]
    context = {"bodies": bodies, "body": body, "roles": list(ROLES.values()), "rows": _rows(body, request)}
    return render(request, "desk/accounts/matrix.html", context)


def _rows(body: PublicBody, request: StaffRequest) -> list[tuple[User, list[RoleGrant | None]]]:
    """Each person with a role that reaches the body, and their grant of each role."""
    above = [int(part) for part in body.path.strip("/").split("/")]
    grants = (
        RoleGrant.objects.holding_on(request.today)
        .filter(public_body__in=above, user__is_active=True)
        .select_related("user", "public_body")
        .order_by("user__username", "public_body__path")
    )
    people: dict[User, dict[str, RoleGrant]] = {}
    for grant in grants:
        if grant.reaches(body):
            people.setdefault(grant.user, {})[grant.role] = grant
    return [(user, [held.get(role) for role in ROLES]) for user, held in people.items()]


@require_POST
def person_grant(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(User, request.subject)
    form = GrantForm(request.POST, user=request.user, day=request.today, root=request.government.body)
    if not form.is_valid():
        messages.error(request, _("The role was not given: check body, role and days."))
        return redirect("desk:person", pk=pk)
    given = form.cleaned_data
    try:
        services.grant_role(
            subject,
            role=given["role"],
            body=given["body"],
            covers_members=given["covers_members"],
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
            by=request.user.actor,
            at=request.now,
        )
        messages.success(request, _("The role is given."))
    except GongkaiError as error:
        messages.error(request, words(error.message))
    return redirect("desk:person", pk=pk)


@require_POST
def grant_withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    grant = cast(RoleGrant, request.subject)
    try:
        services.withdraw_role(grant, by=request.user.actor, at=request.now)
        messages.success(request, _("The role is withdrawn."))
    except GongkaiError as error:
        messages.error(request, words(error.message))
    return redirect("desk:person", pk=grant.user_id)
