"""Acts on disclosure offices and the people in their posts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from gongkai.apps.bodies.models import Appointment, DisclosureOffice, HandOver, PublicBody
from gongkai.apps.bodies.posts import POSTS, Post
from gongkai.apps.bodies.services.checks import (
    ONE_DAY,
    check_lives,
    clean_words,
    follow_on,
    from_then_on,
    locked,
    refused,
)
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.bilingual import Text

_PHONE = re.compile(r"\+?[0-9]{3,5}(?:[- ][0-9]{3,8}){0,3}(?:转[0-9]{1,6})?|[0-9]{5,12}")
_POST_CODE = re.compile(r"[0-9]{6}")
_WEB = re.compile(r"https?://[^\s/]+(?:/\S*)?")
_LONGEST = {"name": 100, "address": 200, "office_hours": 200, "phone": 40, "fax": 40, "email": 200, "web_address": 200}
_MOST_ITEMS = 200
DAYS_IN_ORDER = Text("不能早于任职之日。", "It cannot be before the first day.")
Side = Literal["giver", "taker"]


@dataclass(frozen=True, slots=True)
class Office:
    """What the guide must state of a disclosure office. law: ogi2019/12(2)."""

    name: str
    address: str = ""
    post_code: str = ""
    office_hours: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    web_address: str = ""


@transaction.atomic
def set_disclosure_office(body: PublicBody, office: Office, *, on: date, by: Actor, at: datetime) -> DisclosureOffice:
    """Name the disclosure office of a body, or tell what changed of it, from a day on."""
    check_lives(locked(body), on)
    fact = DisclosureOffice(public_body=body, **clean_office(office))
    follow_on(body.disclosure_offices.filter(valid_to__isnull=True), fact, on=on)
    audit.record("bodies.set_office", by=by, at=at, subject=body, body_id=body.pk, facts={"on": on.isoformat()})
    return fact


@dataclass(frozen=True, slots=True)
class Person:
    """A person to be put into a post; see the fields of `Appointment`."""

    post: str
    name: str
    title: str = ""
    phone: str = ""
    account_id: int | None = None
    position: int = 0


@transaction.atomic
def appoint(
    body: PublicBody,
    *,
    post: str,
    name: str,
    on: date,
    by: Actor,
    at: datetime,
    title: str = "",
    phone: str = "",
    account_id: int | None = None,
    position: int = 0,
) -> Appointment:
    """Put a person into a post of a body from a day on."""
    appointment = enter_appointment(body, Person(post, name, title, phone, account_id, position), on=on)
    _record("bodies.appoint", appointment, by=by, at=at, post=post, on=on.isoformat())
    return appointment


def enter_appointment(body: PublicBody, person: Person, *, on: date, last_day: date | None = None) -> Appointment:
    """Check and write an appointment; the caller writes the audit entry."""
    check_lives(locked(body), on)
    rule = POSTS.get(person.post)
    if rule is None:
        raise refused("unknown-post", Text("没有这一职位。", "There is no such post."), where="post")
    if last_day is not None and last_day < on:
        raise refused("days-in-order", DAYS_IN_ORDER, where="last_day")
    held = body.appointments.filter(from_then_on(on), post=person.post)
    if last_day is not None:
        held = held.filter(valid_from__lte=last_day)
    if rule.is_single and held.exists():
        raise refused(
            "post-held",
            Text("{post}在这一天已有人任职。", "The post is held on that day or later: {post}."),
            where="post",
            hint=Text("请先免去原任职。", "End the earlier appointment first."),
            post=rule.label,
        )
    appointment = Appointment(
        public_body=body,
        post=person.post,
        name=clean_words(person.name, where="name", longest=60),
        title=clean_words(person.title, where="title", longest=100, blank=True),
        phone=_clean_phone(person.phone, "phone"),
        account_id=person.account_id,
        position=person.position,
        valid_from=on,
        valid_to=last_day,
    )
    appointment.full_clean()
    appointment.save()
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, last_day: date, by: Actor, at: datetime) -> None:
    """Let a person leave a post after a day."""
    appointment.refresh_from_db(from_queryset=Appointment.objects.select_for_update())
    _end(appointment, last_day)
    _record("bodies.end_appointment", appointment, by=by, at=at, last_day=last_day.isoformat())


@transaction.atomic
def hand_over(
    giver: Appointment,
    *,
    name: str,
    on: date,
    items: Sequence[str],
    by: Actor,
    at: datetime,
    title: str = "",
    phone: str = "",
    account_id: int | None = None,
) -> HandOver:
    """Let another person follow a dedicated officer from a day on, and record what was handed over."""
    giver.refresh_from_db(from_queryset=Appointment.objects.select_for_update())
    if giver.post != Post.DEDICATED_OFFICER:
        raise refused(
            "not-an-officer", Text("只有专职人员办理交接。", "Only dedicated officers hand over."), where="giver"
        )
    if account_id is not None and account_id == giver.account_id:
        raise refused("same-person", Text("不能交接给本人。", "Nobody hands over to themselves."), where="account_id")
    lines = [clean_words(item, where="items", longest=200) for item in items if item.strip()]
    if not lines or len(lines) > _MOST_ITEMS:
        words = Text("请列出移交的事项，最多{most}项。", "List what is handed over, at most {most} lines.")
        raise refused("items-needed", words, where="items", most=_MOST_ITEMS)
    _end(giver, on - ONE_DAY)
    taker = appoint(
        giver.public_body,
        post=giver.post,
        name=name,
        title=title,
        phone=phone,
        account_id=account_id,
        on=on,
        by=by,
        at=at,
    )
    record = HandOver(public_body=giver.public_body, giver=giver, taker=taker, handed_on=on, items=lines)
    record.full_clean()
    record.save()
    facts: dict[str, audit.Fact] = {"giver": giver.pk, "taker": taker.pk, "items": len(lines), "on": on.isoformat()}
    audit.record("bodies.hand_over", by=by, at=at, subject=record, body_id=record.public_body_id, facts=facts)
    return record


@transaction.atomic
def confirm_hand_over(record: HandOver, *, side: Side, by: Actor, at: datetime, on_paper: bool = False) -> None:
    """One of the two confirms the hand-over; somebody else may enter that the person signed on paper."""
    record.refresh_from_db(from_queryset=HandOver.objects.select_for_update())
    person = record.giver if side == "giver" else record.taker
    if getattr(record, f"{side}_confirmed_at") is not None:
        raise refused("confirmed-already", Text("已经确认过。", "This is confirmed already."), where=side)
    if not on_paper and (by.id is None or by.id != person.account_id):
        raise refused(
            "own-confirmation",
            Text("由交接人本人确认。", "The person confirms it in person."),
            where=side,
            hint=Text("如已在纸上签字，请选择“纸质签字”。", "If it was signed on paper, say so."),
        )
    setattr(record, f"{side}_confirmed_at", at)
    setattr(record, f"{side}_confirmed_by", by.id)
    setattr(record, f"{side}_on_paper", on_paper)
    record.full_clean()
    record.save()
    facts: dict[str, audit.Fact] = {"side": side, "on_paper": on_paper}
    audit.record("bodies.confirm_hand_over", by=by, at=at, subject=record, body_id=record.public_body_id, facts=facts)


def _end(appointment: Appointment, last_day: date) -> None:
    if appointment.valid_to is not None:
        raise refused("post-left", Text("任职已经结束。", "The appointment has ended."), where="appointment")
    if appointment.valid_from is not None and last_day < appointment.valid_from:
        raise refused("days-in-order", DAYS_IN_ORDER, where="last_day")
    appointment.valid_to = last_day
    appointment.save(update_fields=["valid_to"])


def _record(act: str, appointment: Appointment, *, by: Actor, at: datetime, **facts: audit.Fact) -> None:
    audit.record(act, by=by, at=at, subject=appointment, body_id=appointment.public_body_id, facts=facts)


def clean_office(office: Office) -> dict[str, str]:
    """The fields of an office, checked. Raises InvalidInput that names the field."""
    given = asdict(office)
    words = {
        field: clean_words(given[field], where=field, longest=longest, blank=field != "name")
        for field, longest in _LONGEST.items()
    }
    for field in ("phone", "fax"):
        words[field] = _clean_phone(words[field], field)
    words["post_code"] = given["post_code"].strip()
    if words["post_code"] and not _POST_CODE.fullmatch(words["post_code"]):
        raise refused("post-code-form", Text("邮政编码为6位数字。", "A post code has six digits."), where="post_code")
    if words["web_address"] and not _WEB.fullmatch(words["web_address"]):
        raise refused(
            "web-address-form", Text("网址应以 http 开头。", "An address begins with http."), where="web_address"
        )
    if words["email"]:
        _check_email(words["email"])
    return words


def _check_email(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise refused("email-form", Text("电子邮箱不正确。", "This is no e-mail address."), where="email") from None


def _clean_phone(text: str, field: str) -> str:
    phone = text.strip().replace("—", "-").replace("－", "-")
    if phone and not _PHONE.fullmatch(phone):
        raise refused("phone-form", Text("电话号码不正确。", "This is no telephone number."), where=field)
    return phone
