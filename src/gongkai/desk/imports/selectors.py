"""Which templates and imports a person may use."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.imports import templates
from gongkai.apps.core.imports_templates import Template
from gongkai.apps.core.models import ImportRun


def open_templates(user: User, body: PublicBody, day: date) -> list[Template]:
    """The templates this person may bring into the registers of that government."""
    held = roles_in(user, body, day)
    return [template for template in templates().values() if template.roles & held]


def runs_of(user: User, body: PublicBody, day: date) -> QuerySet[ImportRun]:
    """The imports of one government that this person may see, with the name of who began each."""
    names = [template.name for template in open_templates(user, body, day)]
    people = User.objects.filter(pk=OuterRef("started_by_id")).values("name")[:1]
    runs = ImportRun.objects.filter(body_id=body.pk, template__in=names)
    return runs.select_related("attachment").annotate(started_by=Subquery(people))


def run_for(user: User, day: date, *, pk: int) -> ImportRun | None:
    """One import, with `public_body` set for its door; None where it is not theirs to see."""
    run = ImportRun.objects.filter(pk=pk).first()
    body = PublicBody.objects.filter(pk=run.body_id).first() if run else None
    found = runs_of(user, body, day).filter(pk=pk).first() if body else None
    if found is not None:
        found.public_body = body  # type: ignore[attr-defined]
    return found
