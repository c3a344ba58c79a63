"""Reviews and suits through their acts: days, results, instances, replies anew, refusals."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from gongkai.apps.core.models import AuditEntry
from gongkai.apps.remedies import services
from gongkai.apps.remedies.clock import last_stage, terms_of
from gongkai.apps.remedies.models import Dispute, DisputeStage, Ending
from gongkai.apps.remedies.selectors import oddities, open_list, reanswer_owed, visible_to
from gongkai.errors import InvalidInput, MoveRefused, NotPermitted
from tests.apps.builders import TODAY, County
from tests.apps.inforequests.builders import replied
from tests.apps.remedies.builders import appealed, at, decided, entered

DAY = timedelta(days=1)


# days


def test_row_23_answer_to_a_review_is_due_within_ten_working_days(county: County) -> None:
    assert entered(county).due_on == date(2026, 3, 18)


def test_answer_in_simple_procedure_is_due_within_five_working_days(county: County) -> None:
    assert entered(county, is_simple=True).due_on == date(2026, 3, 11)


def test_row_23_defence_in_a_suit_is_due_within_fifteen_days(county: County) -> None:
    assert entered(county, "direct").due_on == date(2026, 3, 19)


def test_nothing_is_due_of_the_body_once_it_has_answered(county: County) -> None:
    one = entered(county)

    services.answer(one, proof="答复书一号", on=TODAY, by=county.person("handler"), at=at(TODAY))

    assert (one.state, one.due_on) == ("answered", None)


def test_reviewing_body_decides_on_acceptance_and_then_within_sixty_days(county: County) -> None:
    one = entered(county, role="reviewing_organ")
    assert one.due_on == date(2026, 3, 11)

    services.record_acceptance(one, on=TODAY, by=county.person("handler"), at=at(TODAY))
    assert one.due_on == date(2026, 5, 6)  # the sixtieth day is a Sunday within the May holidays

    services.record_extension(one, days=30, on=TODAY, by=county.person("handler"), at=at(TODAY))
    assert one.due_on == date(2026, 6, 2)


def test_extension_beyond_thirty_days_is_refused_and_not_kept(county: County) -> None:
    one = entered(county)
    services.record_acceptance(one, on=TODAY, by=county.person("handler"), at=at(TODAY))

    with pytest.raises(InvalidInput) as caught:
        services.record_extension(one, days=31, on=TODAY, by=county.person("handler"), at=at(TODAY))

    assert caught.value.code == "review-extension-too-long"
    assert not last_stage(one).facts.filter(kind="extended").exists()


def test_time_to_sue_counts_from_the_day_the_decision_was_received(county: County) -> None:
    one = decided(county, entered(county))

    services.record_told(one, on=TODAY, by=county.person("handler"), at=at(TODAY))

    assert {term.limit.parameter_id: term.due_on for term in terms_of(last_stage(one))}[
        "suit.after_review.days"
    ] == date(2026, 3, 19)


# acts


def test_suit_goes_through_its_instances(county: County) -> None:
    one = decided(county, entered(county, "direct"), "claim_rejected")
    appealed(county, one, on=TODAY + DAY)
    decided(county, one, "maintained", on=TODAY + 2 * DAY)
    services.retry(one, on=TODAY + 3 * DAY, by=county.person("handler"), at=at(TODAY + 3 * DAY))
    decided(county, one, "annulled", on=TODAY + 4 * DAY)

    assert list(one.stages.values_list("level", "ending__held_as")) == [
        ("first", "upheld"),
        ("second", "upheld"),
        ("retrial", "corrected"),
    ]


def test_second_instance_is_not_appealed(county: County) -> None:
    one = decided(county, appealed(county, decided(county, entered(county, "direct")), on=TODAY), "maintained")

    with pytest.raises(MoveRefused) as caught:
        services.appeal(one, on=TODAY, by=county.person("handler"), at=at(TODAY))

    assert caught.value.code == "appeal-of-what"


def test_review_is_not_appealed(county: County) -> None:
    one = decided(county, entered(county))

    with pytest.raises(MoveRefused):
        services.appeal(one, on=TODAY, by=county.person("handler"), at=at(TODAY))


def test_row_23_decision_that_orders_a_reply_anew_is_owed_until_it_is_given(county: County) -> None:
    info_request = replied(county)
    one = entered(county, info_request=info_request, act="")
    until = TODAY + 20 * DAY
    decided(county, one, "annulled", orders_reanswer=True, reanswer_until=until)

    owed = reanswer_owed(info_request)
    assert owed is not None
    assert (owed.reanswer_until, one.due_on) == (until, until)
    with pytest.raises(MoveRefused):
        services.close(one, by=county.person("office_head"), at=at(TODAY))

    services.record_reanswer(one, proof="重新答复书", on=TODAY, by=county.person("handler"), at=at(TODAY))
    services.close(one, by=county.person("office_head"), at=at(TODAY))

    assert reanswer_owed(info_request) is None
    assert (one.state, one.due_on) == ("closed", None)


def test_appeal_takes_up_what_the_first_instance_ordered(county: County) -> None:
    info_request = replied(county)
    one = entered(county, "direct", info_request=info_request)
    decided(county, one, "annulled", orders_reanswer=True)

    appealed(county, one, on=TODAY)

    assert reanswer_owed(info_request) is None


def test_decided_case_that_owes_a_reply_stays_among_open_work(county: County) -> None:
    one = decided(county, entered(county), "annulled", orders_reanswer=True)
    Dispute.objects.filter(pk=one.pk).update(state="closed")

    assert list(open_list(county.person("handler"), TODAY)) == [one]


# refusals


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role": "defendant"}, "role-unfit"),
        ({"act": " "}, "about-nothing"),
        ({"received_on": TODAY + DAY}, "day-ahead"),
    ],
)
def test_unfit_entry_is_refused(county: County, changes: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        entered(county, **changes)  # type: ignore[arg-type]

    assert caught.value.code == code
    assert not Dispute.objects.exists()


def test_dispute_before_its_request_is_refused(county: County) -> None:
    with pytest.raises(InvalidInput) as caught:
        entered(county, info_request=replied(county), on=TODAY - DAY)

    assert caught.value.code == "dispute-before-request"


def test_request_of_another_body_is_not_disputed_here(county: County) -> None:
    info_request = replied(county)
    county.person("handler", county.department)

    with pytest.raises(InvalidInput) as caught:
        services.enter_dispute(
            body=county.department,
            given=services.Entered("review", "respondent", "示范县人民政府", TODAY, info_request=info_request),
            by=county.person("handler", county.department),
            at=at(TODAY),
        )

    assert caught.value.code == "request-elsewhere"


def test_case_number_is_entered_once(county: County) -> None:
    entered(county, case_number="示政复〔2026〕1号")

    with pytest.raises(InvalidInput) as caught:
        entered(county, case_number="示政复〔2026〕1号")

    assert caught.value.code == "case-number-twice"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"result": "dismissed"}, "unknown-result"),
        ({"form": "judgment"}, "form-unfit"),
        ({"orders_reanswer": True}, "result-orders-nothing"),
        ({"on": TODAY - DAY}, "day-before-its-cause"),
    ],
)
def test_unfit_decision_is_refused(county: County, more: dict[str, object], code: str) -> None:
    one = entered(county)

    with pytest.raises(InvalidInput) as caught:
        services.decide(
            one,
            **{"result": "maintained", "form": "decision", "on": TODAY} | more,  # type: ignore[arg-type]
            by=county.person("handler"),
            at=at(TODAY),
        )

    assert caught.value.code == code
    assert not Ending.objects.exists()


@pytest.mark.parametrize("role", ["clerk", "auditor", "leader"])
def test_decision_is_recorded_by_nobody_but_a_handler(county: County, role: str) -> None:
    one = entered(county)

    with pytest.raises(NotPermitted):
        services.decide(one, result="maintained", form="decision", on=TODAY, by=county.person(role), at=at(TODAY))


def test_staff_without_part_in_requests_see_no_dispute(county: County) -> None:
    entered(county)

    assert not visible_to(county.person("publisher"), TODAY).exists()
    assert not visible_to(county.person("handler", county.department), TODAY).exists()
    assert visible_to(county.person("leader"), TODAY).exists()


def test_facts_and_endings_are_written_once(county: County) -> None:
    decided(county, entered(county))

    for model in (DisputeStage, Ending):
        for change in (lambda rows: rows.update(recorded_at=at(TODAY + DAY)), lambda rows: rows.delete()):
            with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
                change(model.objects.all())


def test_every_act_leaves_an_entry_without_words(county: County) -> None:
    one = decided(county, entered(county), said="维持原答复")
    found = AuditEntry.objects.filter(subject_type="remedies.dispute", subject_id=one.pk)

    assert [entry.act for entry in found.order_by("id")] == ["remedies.enter", "remedies.decide"]
    assert "维持" not in str([entry.facts for entry in found])


def test_row_23_more_suits_after_review_than_reviews_is_pointed_out(county: County) -> None:
    entered(county, "after_review")

    found = {one.code for one in oddities([county.body.pk], date(2026, 1, 1), date(2026, 12, 31))}

    assert found == {"suits-exceed-reviews", "suits-exceed-requests"}
