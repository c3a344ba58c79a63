"""Bodies are abolished, merged and split; what they were stays on record."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.bodies import selectors, services
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.services.offices import Office
from gongkai.apps.core.actors import SYSTEM
from gongkai.errors import InvalidInput
from tests.apps.bodies.test_tree import EARLIER, LATER, entered
from tests.apps.builders import NOW, TODAY, County

REASON = "机构改革"
EVE = date(2025, 4, 30)


def test_abolished_body_stays_as_history(county: County) -> None:
    bureau = entered(county.body, "演示局", credit_code="11630225015987653B")
    services.appoint(bureau, post="office_head", name="演示甲", on=date(2020, 1, 1), by=SYSTEM, at=NOW)

    services.abolish_body(bureau, on=EARLIER, reason=REASON, by=SYSTEM, at=NOW)

    bureau.refresh_from_db()
    assert (bureau.valid_to, bureau.name, bureau.credit_code) == (EVE, "演示局", "11630225015987653B")
    assert selectors.name_on(bureau, EVE) == "演示局"
    assert selectors.name_on(bureau, EARLIER) is None
    assert list(selectors.members_on(county.body, TODAY)) == []
    assert not selectors.appointments_on(bureau, EARLIER).exists()


def test_body_with_others_below_it_is_not_abolished(county: County) -> None:
    township = entered(county.body, "第1乡", "township")
    entered(township, "第1村", "village")

    with pytest.raises(InvalidInput, match="第1村") as refused:
        services.abolish_body(township, on=EARLIER, reason=REASON, by=SYSTEM, at=NOW)

    assert refused.value.code == "members-remain"


def test_abolition_needs_a_reason(county: County) -> None:
    bureau = entered(county.body, "演示局")

    with pytest.raises(InvalidInput) as refused:
        services.abolish_body(bureau, on=EARLIER, reason=" ", by=SYSTEM, at=NOW)

    assert refused.value.where == "reason"


def test_government_and_its_supervising_office_are_not_abolished(county: County) -> None:
    office = entered(county.body, "演示县政府办公室")
    services.designate_supervising_office(county.government, office=office, on=EARLIER, by=SYSTEM, at=NOW)

    with pytest.raises(InvalidInput) as refused:
        services.abolish_body(office, on=LATER, reason=REASON, by=SYSTEM, at=NOW)

    assert refused.value.code == "body-in-charge"


def test_body_with_a_planned_change_is_not_abolished_before_it(county: County) -> None:
    bureau = entered(county.body, "演示局")
    services.rename_body(bureau, name="演示新局", on=LATER, by=SYSTEM, at=NOW)

    with pytest.raises(InvalidInput) as refused:
        services.abolish_body(bureau, on=EARLIER, reason=REASON, by=SYSTEM, at=NOW)

    assert refused.value.code == "later-fact"


def test_ended_body_is_not_changed_any_more(county: County) -> None:
    bureau = entered(county.body, "演示局")
    services.abolish_body(bureau, on=EARLIER, reason=REASON, by=SYSTEM, at=NOW)

    with pytest.raises(InvalidInput) as refused:
        services.set_disclosure_office(bureau, Office("演示科"), on=LATER, by=SYSTEM, at=NOW)

    assert refused.value.code == "body-ended"


def test_row_53_merger_ends_bodies_and_moves_what_stood_below_them(county: County) -> None:
    first, second = (entered(county.body, f"第{n}乡", "township") for n in (1, 2))
    village = entered(first, "第1村", "village")

    services.merge_bodies(bodies=[first], into=second, on=EARLIER, reason=REASON, by=SYSTEM, at=NOW)

    village.refresh_from_db()
    assert village.path.startswith(second.path)
    assert [one.successor for one in selectors.successors(first)] == [second]
    assert [one.predecessor for one in selectors.predecessors(second)] == [first]
    assert PublicBody.objects.get(pk=first.pk).valid_to == EVE


def test_body_is_not_merged_into_itself(county: County) -> None:
    bureau = entered(county.body, "演示局")

    with pytest.raises(InvalidInput) as refused:
        services.merge_bodies(bodies=[bureau], into=bureau, on=EARLIER, reason=REASON, by=SYSTEM, at=NOW)

    assert refused.value.code == "merge-of-others"


def test_merger_into_a_body_below_it_is_refused(county: County) -> None:
    bureau = entered(county.body, "演示局")
    team = entered(bureau, "演示队")

    with pytest.raises(InvalidInput):
        services.merge_bodies(bodies=[bureau], into=team, on=EARLIER, reason=REASON, by=SYSTEM, at=NOW)

    assert PublicBody.objects.get(pk=bureau.pk).valid_to is None


def test_split_leaves_parts_and_moves_members(county: County) -> None:
    bureau, health, care = (entered(county.body, name) for name in ("演示卫生局", "演示卫健局", "演示医保局"))
    team = entered(bureau, "演示队")

    services.split_body(bureau, into=[health, care], members_to=health, on=EARLIER, reason=REASON, by=SYSTEM, at=NOW)

    assert [one.successor for one in selectors.successors(bureau)] == [health, care]
    assert selectors.parent_on(team, TODAY) == health
    assert PublicBody.objects.get(pk=bureau.pk).valid_to == EVE


def test_split_body_may_go_on(county: County) -> None:
    bureau, care = entered(county.body, "演示卫生局"), entered(county.body, "演示医保局")

    services.split_body(bureau, into=[care], continues=True, on=EARLIER, reason=REASON, by=SYSTEM, at=NOW)

    assert PublicBody.objects.get(pk=bureau.pk).valid_to is None


def test_split_into_nothing_is_refused(county: County) -> None:
    bureau = entered(county.body, "演示局")

    with pytest.raises(InvalidInput) as refused:
        services.split_body(bureau, into=[], on=EARLIER, reason=REASON, by=SYSTEM, at=NOW)

    assert refused.value.code == "split-into-others"
