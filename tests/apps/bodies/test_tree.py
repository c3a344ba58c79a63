"""Bodies are entered, renamed and moved; every fact has its days."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.bodies import selectors, services
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import AuditEntry
from gongkai.errors import InvalidInput
from tests.apps.builders import NOW, TODAY, County

EARLIER, LATER = date(2025, 5, 1), date(2026, 9, 1)


def entered(parent: PublicBody | None, name: str, kind: str = "department", **more: object) -> PublicBody:
    return services.register_body(kind=kind, name=name, parent=parent, by=SYSTEM, at=NOW, **more)  # type: ignore[arg-type]


def test_old_name_is_kept_for_the_days_before(county: County) -> None:
    bureau = entered(county.body, "演示卫生局")

    services.rename_body(bureau, name="演示卫健局", on=EARLIER, by=SYSTEM, at=NOW)

    assert selectors.name_on(bureau, date(2025, 4, 30)) == "演示卫生局"
    assert selectors.name_on(bureau, EARLIER) == "演示卫健局"
    assert PublicBody.objects.get(pk=bureau.pk).name == "演示卫健局"


def test_name_to_come_is_shown_from_its_day_on(county: County) -> None:
    bureau = entered(county.body, "演示卫生局")

    services.rename_body(bureau, name="演示卫健局", on=LATER, by=SYSTEM, at=NOW)

    assert PublicBody.objects.get(pk=bureau.pk).name == "演示卫生局"
    assert services.refresh_names_and_paths(on=LATER, by=SYSTEM, at=NOW) == 1
    assert PublicBody.objects.get(pk=bureau.pk).name == "演示卫健局"
    assert services.refresh_names_and_paths(on=LATER, by=SYSTEM, at=NOW) == 0


def test_body_takes_all_below_it_along_when_it_moves(county: County) -> None:
    first, second = (entered(county.body, f"第{n}乡", "township") for n in (1, 2))
    village = entered(first, "第1村", "village")

    services.move_body(village, parent=second, on=EARLIER, by=SYSTEM, at=NOW)

    village.refresh_from_db()
    assert village.path == f"{second.path}{village.pk}/"
    assert selectors.parent_on(village, date(2025, 4, 30)) == first
    assert list(selectors.members_on(first, TODAY)) == []
    assert selectors.area_on(county.body, date(2020, 1, 1)) == {county.body.pk, first.pk, second.pk, village.pk}


def test_paths_below_a_moved_body_follow(county: County) -> None:
    bureau, other = entered(county.body, "演示局"), entered(county.body, "演示委")
    team = entered(bureau, "演示队")
    squad = entered(team, "演示分队")

    services.move_body(team, parent=other, on=EARLIER, by=SYSTEM, at=NOW)

    squad.refresh_from_db()
    assert squad.path == f"{other.path}{team.pk}/{squad.pk}/"


def test_body_cannot_stand_below_itself(county: County) -> None:
    bureau = entered(county.body, "演示局")
    team = entered(bureau, "演示队")

    with pytest.raises(InvalidInput, match="cannot be its parent") as refused:
        services.move_body(bureau, parent=team, on=EARLIER, by=SYSTEM, at=NOW)

    assert (refused.value.code, refused.value.where) == ("circle", "parent")


def test_circle_by_a_planned_change_is_refused(county: County) -> None:
    first, second = entered(county.body, "演示一局"), entered(county.body, "演示二局")
    services.move_body(first, parent=second, on=LATER, by=SYSTEM, at=NOW)

    with pytest.raises(InvalidInput, match="cannot be its parent"):
        services.move_body(second, parent=first, on=EARLIER, by=SYSTEM, at=NOW)


@pytest.mark.parametrize(
    ("kind", "above", "code"),
    [
        ("village", "county", "kind-below"),
        ("township", "township", "kind-below"),
        ("department", None, "parent-needed"),
        ("party", "county", "unknown-kind"),
    ],
)
def test_kind_must_fit_the_body_above(county: County, kind: str, above: str | None, code: str) -> None:
    parents = {"county": county.body, "township": entered(county.body, "第1乡", "township"), None: None}

    with pytest.raises(InvalidInput) as refused:
        entered(parents[above], "演示", kind)

    assert refused.value.code == code


@pytest.mark.parametrize(("name", "code"), [(" ", "blank"), ("名" * 101, "too-long"), ("名\u202e字", "not-printable")])
def test_unusable_name_is_refused(county: County, name: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        entered(county.body, name)

    assert (refused.value.code, refused.value.where) == (code, "name")


def test_siblings_bear_different_names(county: County) -> None:
    entered(county.body, "演示局")

    with pytest.raises(InvalidInput) as refused:
        entered(county.body, "演示局")

    assert refused.value.code == "name-taken"


def test_change_before_an_entered_one_is_refused(county: County) -> None:
    bureau = entered(county.body, "演示局")
    services.rename_body(bureau, name="演示新局", on=LATER, by=SYSTEM, at=NOW)

    with pytest.raises(InvalidInput) as refused:
        services.rename_body(bureau, name="演示旧局", on=EARLIER, by=SYSTEM, at=NOW)

    assert (refused.value.code, refused.value.where) == ("later-fact", "on")


def test_change_before_the_first_day_is_refused(county: County) -> None:
    bureau = entered(county.body, "演示局", valid_from=TODAY)

    with pytest.raises(InvalidInput) as refused:
        services.rename_body(bureau, name="演示新局", on=EARLIER, by=SYSTEM, at=NOW)

    assert refused.value.code == "body-not-yet"


def test_every_act_is_recorded_without_names(county: County) -> None:
    bureau = entered(county.body, "演示局")
    services.rename_body(bureau, name="演示新局", on=EARLIER, by=SYSTEM, at=NOW)

    entry = AuditEntry.objects.get(act="bodies.rename", body_id=bureau.pk)

    assert entry.facts == {"on": "2025-05-01"}
