"""Websites: opened, changed, closed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.services.checks import check_lives, clean_words, locked, refused
from gongkai.apps.channels.models import WebColumn, Website
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.bilingual import Text

SITE_CODE = re.compile(r"[0-9]{10}|bm[0-9]{8}")
ICP_NUMBER = re.compile(r"[\u4e00-\u9fff]ICP[备证]\d{6,10}号(?:-\d{1,3})?")
POLICE_NUMBER = re.compile(r"[\u4e00-\u9fff]公网安备\d{8,14}号")
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What pages say of a website besides its name: domain, identification code, filing numbers."""

    domain: str = ""
    site_code: str = ""
    icp_number: str = ""
    police_number: str = ""


@transaction.atomic
def open_website(
    body: PublicBody,
    *,
    name: str,
    on: date,
    by: Actor,
    at: datetime,
    facts: SiteFacts | None = None,
    adds_up: bool = False,
) -> Website:
    """Enter the website of a body. Raises InvalidInput where it has one."""
    check_lives(locked(body), on)
    if Website.objects.filter(public_body=body, valid_to__isnull=True).exists():
        words = Text("该单位已有网站。", "The body has a website already.")
        raise refused("website-held", words, where="name", hint=Text("请先关停原网站。", "Close that one first."))
    site = Website(public_body=body, valid_from=on, adds_up=adds_up, **clean_site(name, facts or SiteFacts()))
    site.full_clean()
    site.save()
    audit.record("channels.open_website", by=by, at=at, subject=site, body_id=body.pk, facts={"on": on.isoformat()})
    return site


@transaction.atomic
def change_website(site: Website, *, name: str, facts: SiteFacts, adds_up: bool, by: Actor, at: datetime) -> None:
    """Correct what is said of a website."""
    site.refresh_from_db(from_queryset=Website.objects.select_for_update())
    given = {**clean_site(name, facts), "adds_up": adds_up}
    changed = [field for field, value in given.items() if getattr(site, field) != value]
    for field in changed:
        setattr(site, field, given[field])
    site.full_clean()
    site.save()
    told: dict[str, audit.Fact] = {"changed": changed}
    audit.record("channels.change_website", by=by, at=at, subject=site, body_id=site.public_body_id, facts=told)


@transaction.atomic
def close_website(site: Website, *, on: date, reason: str, by: Actor, at: datetime) -> None:
    """It is closed from that day on; its columns end with it, its figures stay."""
    site.refresh_from_db(from_queryset=Website.objects.select_for_update())
    words = clean_words(reason, where="reason", longest=300)
    last = on - timedelta(days=1)
    if site.valid_to is not None or (site.valid_from is not None and last < site.valid_from):
        raise refused("website-closed", Text("网站已关停，或日期早于开设日。", "It is closed, or not open by then."))
    WebColumn.objects.filter(website=site, valid_to__isnull=True).update(valid_to=last, close_reason=words)
    site.valid_to = last
    site.save(update_fields=["valid_to"])
    facts: dict[str, audit.Fact] = {"on": on.isoformat()}
    audit.record("channels.close_website", by=by, at=at, subject=site, body_id=site.public_body_id, facts=facts)


def clean_site(name: str, facts: SiteFacts) -> dict[str, str]:
    """What is said of a website, in order. Raises InvalidInput that names the field."""
    given = {field: "".join(unicodedata.normalize("NFKC", value).split()) for field, value in asdict(facts).items()}
    given["domain"] = given["domain"].lower().removeprefix("http://").removeprefix("https://").rstrip("/")
    _check_forms(**given)
    return {"name": clean_words(name, where="name", longest=100), **given}


def _check_forms(*, domain: str, site_code: str, icp_number: str, police_number: str) -> None:
    if domain and not DOMAIN.fullmatch(domain):
        words = Text("域名不正确，如 www.shifan.gov.cn。", "This is no domain, such as www.shifan.gov.cn.")
        raise refused("domain-form", words, where="domain")
    if site_code and not SITE_CODE.fullmatch(site_code):
        words = Text("网站标识码为10位数字，部门为bm加8位数字。", "A site code has ten digits, or bm and eight.")
        raise refused("site-code-form", words, where="site_code")
    if icp_number and not ICP_NUMBER.fullmatch(icp_number):
        words = Text("ICP备案号应如“某ICP备12345678号”。", "An ICP number reads like 某ICP备12345678号.")
        raise refused("icp-number-form", words, where="icp_number")
    if police_number and not POLICE_NUMBER.fullmatch(police_number):
        words = Text("公安备案号应如“某公网安备12345678901234号”。", "It should read like 某公网安备12345678901234号.")
        raise refused("police-number-form", words, where="police_number")
