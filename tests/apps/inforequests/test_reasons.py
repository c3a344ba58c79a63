"""Reasons asked of excessive requests: the clock runs on; a later day, or a refusal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.clock import deadline_of
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.errors import MoveRefused, NotPermitted
from tests.apps.builders import TODAY, County
from tests.apps.inforequests.builders import at, in_hand, says_for

DAY = timedelta(days=1)
LATER = date(2026, 6, 30)


def asked_for_reasons(county: County) -> InfoRequest:
    one = in_hand(county)
    services.ask_reasons(one, what="本月第三十一件", on=TODAY, by=county.person("handler"), at=at(TODAY))
    return one


def answered(county: County) -> InfoRequest:
    one, on = asked_for_reasons(county), TODAY + DAY
    services.record_reasons(one, reasons="课题研究", on=on, by=county.person("inbound_clerk"), at=at(on))
    return one


def test_row_17_clock_runs_on_while_reasons_are_awaited(county: County) -> None:
    plain = in_hand(county)

    one = asked_for_reasons(county)

    assert one.due_on == plain.due_on
    assert one.clock_state == "running"


def test_row_17_later_day_is_the_due_day_and_names_its_article(county: County) -> None:
    one = answered(county)

    services.set_delay(
        one, until=LATER, reason="理由成立，量大", on=TODAY + DAY, by=county.person("office_head"), at=at(TODAY + DAY)
    )

    deadline = deadline_of(one, as_of=TODAY + DAY)
    assert deadline is not None
    assert (one.due_on, deadline.due_on) == (LATER, LATER)
    assert "ogi2019/35" in [step.rule.cite.id for step in deadline.steps]


def test_later_day_is_refused_before_the_reasons_were_given(county: County) -> None:
    one = asked_for_reasons(county)

    with pytest.raises(MoveRefused) as caught:
        services.set_delay(one, until=LATER, reason="量大", on=TODAY, by=county.person("office_head"), at=at(TODAY))

    assert caught.value.code == "reasons-not-received"


def test_reasons_nobody_asked_for_are_refused(county: County) -> None:
    with pytest.raises(MoveRefused):
        services.record_reasons(
            in_hand(county), reasons="研究", on=TODAY, by=county.person("inbound_clerk"), at=at(TODAY)
        )


def test_handler_cannot_set_the_later_day(county: County) -> None:
    with pytest.raises(NotPermitted):
        services.set_delay(
            answered(county), until=LATER, reason="量大", on=TODAY, by=county.person("handler"), at=at(TODAY + DAY)
        )


def test_row_18_reasons_that_do_not_hold_end_on_their_row(county: County) -> None:
    one = answered(county)

    reply = services.draft_reply(
        one,
        kind="E1",
        text="理由不合理，不予处理。",
        says=says_for("E1", "", TODAY),
        by=county.person("handler"),
        at=at(TODAY + DAY),
    )

    assert reply.row == "refused.excessive"


def test_desk_shows_what_was_asked_and_said(county: County) -> None:
    one = answered(county)

    page = county.client("handler").get(county.url(f"desk/requests/{one.pk}/")).content.decode()

    assert "本月第三十一件" in page
    assert "课题研究" in page


def test_reasons_are_asked_on_the_desk(county: County) -> None:
    one = in_hand(county)

    county.client("handler").post(
        county.url(f"desk/requests/{one.pk}/ask_reasons/"), {"what": "本月第三十一件", "on": TODAY.isoformat()}
    )

    assert one.events.filter(kind="reasons_asked", said="本月第三十一件").exists()
