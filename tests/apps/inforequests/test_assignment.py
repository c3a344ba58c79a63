"""Who handles a request: assigned, accepted, rejected with a reason, gone on with by the office."""

from __future__ import annotations

import pytest

from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.selectors import request_for
from gongkai.errors import MoveRefused, NotPermitted
from tests.apps.builders import NOW, TODAY, County
from tests.apps.inforequests.builders import handed_in


def assigned(county: County) -> InfoRequest:
    """Given to the department, which has not answered yet."""
    one = handed_in(county)
    services.assign(one, unit=county.department, by=county.person("inbound_clerk"), at=NOW)
    return one


def answers(one: InfoRequest) -> list[str]:
    return list(one.assignments.values_list("answer", flat=True))


def test_row_16_unit_accepts_what_it_was_given(county: County) -> None:
    one = assigned(county)

    services.accept(one, by=county.person("handler", county.department), at=NOW)

    assert (one.state, answers(one)) == ("in_hand", ["accepted"])


def test_handler_of_another_unit_cannot_accept_it(county: County) -> None:
    one = assigned(county)

    with pytest.raises(NotPermitted):
        services.accept(one, by=county.person("handler"), at=NOW)


def test_handler_of_the_unit_sees_what_was_given_to_it_and_nothing_else(county: County) -> None:
    handler, one, other = county.person("handler", county.department), assigned(county), handed_in(county)

    assert request_for(handler, TODAY, pk=one.pk) == one
    assert request_for(handler, TODAY, pk=other.pk) is None


def test_row_16_unit_rejects_with_a_reason_and_the_clerk_assigns_anew(county: County) -> None:
    one = assigned(county)
    services.reject_assignment(one, reason="不属本单位职责", by=county.person("handler", county.department), at=NOW)
    assert (one.state, one.unit) == ("registered", None)

    services.assign(one, unit=county.body, by=county.person("inbound_clerk"), at=NOW)

    assert answers(one) == ["rejected", "pending"]


def test_rejection_without_a_reason_is_refused(county: County) -> None:
    one = assigned(county)

    with pytest.raises(MoveRefused):
        services.reject_assignment(one, reason=" ", by=county.person("handler", county.department), at=NOW)


def test_office_goes_on_without_the_unit(county: County) -> None:
    one = assigned(county)

    services.bypass(one, reason="三次催办未接收", by=county.person("office_head"), at=NOW)

    assert (one.state, answers(one)) == ("in_hand", ["bypassed"])
    assert one.assignments.get().reason == "三次催办未接收"


def test_clock_runs_on_while_a_unit_hesitates(county: County) -> None:
    one = handed_in(county)
    due = one.due_on

    services.assign(one, unit=county.department, by=county.person("inbound_clerk"), at=NOW)
    services.reject_assignment(one, reason="退回", by=county.person("handler", county.department), at=NOW)

    one.refresh_from_db()
    assert one.due_on == due


def test_assignment_given_to_another_before_its_answer_is_replaced(county: County) -> None:
    one = assigned(county)

    services.assign(one, unit=county.body, by=county.person("inbound_clerk"), at=NOW)

    assert answers(one) == ["replaced", "pending"]


def test_page_shows_units_and_their_answers(county: County) -> None:
    one = assigned(county)
    services.reject_assignment(one, reason="不属本单位职责", by=county.person("handler", county.department), at=NOW)

    page = county.client("inbound_clerk").get(county.url(f"desk/requests/{one.pk}/")).content.decode()

    assert county.department.name in page
    assert "不属本单位职责" in page
    assert "已退回" in page


def test_handler_of_the_unit_accepts_on_the_desk(county: County) -> None:
    one = assigned(county)

    county.client("handler", county.department).post(county.url(f"desk/requests/{one.pk}/accept/"))

    one.refresh_from_db()
    assert one.state == "in_hand"
