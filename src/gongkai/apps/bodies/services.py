"""Acts on public bodies."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from gongkai.apps.bodies.models import Government, GovernmentHost, PublicBody
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor


@transaction.atomic
def register_body(
    *, kind: str, name: str, parent: PublicBody | None, by: Actor, at: datetime, valid_from: date | None = None
) -> PublicBody:
    """Enter a public body below another one, or as a root."""
    body = PublicBody(kind=kind, name=name, parent=parent, valid_from=valid_from)
    body.full_clean(exclude=["path"])
    body.save()
    body.path = f"{parent.path if parent else '/'}{body.pk}/"
    body.save(update_fields=["path"])
    audit.record("bodies.register", by=by, at=at, subject=body, body_id=body.pk, facts={"kind": kind})
    return body


@transaction.atomic
def open_government(
    body: PublicBody, *, slug: str, hosts: tuple[str, ...] = (), is_demo: bool = False, by: Actor, at: datetime
) -> Government:
    """Let the installation answer for this body and all below it."""
    government = Government(body=body, slug=slug, is_demo=is_demo)
    government.full_clean()
    government.save()
    for host in hosts:
        entry = GovernmentHost(government=government, host=host.lower())
        entry.full_clean()
        entry.save()
    audit.record("bodies.open_government", by=by, at=at, subject=government, body_id=body.pk, facts={"slug": slug})
    return government
