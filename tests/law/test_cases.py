"""The cases an official can read, in tests/law/cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.errors import GongkaiError
from gongkai.law import (
    event_from,
    fee_for_request,
    load_calendar,
    remedy,
    request_deadline,
    time_limit,
)

CASES = Path(__file__).with_name("cases")
CALENDAR = load_calendar()


def cases(name: str) -> list[Any]:
    found = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in found]


@pytest.mark.parametrize("case", cases("request_clock"))
def test_the_clock_of_a_request_answers_as_the_case_says(case: Mapping[str, Any]) -> None:
    expect = dict(case["expect"])
    events = [event_from(part, case["name"]) for part in case.get("events", ())]

    if "refused" in expect:
        with pytest.raises(GongkaiError) as caught:
            request_deadline(case["received_on"], events, calendar=CALENDAR, as_of=case.get("as_of"))
        assert caught.value.code == expect["refused"]
        return
    found = request_deadline(case["received_on"], events, calendar=CALENDAR, as_of=case.get("as_of"))

    assert {key: getattr(found, key) for key in expect} == expect


@pytest.mark.parametrize("case", cases("time_limits"))
def test_a_time_limit_ends_as_the_case_says(case: Mapping[str, Any]) -> None:
    found = time_limit(case["limit"], case["from"], calendar=CALENDAR)

    assert (found.ends_on, found.on) == (case.get("ends_on", case["due_on"]), case["due_on"])


@pytest.mark.parametrize("case", cases("working_days"))
def test_working_days_are_as_the_case_says(case: Mapping[str, Any]) -> None:
    if "year" in case:
        year = case["year"]
        assert CALENDAR.count(date(year - 1, 12, 31), date(year, 12, 31)) == case["working_days"]
    else:
        assert CALENDAR.add(case["received_on"], 1) == case["first_counted"]


@pytest.mark.parametrize("case", cases("fees"))
def test_a_fee_is_as_the_case_says(case: Mapping[str, Any]) -> None:
    given = {key: case[key] for key in ("items", "pages", "already") if key in case} | {"on": case.get("date")}

    if "refused" in case:
        with pytest.raises(GongkaiError) as caught:
            fee_for_request(**given)
        assert caught.value.code == case["refused"]
    else:
        assert fee_for_request(**given).yuan == case["yuan"]


@pytest.mark.parametrize("case", cases("remedies"))
def test_a_remedy_is_as_the_case_says(case: Mapping[str, Any]) -> None:
    found = remedy(case["body_kind"], case["outcome"], on=case["date"], silence=case.get("silence"))

    assert found.order == case["order"]
    assert [reviewer.id for reviewer in found.reviewers] == case["reviewers"]
    for key in ("court", "court_upheld", "court_changed"):
        assert getattr(found, key) == case.get(key, getattr(found, key))


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case["name"] for path in CASES.glob("*.yaml") for case in yaml.safe_load(path.read_text("utf-8"))]

    assert sorted(names) == sorted(set(names))
