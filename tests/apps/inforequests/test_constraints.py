"""What the database itself refuses of requests, and what the nightly replay sets right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import AuditEntry
from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.models import Applicant, InfoRequest
from tests.apps.builders import NOW, TODAY, County
from tests.apps.inforequests.builders import in_hand, online, replied

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "nonsense"},
        {"applicant_class": "total"},
        {"channel": "pigeon"},
        {"manner": "spoken"},
        {"receipt_way": "pigeon"},
        {"outcome": "granted"},
        {"outcome_on": TODAY},
        {"outcome": "nonsense", "outcome_on": TODAY, "state": "replied"},
        {"outcome": "granted", "outcome_on": TODAY - DAY, "state": "replied"},
        {"outcome": "granted", "outcome_on": TODAY},
        {"state": "replied"},
        {"received_on": None},
        {"state": "submitted"},
    ],
    ids=str,
)
def test_row_that_cannot_be_is_refused(county: County, changes: dict[str, Any]) -> None:
    one = InfoRequest.objects.filter(pk=in_hand(county).pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        one.update(**changes)


def test_number_is_given_once(county: County) -> None:
    first, second = online(county).info_request, online(county, key="b").info_request

    with pytest.raises(IntegrityError), transaction.atomic():
        InfoRequest.objects.filter(pk=second.pk).update(number=first.number)


def test_erased_applicant_holds_nothing(county: County) -> None:
    applicant = online(county).info_request.applicant

    with pytest.raises(IntegrityError), transaction.atomic():
        Applicant.objects.filter(pk=applicant.pk).update(erased_at=NOW)


def test_replay_moves_a_kept_due_day_and_says_so(county: County) -> None:
    one = in_hand(county)
    due = one.due_on
    assert due is not None
    InfoRequest.objects.filter(pk=one.pk).update(due_on=due - DAY)

    assert services.refresh_clocks(by=SYSTEM, at=NOW) == 1

    one.refresh_from_db()
    assert one.due_on == due
    moved = AuditEntry.objects.get(act="inforequests.move_due_day")
    assert moved.facts == {"from": str(due - DAY), "to": str(due)}


def test_replay_done_twice_or_on_ended_requests_moves_nothing(county: County) -> None:
    in_hand(county)
    replied(county)

    assert services.refresh_clocks(by=SYSTEM, at=NOW) == 0
