"""Processing fees: off unless switched on, charged at the margin, told, paid or lapsed, given back, counted."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from gongkai.apps.core.measures import Period, counts
from gongkai.apps.inforequests.clock import deadline_of
from gongkai.apps.inforequests.models import FeeNotice, InfoRequest
from gongkai.apps.inforequests.selectors import items_before
from gongkai.apps.inforequests.services import draft_reply, fees, letters
from gongkai.errors import InvalidInput, MoveRefused
from tests.apps.builders import NOW, TODAY, County
from tests.apps.inforequests.builders import WHO, at, handed_in, in_hand

pytestmark = pytest.mark.django_db
COME, PAID, OVER = date(2026, 3, 4), date(2026, 3, 20), date(2026, 4, 2)


def switched_on(county: County, method: str = "by_item") -> None:
    by = county.person("office_head")
    fees.set_fee_rule(county.body, method=method, way="到代收银行缴纳", valid_from=date(2026, 1, 1), by=by, at=NOW)


def decided(county: County, info_request: InfoRequest | None = None, units: int = 31) -> FeeNotice:
    return fees.decide_fee(info_request or in_hand(county), units=units, by=county.person("handler"), at=NOW)


def noticed(county: County) -> InfoRequest:
    info_request = decided(county).info_request
    fees.notice_fee(info_request, on=COME, by=county.person("handler"), at=NOW)
    return info_request


def paid(county: County) -> InfoRequest:
    info_request = noticed(county)
    fees.record_fee(info_request, slip_number="示财0001", on=PAID, by=county.person("inbound_clerk"), at=at(PAID))
    return info_request


def test_row_21_fees_are_off_until_a_body_switches_them_on(county: County) -> None:
    with pytest.raises(MoveRefused) as refused:
        decided(county)

    assert refused.value.code == "fee-switched-off"


def test_row_21_a_notice_charges_the_marginal_amount(county: County) -> None:
    switched_on(county)
    first = decided(county, units=10 + 1)

    second = decided(county, units=20)

    assert (first.yuan, second.already, second.yuan) == (100, 11, 1900 + 200)


def test_only_the_same_applicant_body_and_month_are_added_up(county: County) -> None:
    handed_in(county, on=date(2026, 2, 27))
    handed_in(county, identity=type(WHO)("另一人", "110101199003070011", phone="1"))
    handed_in(county)

    assert items_before(in_hand(county)) == 1


def test_a_later_request_does_not_raise_an_earlier_fee(county: County) -> None:
    first = in_hand(county)
    handed_in(county)

    assert items_before(first) == 0


def test_what_stays_within_the_free_number_is_not_charged(county: County) -> None:
    switched_on(county)

    with pytest.raises(MoveRefused) as refused:
        decided(county, units=10)

    assert refused.value.code == "fee-nothing-due"


def test_pages_are_not_charged_for_pointing_to_what_is_public(county: County) -> None:
    switched_on(county, "by_page")
    info_request = in_hand(county)
    draft_reply(info_request, kind="A1", text="已公开。", by=county.person("handler"), at=NOW)

    with pytest.raises(MoveRefused) as refused:
        decided(county, info_request, 68)

    assert refused.value.code == "fee-public-information"


def test_pages_cost_what_the_tariff_says_whatever_the_month_holds(county: County) -> None:
    switched_on(county, "by_page")
    handed_in(county)

    assert decided(county, units=68).yuan == 380


def test_a_request_is_charged_once(county: County) -> None:
    switched_on(county)
    notice = decided(county)

    with pytest.raises(MoveRefused) as refused:
        decided(county, notice.info_request)

    assert refused.value.code == "fee-twice"


def test_the_fee_notice_letter_derives_its_amount(county: County) -> None:
    switched_on(county)
    info_request = decided(county, units=31).info_request

    letter = letters.make_letter(info_request, kind="fee_notice", given={}, by=county.person("handler"), at=NOW)

    assert "应缴金额：2200元" in letter.text
    assert "第11至30件，共20件，每件100元，计2000元；第31件，共1件，每件200元，计200元" in letter.text
    assert "20个工作日内缴纳" in letter.text
    assert "到代收银行缴纳" in letter.text


def test_a_fee_notice_without_a_decision_names_what_is_missing(county: County) -> None:
    with pytest.raises(InvalidInput) as refused:
        letters.make_letter(in_hand(county), kind="fee_notice", given={}, by=county.person("handler"), at=NOW)

    assert refused.value.where == "fee_count"


def test_full_payment_counts_the_time_anew(county: County) -> None:
    switched_on(county)

    info_request = paid(county)

    deadline = deadline_of(info_request, as_of=PAID)
    assert deadline is not None
    assert (deadline.state, deadline.due_on) == ("running", date(2026, 4, 20))


def test_the_clock_waits_for_the_fee(county: County) -> None:
    switched_on(county)

    deadline = deadline_of(noticed(county), as_of=TODAY)

    assert deadline is not None
    assert deadline.state == "awaiting_fee"


def test_an_unpaid_fee_lapses_after_twenty_working_days_and_not_before(county: County) -> None:
    switched_on(county)
    info_request = noticed(county)
    head = county.person("office_head")
    with pytest.raises(MoveRefused):
        fees.lapse_fee(info_request, by=head, at=at(PAID))

    fees.lapse_fee(info_request, by=head, at=at(OVER))

    assert (info_request.state, info_request.outcome) == ("ended", "other.fee_lapsed")
    letter = letters.make_letter(info_request, kind="fee_lapsed", given={}, by=county.person("handler"), at=at(OVER))
    assert "2026年3月4日送达，规定期限内没有收到缴费" in letter.text


def test_no_more_is_given_back_than_was_paid(county: County) -> None:
    switched_on(county)
    info_request = paid(county)
    head = county.person("office_head")
    fees.refund_fee(info_request, yuan=2000, slip_number="退1", reason="多计", on=PAID, by=head, at=at(PAID))

    with pytest.raises(InvalidInput) as refused:
        fees.refund_fee(info_request, yuan=201, slip_number="退2", reason="多计", on=PAID, by=head, at=at(PAID))

    assert refused.value.code == "refund-too-much"


def test_row_21_the_year_counts_notices_and_what_was_kept(county: County) -> None:
    switched_on(county)
    info_request = paid(county)
    head = county.person("office_head")
    fees.refund_fee(info_request, yuan=200, slip_number="退1", reason="多计", on=PAID, by=head, at=at(PAID))

    found = counts([county.body.pk], Period.of_year(2026))

    assert found[county.body.pk, "processing_fee_yuan", ()] == 2000
    assert found[county.body.pk, "processing_fee_notices", ()] == 1


def test_a_decided_fee_is_never_changed(county: County) -> None:
    switched_on(county)
    decided(county)

    with pytest.raises(DatabaseError), transaction.atomic():
        FeeNotice.objects.update(yuan=1)
