"""Before the leader signs: secrecy screening of every draft, the adviser as the rule of the body says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.apps.accounts.services import grant_role
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import AuditEntry
from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.models import AdviserRule
from gongkai.apps.inforequests.selectors import needs_adviser
from gongkai.errors import InvalidInput, MoveRefused, NotPermitted
from tests.apps.builders import NOW, TODAY, County
from tests.apps.inforequests.builders import drafted


def test_row_2_no_draft_is_signed_before_secrecy_screening(county: County) -> None:
    one = drafted(county)
    services.submit_draft(one, by=county.person("handler"), at=NOW)
    assert one.state == "in_secrecy_review"

    with pytest.raises(MoveRefused):
        services.sign(one, by=county.person("leader"), at=NOW)


def test_row_2_screening_keeps_reviewer_basis_and_time(county: County) -> None:
    one, reviewer = drafted(county), county.person("secrecy_reviewer")
    services.submit_draft(one, by=county.person("handler"), at=NOW)

    services.clear_secrecy(one, basis="不涉及国家秘密、工作秘密", by=reviewer, at=NOW)

    decision = one.decisions.get(move="clear_secrecy")
    assert (one.state, decision.by, decision.at) == ("in_signature", reviewer, NOW)
    assert decision.said == "不涉及国家秘密、工作秘密"


def test_what_is_not_clear_goes_back_with_the_basis(county: County) -> None:
    one = drafted(county)
    services.submit_draft(one, by=county.person("handler"), at=NOW)

    services.stop_secrecy(one, basis="附表涉及工作秘密", by=county.person("secrecy_reviewer"), at=NOW)

    assert one.state == "in_hand"


def test_nobody_screens_a_draft_of_their_own(county: County) -> None:
    one, handler = drafted(county), county.person("handler")
    grant_role(handler, role="secrecy_reviewer", body=county.body, by=SYSTEM, at=NOW, valid_from=date(2020, 1, 1))
    services.submit_draft(one, by=handler, at=NOW)

    with pytest.raises(MoveRefused):
        services.clear_secrecy(one, basis="不涉密", by=handler, at=NOW)


def test_row_19_refusal_passes_the_adviser_and_the_screening(county: County) -> None:
    one = drafted(county, kind="A3", ground="process")
    services.submit_draft(one, by=county.person("handler"), at=NOW)
    assert one.state == "in_legal_review"

    services.advise(one, opinion="合法", by=county.person("legal_adviser"), at=NOW)

    assert one.state == "in_secrecy_review"


@pytest.mark.parametrize(
    ("advised", "granted", "not_held", "denied"),
    [("not_granted", False, True, True), ("all", True, True, True), ("denied", False, False, True)],
)
def test_row_19_rule_of_the_body_says_what_the_adviser_sees(
    county: County, advised: str, granted: bool, not_held: bool, denied: bool
) -> None:
    services.set_adviser_rule(county.body, advised=advised, valid_from=TODAY, by=county.person("office_head"), at=NOW)

    rows = ("granted", "unavailable.not_held", "denied.internal")
    assert [needs_adviser(row, county.body, TODAY) for row in rows] == [granted, not_held, denied]


def test_rule_holds_from_its_day_and_not_before(county: County) -> None:
    later = TODAY + timedelta(days=10)
    services.set_adviser_rule(county.body, advised="all", valid_from=later, by=county.person("office_head"), at=NOW)

    assert not needs_adviser("granted", county.body, later - timedelta(days=1))
    assert needs_adviser("granted", county.body, later)


def test_rule_for_days_past_is_refused(county: County) -> None:
    with pytest.raises(InvalidInput):
        services.set_adviser_rule(
            county.body,
            advised="all",
            valid_from=TODAY - timedelta(days=1),
            by=county.person("office_head"),
            at=NOW,
        )


def test_only_the_office_head_sets_the_rule(county: County) -> None:
    with pytest.raises(NotPermitted):
        services.set_adviser_rule(county.body, advised="all", valid_from=TODAY, by=county.person("handler"), at=NOW)


def test_desk_says_what_holds_without_a_rule(county: County) -> None:
    page = county.client("office_head").get(county.url("desk/requests/rules/")).content.decode()

    assert "除予以公开外的各种答复" in page


def test_rule_is_set_on_the_desk_and_logged(county: County) -> None:
    given = {"body": county.body.pk, "advised": "denied", "valid_from": "2999-01-01"}

    county.client("office_head").post(county.url("desk/requests/rules/"), given)

    assert AdviserRule.objects.get().advised == "denied"
    assert AuditEntry.objects.filter(act="inforequests.set_adviser_rule").exists()
