"""Acts on governments: opened, found under other addresses, supervised by another office."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db import transaction

from gongkai.apps.bodies.kinds import GOVERNMENT_KINDS, Kind
from gongkai.apps.bodies.models import FormerSlug, Government, GovernmentHost, PublicBody, SupervisingOffice
from gongkai.apps.bodies.services.checks import check_lives, follow_on, locked, refused
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.bilingual import Text

_ADDRESSES = """
about accessibility accounts annual api assets audit audit-heads bodies catalog catalogs channels columns components
consultations contact data desk display docs documents explorer favicon feed feeds files gazette guide health help
home interaction interpretations language live login logout mailbox media metrics news notices oidc policies portal
press publications ready register registers reports requests robots rule-book search service services sign-in sign-out
site sitemap static status well-known
"""
RESERVED_SLUGS = frozenset(_ADDRESSES.split())
"""First parts of addresses of the installation itself: a government of that slug would hide them."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"(?=.{1,200}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")


@transaction.atomic
def open_government(
    body: PublicBody,
    *,
    slug: str,
    hosts: tuple[str, ...] = (),
    is_demo: bool = False,
    supervising_office: PublicBody | None = None,
    by: Actor,
    at: datetime,
) -> Government:
    """Let the installation answer for this body and all below it.

    supervising_office  without one, the government's own office supervises: the body itself stands for it
    """
    if body.kind not in GOVERNMENT_KINDS:
        raise refused(
            "not-a-government", Text("这一单位不是一级政府。", "This body is not a government."), where="body"
        )
    if Government.objects.filter(body=body).exists():
        raise refused("government-open", Text("这一政府已经启用。", "This government is open already."), where="body")
    government = Government(body=body, slug=_free_slug(slug, None), is_demo=is_demo)
    government.full_clean()
    government.save()
    for host in hosts:
        _write_host(government, host)
    office = supervising_office or body
    _check_supervises(government, office)
    SupervisingOffice.objects.create(government=government, office=office)
    audit.record("bodies.open_government", by=by, at=at, subject=government, body_id=body.pk, facts={"slug": slug})
    return government


@transaction.atomic
def rename_government(government: Government, *, slug: str, by: Actor, at: datetime) -> None:
    """Another first part of the address; the old one leads on to it."""
    government.refresh_from_db(from_queryset=Government.objects.select_for_update())
    new = _free_slug(slug, government)
    if new == government.slug:
        raise refused("no-change", Text("地址没有变化。", "The address is the same as before."), where="slug")
    FormerSlug.objects.filter(government=government, slug=new).delete()
    FormerSlug.objects.create(government=government, slug=government.slug)
    before, government.slug = government.slug, new
    government.full_clean()
    government.save(update_fields=["slug"])
    facts: dict[str, audit.Fact] = {"slug": new, "before": before}
    audit.record("bodies.rename_government", by=by, at=at, subject=government, body_id=government.body_id, facts=facts)


@transaction.atomic
def add_host(government: Government, *, host: str, by: Actor, at: datetime) -> GovernmentHost:
    """Let a government answer under a host name that no other one has."""
    entry = _write_host(government, host)
    facts: dict[str, audit.Fact] = {"host": entry.host}
    audit.record("bodies.add_host", by=by, at=at, subject=government, body_id=government.body_id, facts=facts)
    return entry


@transaction.atomic
def remove_host(entry: GovernmentHost, *, by: Actor, at: datetime) -> None:
    """Let a government no longer answer under a host name."""
    government, facts = entry.government, {"host": entry.host}
    entry.delete()
    audit.record("bodies.remove_host", by=by, at=at, subject=government, body_id=government.body_id, facts=facts)


@transaction.atomic
def designate_supervising_office(
    government: Government, *, office: PublicBody, on: date, by: Actor, at: datetime
) -> SupervisingOffice:
    """Another body supervises disclosure from a day on. law: ogi2019/3."""
    government.refresh_from_db(from_queryset=Government.objects.select_for_update())
    check_lives(locked(office), on, where="office")
    _check_supervises(government, office)
    last = government.supervising_offices.filter(valid_to__isnull=True)
    if last.filter(office=office).exists():
        raise refused("no-change", Text("主管部门没有变化。", "The office is the same as before."), where="office")
    fact = SupervisingOffice(government=government, office=office)
    follow_on(last, fact, on=on)
    facts: dict[str, audit.Fact] = {"office": office.pk, "on": on.isoformat()}
    audit.record(
        "bodies.designate_supervising_office",
        by=by,
        at=at,
        subject=government,
        body_id=government.body_id,
        facts=facts,
    )
    return fact


def _check_supervises(government: Government, office: PublicBody) -> None:
    is_own = office.pk == government.body_id
    is_department = office.kind == Kind.DEPARTMENT and office.path.startswith(government.body.path)
    if not is_own and not is_department:
        raise refused(
            "office-outside",
            Text(
                "主管部门应是本级政府或其部门。",
                "The supervising office is the government's own office or one of its departments.",
            ),
            where="office",
        )


def _free_slug(text: str, government: Government | None) -> str:
    slug = text.strip().lower()
    if not _SLUG.fullmatch(slug) or len(slug) > 40:
        raise refused(
            "slug-form",
            Text("应为小写字母、数字和连字符，最多40个。", "Small letters, digits and hyphens, at most 40."),
            where="slug",
        )
    if slug in RESERVED_SLUGS:
        raise refused(
            "slug-reserved", Text("系统已使用这一地址。", "The installation uses this address itself."), where="slug"
        )
    others = Government.objects.filter(slug=slug), FormerSlug.objects.filter(slug=slug)
    if government is not None:
        others = others[0].exclude(pk=government.pk), others[1].exclude(government=government)
    if others[0].exists() or others[1].exists():
        words = Text("这一地址属于或曾属于另一政府。", "This address belongs or belonged to another government.")
        raise refused("slug-taken", words, where="slug")
    return slug


def _write_host(government: Government, text: str) -> GovernmentHost:
    host = normal_host(text)
    if GovernmentHost.objects.filter(host=host).exists():
        raise refused("host-taken", Text("这一主机名已被使用。", "This host name is in use."), where="host")
    entry = GovernmentHost(government=government, host=host)
    entry.full_clean()
    entry.save()
    return entry


def normal_host(text: str) -> str:
    """In small letters, a Chinese name in its ASCII form."""
    try:
        host = text.strip().rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        host = ""
    if not _HOST.fullmatch(host):
        raise refused(
            "host-form",
            Text("主机名不正确。", "This is not a host name."),
            where="host",
            hint=Text("只写主机名，不带协议和端口。", "The name only, without protocol and port."),
        )
    return host
