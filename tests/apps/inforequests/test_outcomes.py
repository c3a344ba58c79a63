"""Each row of the table of 2021 on which a request may end, driven to its end through the acts of the offices."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.apps.core.measures import Period, counts
from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.services import fees
from gongkai.apps.inforequests.words import outcome_rows
from tests.apps.builders import TODAY, County
from tests.apps.inforequests.builders import at, cleared, in_hand, says_for

DAY = timedelta(days=1)
LAPSED = TODAY + 30 * DAY
REPLIES = {
    "granted": ("A2", "", ""),
    "partial": ("A8", "third_party", ""),
    "denied.state_secret": ("A3", "state_secret", ""),
    "denied.other_law": ("A3", "other_law", ""),
    "denied.safety_stability": ("A3", "safety_stability", ""),
    "denied.third_party": ("A3", "third_party", ""),
    "denied.internal": ("A3", "internal", ""),
    "denied.process": ("A3", "process", ""),
    "denied.enforcement_file": ("A3", "enforcement_file", ""),
    "denied.admin_query": ("A7", "", ""),
    "unavailable.not_held": ("A4", "", ""),
    "unavailable.must_create": ("A9", "", ""),
    "unavailable.still_unclear": ("E2", "", ""),
    "refused.petition": ("A10", "", ""),
    "refused.duplicate": ("A6", "", ""),
    "refused.publication": ("A11", "", ""),
    "refused.excessive": ("E1", "", ""),
    "refused.reconfirm": ("A6", "", "refused.reconfirm"),
}
"""Row -> kind of reply, ground, and the row where the article may end on another than its usual one."""
WITHOUT_A_REPLY = {"other.correction_lapsed", "other.fee_lapsed", "other.misc"}


def prepare(one: InfoRequest, kind: str, county: County) -> None:
    """What must have happened before such a reply."""
    clerk, handler, now = county.person("inbound_clerk"), county.person("handler"), at(TODAY)
    if kind == "E1":
        services.ask_reasons(one, what="本月第三十一件", on=TODAY, by=handler, at=now)
        services.record_reasons(one, reasons="无", on=TODAY, by=clerk, at=now)
    if kind == "E2":
        services.ask_correction(one, what="年度", until=TODAY + 10 * DAY, on=TODAY, by=handler, at=now)
        services.receive_correction(one, corrected="某年", on=TODAY, by=clerk, at=now)
        services.assign(one, unit=county.body, by=clerk, at=now)
        services.accept(one, by=handler, at=now)


def answer(county: County, kind: str, ground: str, row: str) -> InfoRequest:
    one, handler, now = in_hand(county), county.person("handler"), at(TODAY)
    prepare(one, kind, county)
    says = says_for(kind, ground, TODAY)
    services.draft_reply(one, kind=kind, ground=ground, row=row, text="答复", says=says, by=handler, at=now)
    services.submit_draft(one, by=handler, at=now)
    cleared(one, county, now)
    services.sign(one, by=county.person("leader"), at=now)
    services.serve(one, way="in_person", proof="签收", on=TODAY, by=county.person("inbound_clerk"), at=now)
    return one


def counted(county: County) -> dict[str, int]:
    """The cells of natural persons of this year's table that are not zero, without what came in."""
    found = {name: int(value or 0) for (_, name, _), value in counts([county.body.pk], Period.of_year(2026)).items()}
    prefix, suffix = "t3.", ".natural_person"
    cells = {name[len(prefix) : -len(suffix)]: number for name, number in found.items() if name.endswith(suffix)}
    return {row: number for row, number in cells.items() if row in outcome_rows()}


def test_every_row_is_driven() -> None:
    assert set(REPLIES) | WITHOUT_A_REPLY == outcome_rows()
    assert len(outcome_rows()) == 21


@pytest.mark.parametrize("row", REPLIES)
def test_row_18_request_ends_on_its_row_and_on_no_other(county: County, row: str) -> None:
    one = answer(county, *REPLIES[row])

    assert (one.state, one.outcome, one.outcome_on) == ("replied", row, TODAY)
    assert counted(county) == {row: 1}


def test_row_18_fee_that_was_never_paid_ends_on_its_row(county: County) -> None:
    one, head, handler = in_hand(county), county.person("office_head"), county.person("handler")
    fees.set_fee_rule(county.body, method="by_item", way="到代收银行缴纳", valid_from=TODAY, by=head, at=at(TODAY))
    fees.decide_fee(one, units=31, by=handler, at=at(TODAY))
    fees.notice_fee(one, on=TODAY, by=handler, at=at(TODAY))

    fees.lapse_fee(one, by=head, at=at(LAPSED))

    assert counted(county) == {"other.fee_lapsed": 1}


def test_row_18_correction_that_never_came_ends_on_its_row(county: County) -> None:
    one = in_hand(county)
    until: date = TODAY + 10 * DAY
    services.ask_correction(one, what="年度", until=until, on=TODAY, by=county.person("handler"), at=at(TODAY))

    services.lapse_correction(one, by=county.person("office_head"), at=at(LAPSED))

    assert (one.state, one.outcome_on) == ("ended", LAPSED)
    assert counted(county) == {"other.correction_lapsed": 1}


def test_row_18_withdrawn_request_ends_on_its_row(county: County) -> None:
    services.withdraw(in_hand(county), at=at(TODAY))

    assert counted(county) == {"other.misc": 1}
