"""The audit log, for auditors: who did what and when; nothing of what the business says."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import audit_visible_to
from gongkai.apps.bodies.models import PublicBody
from gongkai.desk.accounts.lists import AUDIT
from gongkai.desk.list_views import show_list


def audit_list(request: StaffRequest) -> HttpResponse:
    """Names are looked up for the page; the entries themselves hold ids alone."""
    root = request.government.body.path
    entries = audit_visible_to(request.user, request.today, root=root).annotate(
        actor_name=Subquery(User.objects.filter(pk=OuterRef("actor_id")).values("name")[:1]),
        body_name=Subquery(PublicBody.objects.filter(pk=OuterRef("body_id")).values("name")[:1]),
    )
    return show_list(request, AUDIT, entries)
