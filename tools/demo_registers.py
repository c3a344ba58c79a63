"""The registers of the demonstration: six governments through the import door, people, and notices around today."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone
from django.utils.html import linebreaks

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import ROLES
from gongkai.apps.accounts.services import grant_role, open_account
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.services import open_government, register_body
from gongkai.apps.channels.services import open_website
from gongkai.apps.core import seals
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.imports import check_file, run_import
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.inforequests import services as answering
from gongkai.apps.inforequests.identity import Identity
from gongkai.apps.inforequests.needs import needs_of
from gongkai.law import load_calendar

REGISTERS = Path(__file__).resolve().parents[1] / "demo" / "registers"
TEMPLATES = (
    "bodies",
    "appointments",
    "columns",
    "visits",
    "publications",
    "normative_documents",
    "interpretations",
    "rule_book",
)
"""In the order in which they build on one another; a folder has those of which its government has records."""
HOME = "sf"
REVIEWERS = {
    "in_first_review": "first_reviewer",
    "in_second_review": "second_reviewer",
    "in_third_review": "third_reviewer",
}
REVIEWED = ("in_second_review", "in_third_review", "in_secrecy_review", "approved", "published")
EVERYWHERE = frozenset({"clerk", "office_head", "superior", "auditor"})
PASSWORD = "gongkai-演示-2026"
SINCE = date(2019, 1, 1)


def load_registers(*, only: Collection[str] = ()) -> list[tuple[str, str]]:
    """Fill an empty installation; the accounts made, with what each role is called.

    only  folders of the governments to bring in, HOME among them; all without any
    """
    now = timezone.now()
    declared = {folder: about for folder, about in _read("governments.yaml").items() if folder in (only or (folder,))}
    roots = {folder: _government(folder, about, now) for folder, about in declared.items()}
    people = {role: _person(role, roots, now) for role in ROLES}
    for notice in _read(f"{HOME}/notices.yaml"):
        _enter_notice(notice, roots[HOME], people, _time_of(notice, now))
    for wanted in _read(f"{HOME}/requests.yaml"):
        _enter_request(wanted, roots[HOME], people, _time_of(wanted, now))
    seals.seal(timezone.now())
    return [(user.username, f"{ROLES[role].label.zh} {ROLES[role].label.en}") for role, user in people.items()]


def _read(name: str) -> Any:
    return yaml.safe_load((REGISTERS / name).read_text(encoding="utf-8"))


def _government(folder: str, about: Mapping[str, Any], now: datetime) -> PublicBody:
    """One government with its bodies and posts, as any county would bring them in."""
    code = about.get("division_code", "")
    root = register_body(kind=about["kind"], name=about["name"], parent=None, division_code=code, by=SYSTEM, at=now)
    open_government(root, slug=about["slug"], is_demo=True, by=SYSTEM, at=now)
    name, adds_up = f"{root.name}人民政府网", "column_sum" in about
    open_website(root, name=name, on=SINCE, adds_up=adds_up, by=SYSTEM, at=now)
    for template in TEMPLATES:
        path = REGISTERS / folder / f"{template}.csv"
        if not path.exists():
            continue
        _bring_in(path.read_bytes(), path.name, template, root, now)
    if items := about.get("items"):
        _bring_in(items_table(root.name, **items), "items.csv", "publications", root, now)
    return root


def _bring_in(table: bytes, name: str, template: str, root: PublicBody, now: datetime) -> None:
    run = check_file(BytesIO(table), name=name, template=template, body_id=root.pk, by=SYSTEM, at=now)
    if run_import(run, at=now).state != "done":
        raise SystemExit(f"{root.name}, {name}: {run.faults}")


def items_table(body: str, *, year: int, number: int, in_area: int = 0) -> bytes:
    """That many items of one body, spread evenly over the year, as a table for the import door."""
    first = date(year, 1, 1)
    length = (date(year + 1, 1, 1) - first).days
    lines = ["发布单位,标题,发布日期,重点领域"]
    for count in range(number):
        day = first + timedelta(days=count * length // number)
        lines.append(f"{body},政务公开演示信息第{count + 1}号,{day},{'乡村振兴' if count < in_area else ''}")
    return "\n".join(lines).encode()


def _person(role: str, roots: Mapping[str, PublicBody], now: datetime) -> User:
    """One account for each role, at home in 示范县; some also look into the other governments."""
    home = roots[HOME]
    username = f"demo-{role.replace('_', '-')}"
    user = open_account(
        username=username, name=f"演示{ROLES[role].label.zh}", password=PASSWORD, is_demo=True, by=SYSTEM, at=now
    )
    for root in roots.values() if role in EVERYWHERE else [home]:
        grant_role(user, role=role, body=root, covers_members=True, by=SYSTEM, at=now, valid_from=SINCE)
    return user


def _time_of(entry: Mapping[str, Any], now: datetime) -> datetime:
    """So many days before now, or so many working days: how long something waits is counted in these."""
    at = now - timedelta(days=entry.get("days_ago", 0), minutes=30)
    left, calendar = entry.get("working_days_ago", 0), load_calendar()
    while left:
        at -= timedelta(days=1)
        left -= calendar.is_working(timezone.localdate(at))
    return at


def _review(publication: Publication, people: Mapping[str, User], at: datetime, *, upto: str) -> None:
    """Each review and the screening by whoever holds the role, as far as a state."""
    for state, role in REVIEWERS.items():
        if state == upto:
            return
        services.approve_publication(publication, is_proofread=True, opinion="同意。", by=people[role], at=at)
    if upto != "in_secrecy_review":
        services.screen_secrecy(
            publication, decision="clear", words="不涉及国家秘密。", by=people["secrecy_reviewer"], at=at
        )


def _enter_notice(notice: Mapping[str, Any], root: PublicBody, people: Mapping[str, User], at: datetime) -> None:
    """Through the acts of those who would do them, as far as its state says."""
    state, clerk, reviewer = notice["state"], people["clerk"], people["first_reviewer"]
    body = PublicBody.objects.get(name=notice["body"], path__startswith=root.path)
    html = linebreaks(notice["text"])
    publication = services.draft_publication(body=body, title=notice["title"], body_html=html, by=clerk, at=at)
    if state == "draft":
        return
    services.submit_publication(publication, has_checked=True, by=clerk, at=at + timedelta(minutes=5))
    if state == "sent_back":
        services.send_back_publication(
            publication, reason="请写明征求意见的截止日期。", by=reviewer, at=at + timedelta(minutes=12)
        )
    if state in REVIEWED:
        _review(publication, people, at + timedelta(minutes=15), upto=state)
    if state == "published":
        services.publish_publication(publication, by=people["publisher"], at=at + timedelta(minutes=20))


def _enter_request(wanted: Mapping[str, Any], root: PublicBody, people: Mapping[str, User], at: datetime) -> None:
    """Handed in over the counter, and taken as far as its state says."""
    clerk, handler, state = people["inbound_clerk"], people["handler"], wanted["state"]
    who = Identity("演示申请人", "G00000000", phone="010-00000000")
    asked = answering.Asked(who, "natural_person", wanted["wanted"], "electronic", "in_person")
    one = answering.enter_request(
        government=root.government,
        body=root,
        asked=asked,
        channel="in_person",
        arrived_on=timezone.localdate(at),
        by=clerk,
        at=at,
    ).info_request
    if state == "submitted":
        return
    answering.register(one, by=clerk, at=at)
    answering.assign(one, unit=root, by=clerk, at=at)
    answering.accept(one, by=handler, at=at)
    if kind := wanted.get("kind"):
        ground = wanted.get("ground", "")
        says = dict.fromkeys(needs_of(kind, ground, timezone.localdate(at)), "（演示）")
        reply = {"kind": kind, "ground": ground, "text": "答复如下。（演示）", "says": says}
        answering.draft_reply(one, **reply, by=handler, at=at)
        answering.submit_draft(one, by=handler, at=at)
    if state == "in_signature":
        answering.clear_secrecy(one, basis="不涉及国家秘密。（演示）", by=people["secrecy_reviewer"], at=at)
    assert one.state == state, (one.state, state)
