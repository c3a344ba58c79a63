"""Service of the reply: way, proof, its days; who was late and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.models import Delivery
from gongkai.errors import InvalidInput
from gongkai.text.post_numbers import post_number
from tests.apps.builders import NOW, TODAY, County
from tests.apps.inforequests.builders import at, signed

DUE, LATE = date(2026, 4, 1), date(2026, 4, 20)
NUMBER = "EA473124829CN"


@pytest.mark.parametrize("typed", [NUMBER, "ea 4731 24829 cn", "ＥＡ４７３１２４８２９ＣＮ", "1234567890123"])
def test_number_of_china_post_is_known_however_typed(typed: str) -> None:
    assert post_number(typed) in (NUMBER, "1234567890123")


@pytest.mark.parametrize("typed", ["EA473124828CN", "EA473124829", "123456789012", "EA473124829US", "回执"])
def test_number_china_post_cannot_have_given_is_none(typed: str) -> None:
    assert post_number(typed) is None


def test_row_16_posting_keeps_its_number_and_day_and_later_the_delivery(county: County) -> None:
    one, clerk = signed(county), county.person("inbound_clerk")

    services.serve(one, way="china_post", proof="ea473124829cn", on=TODAY, by=clerk, at=NOW)
    services.record_delivery(one, proof="签收回执", on=TODAY + timedelta(days=2), by=clerk, at=at(DUE))

    delivery = Delivery.objects.get(info_request=one)
    assert (delivery.proof, delivery.posted_on, delivery.delivered_on) == (NUMBER, TODAY, TODAY + timedelta(days=2))


def test_posting_with_a_wrong_number_is_refused_and_nothing_is_served(county: County) -> None:
    one = signed(county)

    with pytest.raises(InvalidInput) as caught:
        services.serve(
            one, way="china_post", proof="EA473124828CN", on=TODAY, by=county.person("inbound_clerk"), at=NOW
        )

    one.refresh_from_db()
    assert (caught.value.code, one.state, one.outcome) == ("post-number", "signed", "")


def test_row_17_late_service_needs_the_unit_and_the_reason(county: County) -> None:
    one = signed(county)

    with pytest.raises(InvalidInput) as caught:
        services.serve(one, way="in_person", proof="签收", on=LATE, by=county.person("inbound_clerk"), at=at(LATE))

    assert caught.value.code == "lateness-untold"


def test_row_17_late_unit_and_reason_are_kept_and_shown(county: County) -> None:
    one, clerk = signed(county), county.person("inbound_clerk")
    late = {"late_unit": county.department, "late_reason": "检索量大"}

    services.serve(one, way="in_person", proof="签收", on=LATE, **late, by=clerk, at=at(LATE))

    page = county.client("inbound_clerk").get(county.url(f"desk/requests/{one.pk}/")).content.decode()
    assert county.department.name in page
    assert "检索量大" in page


def test_what_is_in_time_has_no_reason_for_lateness(county: County) -> None:
    one, clerk = signed(county), county.person("inbound_clerk")
    late = {"late_unit": county.department, "late_reason": "检索量大"}

    with pytest.raises(InvalidInput):
        services.serve(one, way="in_person", proof="签收", on=TODAY, **late, by=clerk, at=NOW)


def test_reply_is_served_on_the_desk(county: County) -> None:
    one = signed(county)
    given = {"way": "electronic", "proof": "发送记录 1", "on": TODAY.isoformat()}

    county.client("inbound_clerk").post(county.url(f"desk/requests/{one.pk}/serve/"), given)

    one.refresh_from_db()
    assert (one.state, one.outcome_on, one.delivery.way) == ("replied", TODAY, "electronic")
