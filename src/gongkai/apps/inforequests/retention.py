"""Which applicants' data are due to be erased, and all that is held on one person."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.sealing import blind_index
from gongkai.apps.inforequests.flow import FINAL
from gongkai.apps.inforequests.models import InfoRequest, RetentionPeriod
from gongkai.law.spans import add_months

HEAD = "office_head"


def retention_on(root: PublicBody, day: date) -> RetentionPeriod | None:
    """The period that holds on that day; None where none was set: then nothing is due."""
    return RetentionPeriod.objects.filter(root=root, valid_from__lte=day).first()


def due_for_erasure(user: User, root: PublicBody, day: date) -> QuerySet[InfoRequest]:
    """Ended requests of this person's bodies whose applicants have been kept long enough, the oldest first."""
    period = retention_on(root, day)
    mine = InfoRequest.objects.filter(root=root, public_body__in=bodies_of(user, day, roles=[HEAD]))
    if period is None:
        return mine.none()
    ended_before = add_months(day, -12 * period.years)
    old = Q(outcome_on__lte=ended_before) | Q(outcome_on__isnull=True, arrived_on__lte=ended_before)
    kept = mine.filter(old, state__in=FINAL, applicant__erased_at__isnull=True)
    return kept.select_related("public_body", "applicant").order_by("outcome_on", "id")


def requests_of_person(
    user: User, root: PublicBody, day: date, *, document: str = "", name: str = "", phone: str = ""
) -> QuerySet[InfoRequest]:
    """All requests of one person by document number, or by name and telephone together; none where neither is given."""
    mine = InfoRequest.objects.filter(root=root, public_body__in=bodies_of(user, day, roles=[HEAD]))
    if blind_index("document", document):
        found = mine.filter(applicant__document_index=blind_index("document", document))
    elif blind_index("name", name) and blind_index("phone", phone):
        found = mine.filter(
            applicant__name_index=blind_index("name", name), applicant__phone_index=blind_index("phone", phone)
        )
    else:
        return mine.none()
    return found.select_related("public_body", "applicant").prefetch_related("events").order_by("id")
