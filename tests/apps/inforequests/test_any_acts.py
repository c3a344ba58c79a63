"""Whatever acts are tried on whatever days: the due day is that counted by hand, each column balances, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.apps.accounts.models import User
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.audit_check import verify
from gongkai.apps.core.measures import Key, Period, Value, counts
from gongkai.apps.core.models import AuditEntry
from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.clock import digest_of, facts_of
from gongkai.apps.inforequests.flow import FINAL
from gongkai.apps.inforequests.models import Applicant, InfoRequest
from gongkai.apps.inforequests.words import CLASSES, outcome_rows
from gongkai.errors import GongkaiError
from tests.apps.builders import County, fewer_examples
from tests.apps.inforequests.builders import LETTER, at, handed_in, says_for
from tests.apps.inforequests.reference import due_by_hand

FIRST = date(2025, 11, 3)
Figures = dict[Key, Value]
ACTS = (
    "assign",
    "accept",
    "reject_assignment",
    "bypass",
    "ask_correction",
    "correct",
    "receive_correction",
    "lapse_correction",
    "consult",
    "record_arrival",
    "record_opinion",
    "extend",
    "ask_reasons",
    "record_reasons",
    "set_delay",
    "draft",
    "submit_draft",
    "advise",
    "clear_secrecy",
    "stop_secrecy",
    "find_fault",
    "sign",
    "recall",
    "serve",
    "record_delivery",
    "withdraw",
    "archive",
)
USUAL = ("assign", "accept", "consult", "draft", "submit_draft", "advise", "clear_secrecy", "sign", "serve")
"""Acts that lead on come up more often, so that requests also come to an end."""


@dataclass(frozen=True)
class Try:
    """One act on one of the requests, some days after the one before; `number` stands for whatever it needs."""

    act: str
    one: int
    days: int
    number: int


TRIES = st.lists(
    st.builds(Try, st.sampled_from((*ACTS, *USUAL, *USUAL)), st.integers(0, 1), st.integers(0, 6), st.integers(0, 29)),
    max_size=30,
)
POSTED = "EA473124829CN"
KINDS = (("A2", ""), ("A3", "process"), ("A8", "third_party"), ("A4", ""), ("A10", ""), ("E2", ""))


def act_of(made: Try, one: InfoRequest, body: PublicBody, on: date, by: dict[str, User]) -> Callable[[], object]:
    """The act with what it needs, lawful or not."""
    now, letter, to = at(on), str(made.number % 3 + 1), ("third_party", "co_maker", "other_organ")[made.number % 3]
    clerk, handler, head = by["inbound_clerk"], by["handler"], by["office_head"]
    until, days = on + timedelta(days=made.number), made.number + 1
    table: dict[str, Callable[[], object]] = {
        "assign": lambda: services.assign(one, unit=body, by=clerk, at=now),
        "accept": lambda: services.accept(one, by=handler, at=now),
        "reject_assignment": lambda: services.reject_assignment(one, reason="理由", by=handler, at=now),
        "bypass": lambda: services.bypass(one, reason="理由", by=head, at=now),
        "ask_correction": lambda: services.ask_correction(one, what="年度", until=until, on=on, by=handler, at=now),
        "correct": lambda: services.correct(one, corrected="2025年", at=now),
        "receive_correction": lambda: services.receive_correction(one, corrected="2025年", on=on, by=clerk, at=now),
        "lapse_correction": lambda: services.lapse_correction(one, by=head, at=now),
        "consult": lambda: services.consult(one, to=to, **LETTER, on=on, by=handler, at=now),
        "record_arrival": lambda: services.record_arrival(one, letter=letter, on=on, by=handler, at=now),
        "record_opinion": lambda: services.record_opinion(one, letter=letter, on=on, by=handler, at=now),
        "extend": lambda: services.extend(one, days=days, reason="量大", approved_on=on, on=on, by=head, at=now),
        "ask_reasons": lambda: services.ask_reasons(one, what="本月第三十件", on=on, by=handler, at=now),
        "record_reasons": lambda: services.record_reasons(one, reasons="研究", on=on, by=clerk, at=now),
        "set_delay": lambda: services.set_delay(one, until=until, reason="量大", on=on, by=head, at=now),
    }
    return (table | reply_acts(made, one, body, on, by))[made.act]


def reply_acts(
    made: Try, one: InfoRequest, body: PublicBody, on: date, by: dict[str, User]
) -> dict[str, Callable[[], object]]:
    """The acts from the draft on."""
    now, (kind, ground) = at(on), KINDS[made.number % len(KINDS)]
    clerk, handler, head = by["inbound_clerk"], by["handler"], by["office_head"]
    is_late = one.due_on is not None and on > one.due_on
    late = {"late_unit": body, "late_reason": "量大"} if is_late else {}
    return {
        "draft": lambda: services.draft_reply(
            one, kind=kind, ground=ground, text="答复", says=says_for(kind, ground, FIRST), by=handler, at=now
        ),
        "submit_draft": lambda: services.submit_draft(one, by=handler, at=now),
        "advise": lambda: services.advise(one, opinion="", by=by["legal_adviser"], at=now),
        "find_fault": lambda: services.find_fault(one, reason="理由", by=by["legal_adviser"], at=now),
        "clear_secrecy": lambda: services.clear_secrecy(one, basis="不涉密", by=by["secrecy_reviewer"], at=now),
        "stop_secrecy": lambda: services.stop_secrecy(one, basis="涉密", by=by["secrecy_reviewer"], at=now),
        "sign": lambda: services.sign(one, by=by["leader"], at=now),
        "recall": lambda: services.recall(one, reason="补充", by=head, at=now),
        "serve": lambda: services.serve(
            one, way=("in_person", "china_post")[made.number % 2], proof=POSTED, on=on, **late, by=clerk, at=now
        ),
        "record_delivery": lambda: services.record_delivery(one, proof="回执", on=on, by=clerk, at=now),
        "withdraw": lambda: services.withdraw(one, at=now),
        "archive": lambda: services.archive(one, by=clerk, at=now),
    }


def check(one: InfoRequest) -> None:
    """What holds of a request at any time."""
    assert one.received_on is not None
    events = list(one.events.all())
    assert one.clock_digest == digest_of(one.received_on, facts_of(one))
    assert (one.state in FINAL) == bool(one.outcome)
    if not one.outcome:
        assert one.due_on == due_by_hand(one.received_on, events)


def unbalanced(body: PublicBody, period: Period) -> list[str]:
    found = {name.removeprefix("t3."): value for (_, name, _), value in counts([body.pk], period).items()}
    return [
        column
        for column in CLASSES
        if found.get(f"received.{column}", 0) + found.get(f"carried_in.{column}", 0)
        != sum(found.get(f"{row}.{column}", 0) for row in outcome_rows()) + found.get(f"carried_out.{column}", 0)
    ]


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.django_db
@settings(max_examples=fewer_examples())
@given(tries=TRIES)
def test_whatever_is_tried_leaves_lawful_requests(tries: list[Try]) -> None:
    with transaction.atomic():
        _run(County(), tries)
        transaction.set_rollback(True)


def _run(county: County, tries: list[Try]) -> None:
    roles = ("inbound_clerk", "handler", "office_head", "legal_adviser", "secrecy_reviewer", "leader")
    by, body, on = {role: county.person(role) for role in roles}, county.body, FIRST
    made = [handed_in(county, on=FIRST), handed_in(county, on=FIRST, applicant_class="enterprise")]
    first: dict[int, tuple[str, date | None]] = {}
    kept: dict[Period, Figures] = {}
    for step in tries:
        on += timedelta(days=step.days)
        one = InfoRequest.objects.get(pk=made[step.one].pk)
        before = (one.state, one.due_on, one.events.count(), AuditEntry.objects.count())
        try:
            with transaction.atomic():
                act_of(step, one, body, on, by)()
        except GongkaiError:
            one = InfoRequest.objects.get(pk=one.pk)
            assert (one.state, one.due_on, one.events.count(), AuditEntry.objects.count()) == before
        one = InfoRequest.objects.get(pk=one.pk)
        check(one)
        if one.outcome:
            assert first.setdefault(one.pk, (one.outcome, one.outcome_on)) == (one.outcome, one.outcome_on)
        assert unbalanced(body, Period(FIRST, on)) == []
        past = Period(FIRST, on - timedelta(days=1))
        if past.last >= FIRST:
            kept.setdefault(past, dict(counts([body.pk], past)))
    assert {past: dict(counts([body.pk], past)) for past in kept} == kept
    assert unbalanced(body, Period(FIRST, on)) == unbalanced(body, Period.of_year(2026)) == []
    assert unbalanced(body, Period.of_year(2025)) == []
    assert Applicant.objects.count() == len(made)
    assert not verify().findings
