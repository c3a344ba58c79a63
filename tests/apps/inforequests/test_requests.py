"""Requests through their acts: receipt, correction, pauses, extension, reply, ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from gongkai.apps.core.models import AuditEntry
from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.clock import deadline_of
from gongkai.apps.inforequests.identity import opened
from gongkai.apps.inforequests.models import InfoRequest, RequestEvent
from gongkai.errors import GongkaiError, InvalidInput, MoveRefused, NotPermitted
from tests.apps.builders import NOW, TODAY, County
from tests.apps.inforequests.builders import (
    LETTER,
    WHO,
    asked,
    at,
    drafted,
    handed_in,
    in_hand,
    later,
    online,
    replied,
    signed,
)

DAY = timedelta(days=1)


def code_of(caught: pytest.ExceptionInfo[GongkaiError]) -> str:
    return caught.value.code


# receipt


def test_what_comes_online_has_no_day_of_receipt_before_both_sides_confirm(county: County) -> None:
    one = online(county).info_request

    assert (one.state, one.received_on, one.due_on) == ("submitted", None, None)
    assert deadline_of(one, as_of=TODAY) is None


def test_day_of_receipt_is_the_day_of_the_call(county: County) -> None:
    one = online(county).info_request

    services.confirm_by_contact(one, contacted_on=TODAY + DAY, by=county.person("inbound_clerk"), at=later(2))

    assert one.received_on == TODAY + DAY
    assert one.due_on is not None


def test_applicant_confirms_only_after_the_office_has_told(county: County) -> None:
    one = online(county).info_request
    with pytest.raises(MoveRefused):
        services.confirm(one, at=NOW)

    services.acknowledge(one, by=county.person("inbound_clerk"), at=NOW)
    services.confirm(one, at=later(1))

    assert one.received_on == TODAY + DAY


def test_call_before_it_arrived_is_refused(county: County) -> None:
    one = online(county).info_request

    with pytest.raises(InvalidInput) as caught:
        services.confirm_by_contact(one, contacted_on=TODAY - DAY, by=county.person("inbound_clerk"), at=NOW)

    assert code_of(caught) == "receipt-out-of-order"


def test_call_that_lies_ahead_is_refused(county: County) -> None:
    one = online(county).info_request

    with pytest.raises(InvalidInput) as caught:
        services.confirm_by_contact(one, contacted_on=TODAY + DAY, by=county.person("inbound_clerk"), at=NOW)

    assert code_of(caught) == "day-ahead"


def test_fax_cannot_be_registered_without_confirmation(county: County) -> None:
    clerk = county.person("inbound_clerk")
    entered = services.enter_request(
        government=county.government,
        body=county.body,
        asked=asked(),
        channel="fax",
        arrived_on=TODAY,
        by=clerk,
        at=NOW,
    ).info_request

    with pytest.raises(MoveRefused) as caught:
        services.register(entered, by=clerk, at=NOW)

    assert code_of(caught) == "receipt-unconfirmed"
    assert entered.state == "submitted"


def test_row_15_what_is_handed_in_is_received_that_day(county: County) -> None:
    assert handed_in(county, on=date(2026, 1, 15)).due_on == date(2026, 2, 12)


def test_same_form_sent_twice_is_one_request(county: County) -> None:
    first, second = online(county), online(county)

    assert (first.info_request.pk, first.code) == (second.info_request.pk, second.code)


def test_changed_form_sent_again_is_another_request(county: County) -> None:
    first, second = online(county), online(county, wanted="另一件")

    assert first.info_request.pk != second.info_request.pk
    assert (first.info_request.number, second.info_request.number) == ("2026-00001", "2026-00002")


def test_one_address_may_not_flood_the_register(county: County) -> None:
    for number in range(services.intake.A_DAY_FROM_ONE_ADDRESS):
        online(county, key=str(number))

    with pytest.raises(InvalidInput) as caught:
        online(county, key="one more")

    assert code_of(caught) == "too-many-requests"
    assert online(county, key="tomorrow", on=TODAY + DAY)


# privacy


def test_identity_is_nowhere_in_the_database_in_clear(county: County) -> None:
    one = online(county).info_request
    applicant = one.applicant

    rows = [str(row) for row in AuditEntry.objects.values_list()] + [str(vars(one)), str(vars(applicant))]

    assert not any(secret in row for row in rows for secret in (WHO.name, WHO.document, WHO.phone, WHO.email))
    assert opened(applicant) == WHO


def test_reading_the_applicant_is_in_the_log(county: County) -> None:
    one = online(county).info_request

    assert services.read_applicant(one, by=county.person("handler"), at=NOW) == WHO

    assert AuditEntry.objects.filter(act="inforequests.read_applicant", subject_id=one.pk).count() == 1


# correction: ogi2019/30


def corrected_from(county: County, one: InfoRequest, *, on: date) -> None:
    services.ask_correction(one, what="请写明年度", until=on + 14 * DAY, on=on, by=county.person("handler"), at=at(on))


def test_row_17_correction_stops_the_clock_and_its_answer_sets_it_anew(county: County) -> None:
    one = in_hand(county, on=date(2026, 3, 2))

    corrected_from(county, one, on=date(2026, 3, 4))
    assert (one.state, one.due_on) == ("awaiting_correction", None)
    services.correct(one, corrected="2025年", at=at(date(2026, 3, 10)))

    assert (one.state, one.due_on) == ("registered", date(2026, 4, 8))


def test_second_correction_is_refused(county: County) -> None:
    one = in_hand(county, on=date(2026, 3, 2))
    corrected_from(county, one, on=date(2026, 3, 3))
    services.correct(one, corrected="2025年", at=at(date(2026, 3, 4)))

    with pytest.raises(MoveRefused) as caught:
        corrected_from(county, one, on=date(2026, 3, 5))

    assert code_of(caught) == "correction-twice"


def test_correction_asked_on_the_eighth_working_day_is_refused(county: County) -> None:
    one = in_hand(county, on=date(2026, 3, 2))

    with pytest.raises(MoveRefused) as caught:
        corrected_from(county, one, on=date(2026, 3, 12))

    assert code_of(caught) == "correction-late"
    assert not RequestEvent.objects.filter(info_request=one).exists()


def test_request_not_corrected_in_time_lapses_on_its_row(county: County) -> None:
    one = in_hand(county, on=date(2026, 3, 2))
    corrected_from(county, one, on=date(2026, 3, 4))
    with pytest.raises(MoveRefused) as caught:
        services.lapse_correction(one, by=county.person("office_head"), at=at(date(2026, 3, 18)))
    assert code_of(caught) == "correction-not-lapsed"

    services.lapse_correction(one, by=county.person("office_head"), at=at(date(2026, 3, 19)))

    assert (one.state, one.outcome, one.outcome_on) == ("ended", "other.correction_lapsed", date(2026, 3, 19))


# pauses and extension


def test_silent_third_party_holds_the_clock_for_its_fifteen_days_only(county: County) -> None:
    one, handler = in_hand(county, on=date(2026, 3, 2)), county.person("handler")

    letter = services.consult(one, to="third_party", **LETTER, on=TODAY, by=handler, at=NOW)
    assert one.due_on is None
    services.record_arrival(one, letter=letter, on=date(2026, 3, 5), by=handler, at=at(date(2026, 3, 5)))

    assert one.due_on == date(2026, 4, 22)


def test_extension_after_the_due_day_is_refused(county: County) -> None:
    one = in_hand(county, on=date(2026, 3, 2))
    assert one.due_on is not None
    late = one.due_on + DAY

    with pytest.raises(MoveRefused) as caught:
        services.extend(
            one, days=5, reason="量大", approved_on=late, on=late, by=county.person("office_head"), at=at(late)
        )

    assert code_of(caught) == "extension-late"


def test_extension_moves_the_due_day_by_working_days(county: County) -> None:
    one = in_hand(county, on=date(2026, 3, 2))
    day = date(2026, 3, 20)

    services.extend(one, days=5, reason="量大", approved_on=day, on=day, by=county.person("office_head"), at=at(day))

    assert one.due_on == date(2026, 4, 7)


# reply


@pytest.mark.parametrize(
    ("kind", "ground", "row"),
    [
        ("A1", "", "granted"),
        ("A2", "", "granted"),
        ("A3", "state_secret", "denied.state_secret"),
        ("A3", "other_law", "denied.other_law"),
        ("A3", "safety_stability", "denied.safety_stability"),
        ("A3", "third_party", "denied.third_party"),
        ("A3", "internal", "denied.internal"),
        ("A3", "process", "denied.process"),
        ("A3", "enforcement_file", "denied.enforcement_file"),
        ("A4", "", "unavailable.not_held"),
        ("A5", "", "unavailable.not_held"),
        ("A6", "", "refused.duplicate"),
        ("A7", "", "denied.admin_query"),
        ("A8", "third_party", "partial"),
        ("A9", "", "unavailable.must_create"),
        ("A10", "", "refused.petition"),
        ("A11", "", "refused.publication"),
    ],
)
def test_row_18_reply_ends_on_its_one_row(county: County, kind: str, ground: str, row: str) -> None:
    one = replied(county, kind=kind, ground=ground)

    assert (one.state, one.outcome, one.outcome_on) == ("replied", row, TODAY)


@pytest.mark.parametrize(
    ("kind", "ground", "row", "code"),
    [
        ("A3", "", "", "ground-missing"),
        ("A2", "internal", "", "ground-unfit"),
        ("A3", "nonsense", "", "ground-unfit"),
        ("E3", "", "", "unknown-reply"),
        ("E2", "", "", "reply-without-cause"),
        ("E1", "", "", "reply-without-cause"),
        ("A2", "", "denied.internal", "row-unfit"),
    ],
)
def test_reply_that_cannot_be_is_refused(county: County, kind: str, ground: str, row: str, code: str) -> None:
    one = in_hand(county)

    with pytest.raises(InvalidInput) as caught:
        services.draft_reply(one, kind=kind, ground=ground, row=row, text="答复", by=county.person("handler"), at=NOW)

    assert code_of(caught) == code


def test_row_19_refusal_passes_the_legal_adviser_and_a_grant_need_not(county: County) -> None:
    refusal, grant = drafted(county, kind="A3", ground="internal"), drafted(county)

    services.submit_draft(refusal, by=county.person("handler"), at=NOW)
    services.submit_draft(grant, by=county.person("handler"), at=NOW)

    assert (refusal.state, grant.state) == ("in_legal_review", "in_secrecy_review")


def test_nothing_goes_to_signature_without_a_draft(county: County) -> None:
    with pytest.raises(MoveRefused) as caught:
        services.submit_draft(in_hand(county), by=county.person("handler"), at=NOW)

    assert code_of(caught) == "missing-facts"


def test_nobody_signs_a_draft_of_their_own(county: County) -> None:
    from gongkai.apps.accounts.services import grant_role
    from gongkai.apps.core.actors import SYSTEM

    one, handler = drafted(county), county.person("handler")
    services.submit_draft(one, by=handler, at=NOW)
    services.clear_secrecy(one, basis="不涉密", by=county.person("secrecy_reviewer"), at=NOW)
    grant_role(handler, role="leader", body=county.body, by=SYSTEM, at=NOW, valid_from=TODAY)

    with pytest.raises(MoveRefused) as caught:
        services.sign(one, by=handler, at=NOW)

    assert code_of(caught) == "own-work"


def test_posting_counts_and_delivery_is_recorded_after_it(county: County) -> None:
    one, clerk = signed(county), county.person("inbound_clerk")

    services.serve(one, way="china_post", proof="EA473124829CN", on=TODAY, by=clerk, at=NOW)
    services.record_delivery(one, proof="签收", on=TODAY + 3 * DAY, by=clerk, at=later(3))

    assert (one.outcome_on, one.state) == (TODAY, "replied")
    assert list(one.events.values_list("kind", flat=True)) == ["reply_posted", "reply_delivered"]


def test_recalled_draft_can_be_signed_again_and_first_outcome_stays(county: County) -> None:
    one = signed(county)

    services.recall(one, reason="补充征求意见", by=county.person("office_head"), at=NOW)

    assert (one.state, one.outcome) == ("in_hand", "")


# ends


def test_withdrawn_before_receipt_stands_on_no_row(county: County) -> None:
    one = online(county).info_request

    services.withdraw(one, at=NOW)

    assert (one.state, one.received_on, one.outcome) == ("ended", None, "")


def test_withdrawn_after_receipt_ends_on_other_misc(county: County) -> None:
    one = in_hand(county)

    services.withdraw(one, at=later(1))

    assert (one.outcome, one.outcome_on) == ("other.misc", TODAY + DAY)


def test_replied_request_cannot_be_withdrawn(county: County) -> None:
    with pytest.raises(MoveRefused):
        services.withdraw(replied(county), at=NOW)


def test_applicants_move_is_not_made_by_staff(county: County) -> None:
    from gongkai.apps.accounts.moves import make_move

    one = in_hand(county)

    with (
        pytest.raises(NotPermitted),
        transaction.atomic(),
        make_move(one, "withdraw", by=county.person("clerk"), at=NOW),
    ):
        pass


def test_staffs_move_is_not_made_by_the_public(county: County) -> None:
    from gongkai.apps.accounts.moves import make_public_move

    one = handed_in(county)

    with pytest.raises(NotPermitted), transaction.atomic(), make_public_move(one, "assign", at=NOW, facts=("unit",)):
        pass


# what is written once


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_dated_facts_are_written_once(county: County, verb: str) -> None:
    one = replied(county)
    facts = RequestEvent.objects.filter(info_request=one)

    with pytest.raises(DatabaseError), transaction.atomic():
        facts.update(on=TODAY - DAY) if verb == "update" else facts.delete()
