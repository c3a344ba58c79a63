"""Requests coming in: through the portal, or entered by staff from paper, fax and mail."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import cast

from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.bodies.models import Government, PublicBody
from gongkai.apps.core import audit
from gongkai.apps.core.actors import PUBLIC, Actor
from gongkai.apps.core.numbers import locked_counter, next_number
from gongkai.apps.core.sealing import keyed
from gongkai.apps.inforequests.identity import Identity, sealed
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.selectors import code_digest
from gongkai.apps.inforequests.services.facts import check_day
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, NotPermitted
from gongkai.law import ReceiptFacts, day_of_receipt
from gongkai.law.receipt import Channel

A_DAY_FROM_ONE_ADDRESS = 20
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form holds: the three elements of ogi2019/29(2), the applicant's class, and help wanted."""

    identity: Identity
    applicant_class: str
    wanted: str
    manner: str
    receipt_way: str
    needs_assistance: bool = False


@dataclass(frozen=True, slots=True)
class Submitted:
    """A request that came in, and the code that is shown once."""

    info_request: InfoRequest
    code: str


@transaction.atomic
def submit_request(
    *, government: Government, body: PublicBody, asked: Asked, key: str, address: str, at: datetime
) -> Submitted:
    """Take in a request from the portal. The same form sent twice is one request.

    key      drawn anew for each form that is shown
    address  where it came from; kept only as a digest that changes every day
    raises   InvalidInput "too-many-requests" when one address has sent as many as a day allows
    """
    code = _code(keyed("form", "\0".join((key, str(government.pk), str(body.pk), asked.wanted, asked.identity.name))))
    locked_counter(_register(government.body_id, at))  # two at once take turns: the second finds the first
    before = InfoRequest.objects.filter(code_digest=code_digest(code)).first()
    if before is not None:
        return Submitted(before, code)
    origin = keyed("origin", f"{localdate(at)} {address}")
    if InfoRequest.objects.filter(origin_digest=origin).count() >= A_DAY_FROM_ONE_ADDRESS:
        words = Text("今天从这一网络地址提交的申请太多。", "Too many requests came from this network address today.")
        hint = Text("请明天再提交，或者当面、邮寄提交。", "Send it tomorrow, hand it in, or send it by post.")
        raise InvalidInput("too-many-requests", words, hint=hint)
    info_request = _new(government, body, asked, code, at)
    info_request.channel, info_request.submitted_at, info_request.arrived_on = "online", at, localdate(at)
    info_request.origin_digest = origin
    return _save(info_request, asked, code, PUBLIC, at)


@transaction.atomic
def enter_request(
    *,
    government: Government,
    body: PublicBody,
    asked: Asked,
    channel: str,
    arrived_on: date,
    submitted_on: date | None = None,
    by: User,
    at: datetime,
) -> Submitted:
    """Enter a request that came over the counter, by post, fax or mail. Raises NotPermitted, InvalidInput."""
    if "inbound_clerk" not in roles_in(by, body, localdate(at)):
        raise NotPermitted("role-needed", Text("只有收件登记员可以登记申请。", "Only an inbound clerk may enter one."))
    check_day(arrived_on, at)
    if channel == "online":
        words = Text("网上提交的申请由系统登记。", "What comes online is entered by the system.")
        raise InvalidInput("channel-not-entered", words, where="channel")
    day_of_receipt(ReceiptFacts(cast(Channel, channel), submitted_on=submitted_on, arrived_on=arrived_on))
    code = _code(secrets.token_hex(32))
    info_request = _new(government, body, asked, code, at)
    info_request.channel, info_request.arrived_on = channel, arrived_on
    if submitted_on is not None:
        info_request.submitted_at = datetime.combine(submitted_on, time(), tzinfo=get_current_timezone())
    return _save(info_request, asked, code, by.actor, at)


def _new(government: Government, body: PublicBody, asked: Asked, code: str, at: datetime) -> InfoRequest:
    if not body.path.startswith(government.body.path):
        raise InvalidInput("body-elsewhere", Text("该单位不属于本级政府。", "This body is of another government."))
    return InfoRequest(
        public_body=body,
        root=government.body,
        code_digest=code_digest(code),
        applicant_class=asked.applicant_class,
        wanted=asked.wanted.strip(),
        manner=asked.manner,
        receipt_way=asked.receipt_way,
        needs_assistance=asked.needs_assistance,
        system_received_at=at,
    )


def _save(info_request: InfoRequest, asked: Asked, code: str, by: Actor, at: datetime) -> Submitted:
    applicant = sealed(asked.identity, at)
    applicant.save()
    info_request.applicant = applicant
    year = localdate(at).year
    info_request.number = f"{year}-{next_number(_register(info_request.root_id, at)):05d}"
    info_request.full_clean()
    info_request.save()
    audit.record(
        "inforequests.submit",
        by=by,
        at=at,
        subject=info_request,
        body_id=info_request.public_body_id,
        facts={"channel": info_request.channel, "class": info_request.applicant_class},
    )
    return Submitted(info_request, code)


def _register(root_id: int, at: datetime) -> str:
    """The counter of a government's register in a year."""
    return f"inforequests.{root_id}.{localdate(at).year}"


def _code(digest: str) -> str:
    """Twelve signs that cannot be mistaken for each other: sixty bits of the digest."""
    number = int(digest, 16)
    signs = "".join(_SIGNS[(number >> (5 * place)) & 31] for place in range(_LENGTH))
    return "-".join(signs[at : at + 4] for at in range(0, _LENGTH, 4))
