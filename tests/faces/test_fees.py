"""Fees at the desk, by click: switched on, decided, told, paid, given back."""

from __future__ import annotations

import pytest

from gongkai.apps.inforequests.models import FeeNotice, FeeRefund
from tests.apps.builders import County
from tests.apps.inforequests.builders import in_hand

pytestmark = pytest.mark.django_db


def switch_on(county: County, **more: str) -> str:
    given = {"body": str(county.body.pk), "valid_from": "2026-01-01", "method": "by_item", "way": "到银行缴纳"} | more
    return county.client("office_head").post(county.url("desk/requests/fee-rule/"), given).content.decode()


def test_a_request_without_a_fee_says_where_one_is_decided(county: County) -> None:
    page = county.client("handler").get(county.url(f"desk/requests/{in_hand(county).pk}/fee/")).content.decode()

    assert "没有决定收费" in page


def test_a_rule_without_a_way_to_pay_keeps_what_was_typed(county: County) -> None:
    page = switch_on(county, way="")

    assert "请写明缴费方式" in page
    assert "2026-01-01" in page


def test_a_fee_is_decided_told_paid_and_given_back(county: County) -> None:
    one = in_hand(county)
    switch_on(county)
    at = county.url(f"desk/requests/{one.pk}/")
    today = one.received_on.isoformat() if one.received_on else ""

    assert "决定收取信息处理费" in county.client("handler").get(at).content.decode()
    county.client("handler").post(f"{at}decide_fee/", {"units": "31"})
    county.client("handler").post(f"{at}notice_fee/", {"on": today})
    county.client("inbound_clerk").post(f"{at}record_fee/", {"slip_number": "示财1", "on": today})
    refund = {"yuan": "200", "slip_number": "退1", "on": today, "reason": "多计"}
    county.client("office_head").post(f"{at}fee/", refund)

    page = county.client("leader").get(f"{at}fee/").content.decode()
    assert FeeNotice.objects.get().yuan == 2200
    assert FeeRefund.objects.get().yuan == 200
    assert "示财1" in page
    assert "计2000元" in page


def test_only_the_head_gives_money_back(county: County) -> None:
    one = in_hand(county)
    given = {"yuan": "1", "slip_number": "1", "on": "2026-03-04", "reason": "多计"}

    assert county.client("handler").post(county.url(f"desk/requests/{one.pk}/fee/"), given).status_code == 403
