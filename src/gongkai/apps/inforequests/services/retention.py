"""How long applicants' data are kept, their erasure, and what is handed to the person they are about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import check_maker
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.inforequests.identity import opened
from gongkai.apps.inforequests.models import Applicant, InfoRequest, RetentionPeriod
from gongkai.apps.inforequests.retention import HEAD, due_for_erasure
from gongkai.apps.inforequests.services.facts import keep_decision
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused

SET = Text("设定保存期限", "Set how long data are kept")
ERASE = Text("销毁申请人信息", "Erase the applicant's data")
HAND_OUT = Text("导出一人的全部信息", "Export all data on one person")
MOST_YEARS = 100


@transaction.atomic
def set_retention(
    root: PublicBody, *, years: int, valid_from: date, basis: str, by: User, at: datetime
) -> RetentionPeriod:
    """Set the period from a day on, with what it rests on. Raises NotPermitted, InvalidInput."""
    check_maker(by, SET, {HEAD}, root, localdate(at))
    if not 1 <= years <= MOST_YEARS or not basis.strip():
        words = Text("请填写一年至一百年的期限和依据。", "Give one to a hundred years, and the basis.")
        raise InvalidInput("retention-unfit", words, where="years")
    period = RetentionPeriod(root=root, years=years, valid_from=valid_from, basis=basis.strip(), set_at=at)
    period.full_clean()
    period.save()
    told: dict[str, audit.Fact] = {"years": years, "from": valid_from.isoformat()}
    audit.record("inforequests.set_retention", by=by.actor, at=at, subject=period, body_id=root.pk, facts=told)
    return period


@transaction.atomic
def erase_applicant(info_request: InfoRequest, *, reason: str, by: User, at: datetime) -> None:
    """Destroy the key of an applicant whose time is over: nobody reads the data again. Request and reason stay.

    raises  NotPermitted; InvalidInput without a reason; MoveRefused while the period runs, or where they are erased
            already
    """
    info_request.refresh_from_db(from_queryset=InfoRequest.objects.select_for_update())
    check_maker(by, ERASE, {HEAD}, info_request.public_body, localdate(at))
    if not due_for_erasure(by, info_request.root, localdate(at)).filter(pk=info_request.pk).exists():
        words = Text("保存期限未满，或者已经销毁。", "The period is not over, or the data are erased already.")
        raise MoveRefused("not-due-for-erasure", words)
    if not reason.strip():
        words = Text("请写明销毁的理由。", "Say why they are erased.")
        raise InvalidInput("reason-missing", words, where="reason")
    keep_decision(info_request, "erase_applicant", reason, by, at)
    applicant = Applicant.objects.select_for_update().get(pk=info_request.applicant_id)
    applicant.key, applicant.sealed, applicant.erased_at = b"", b"", at
    applicant.name_index = applicant.document_index = applicant.phone_index = ""
    applicant.save()
    body = info_request.public_body_id
    audit.record("inforequests.erase_applicant", by=by.actor, at=at, subject=info_request, body_id=body)


@transaction.atomic
def hand_out(found: Collection[InfoRequest], *, by: User, at: datetime) -> list[dict[str, object]]:
    """All that is held on one person, request by request; each look is an entry of the audit log. NotPermitted."""
    told: list[dict[str, object]] = []
    for one in found:
        check_maker(by, HAND_OUT, {HEAD}, one.public_body, localdate(at))
        body = one.public_body_id
        audit.record("inforequests.hand_out", by=by.actor, at=at, subject=one, body_id=body)
        who = opened(one.applicant)
        told.append(
            {
                "number": one.number,
                "public_body": one.public_body.name,
                "applicant": asdict(who) if who else None,
                "applicant_class": one.applicant_class,
                "wanted": one.wanted,
                "received_on": one.received_on,
                "outcome": one.outcome,
                "outcome_on": one.outcome_on,
                "events": [{"kind": event.kind, "on": event.on, "said": event.said} for event in one.events.all()],
            }
        )
    return told
