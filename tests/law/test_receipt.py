"""Which day counts as the day of receipt."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.errors import InvalidInput
from gongkai.law import ReceiptFacts, day_of_receipt
from gongkai.law.receipt import CHANNELS, receipt_rules

SENT, ARRIVED, CONFIRMED = date(2026, 1, 12), date(2026, 1, 14), date(2026, 1, 16)


@pytest.mark.parametrize(
    ("facts", "received_on"),
    [
        (ReceiptFacts("in_person", submitted_on=SENT), SENT),
        (ReceiptFacts("post_signed", submitted_on=SENT, signed_on=ARRIVED), ARRIVED),
        (ReceiptFacts("post_ordinary", arrived_on=ARRIVED, confirmed_on=ARRIVED), ARRIVED),
        (ReceiptFacts("online", submitted_on=SENT, arrived_on=SENT, confirmed_on=CONFIRMED), CONFIRMED),
        (ReceiptFacts("fax", arrived_on=ARRIVED, confirmed_on=CONFIRMED), CONFIRMED),
        (ReceiptFacts("email", arrived_on=ARRIVED, confirmed_on=CONFIRMED), CONFIRMED),
        (ReceiptFacts("other_office", arrived_on=ARRIVED, confirmed_on=CONFIRMED), CONFIRMED),
    ],
)
def test_each_channel_fixes_receipt_by_its_own_fact(facts: ReceiptFacts, received_on: date) -> None:
    assert day_of_receipt(facts).received_on == received_on


def test_an_online_request_waits_for_both_sides_to_confirm() -> None:
    receipt = day_of_receipt(ReceiptFacts("online", submitted_on=SENT, arrived_on=SENT))

    assert (receipt.received_on, receipt.waits_for) == (None, "confirmed_on")


def test_an_ordinary_letter_confirmed_after_the_day_it_came_is_told() -> None:
    late = day_of_receipt(ReceiptFacts("post_ordinary", arrived_on=ARRIVED, confirmed_on=CONFIRMED))
    same_day = day_of_receipt(ReceiptFacts("post_ordinary", arrived_on=ARRIVED, confirmed_on=ARRIVED))

    assert (late.late_contact, same_day.late_contact) == (True, False)


def test_an_email_of_2018_was_received_when_it_arrived() -> None:
    facts = ReceiptFacts("email", arrived_on=date(2018, 1, 3), confirmed_on=date(2018, 1, 5))

    assert day_of_receipt(facts).received_on == date(2018, 1, 3)


def test_only_handing_in_and_post_may_not_be_refused() -> None:
    basic = {channel for channel in CHANNELS if receipt_rules()[channel][-1].may_not_be_refused}

    assert basic == {"in_person", "post_signed", "post_ordinary"}


@pytest.mark.parametrize(
    "facts",
    [
        ReceiptFacts("online", arrived_on=ARRIVED, confirmed_on=SENT),
        ReceiptFacts("online", submitted_on=ARRIVED, confirmed_on=SENT),
        ReceiptFacts("post_signed", submitted_on=ARRIVED, signed_on=SENT),
        ReceiptFacts("email", submitted_on=CONFIRMED, arrived_on=ARRIVED),
    ],
)
def test_days_of_receipt_that_contradict_each_other_are_refused(facts: ReceiptFacts) -> None:
    with pytest.raises(InvalidInput) as caught:
        day_of_receipt(facts)

    assert caught.value.code == "receipt-out-of-order"


def test_receipt_without_any_day_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        day_of_receipt(ReceiptFacts("online"))

    assert caught.value.code == "receipt-without-day"


def test_a_channel_without_a_rule_at_that_time_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        day_of_receipt(ReceiptFacts("other_office", confirmed_on=date(2010, 1, 1)))

    assert caught.value.code == "rule-not-in-force"
