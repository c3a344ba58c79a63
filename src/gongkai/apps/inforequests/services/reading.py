"""Reading who the applicant is: allowed to those who handle the request, and always in the audit log."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.apps.accounts.models import User
from gongkai.apps.core import audit
from gongkai.apps.core.sealing import unseal
from gongkai.apps.inforequests.identity import Identity, opened
from gongkai.apps.inforequests.models import Consultation, InfoRequest


@transaction.atomic
def read_applicant(info_request: InfoRequest, *, by: User, at: datetime) -> Identity | None:
    """Who asks; None once the data are erased. The caller's door has checked that they may."""
    body = info_request.public_body_id
    audit.record("inforequests.read_applicant", by=by.actor, at=at, subject=info_request, body_id=body)
    return opened(info_request.applicant)


def third_parties(info_request: InfoRequest) -> list[str]:
    """Who was consulted as a third party; read together with the applicant alone, and gone with that key."""
    applicant = info_request.applicant
    if applicant.erased_at is not None:
        return []
    rows = Consultation.objects.filter(info_request=info_request, to="third_party")
    return [unseal(bytes(applicant.key), bytes(row.sealed_whom))["whom"] for row in rows]
