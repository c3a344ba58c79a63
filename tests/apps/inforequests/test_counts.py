"""Table 3 from the register: each figure has its rows, a past year stays as it was, the columns balance."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.apps.core.measures import Period, counts, rows, total
from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.words import CLASSES, outcome_rows
from tests.apps.builders import County
from tests.apps.inforequests.builders import at, handed_in, in_hand, online, replied

YEAR = Period.of_year(2026)
OLD = date(2025, 12, 20)
NEW = date(2026, 3, 4)


@pytest.fixture
def register(county: County) -> County:
    """Two carried in (one of them answered in the year), one granted, one withdrawn, one open, one never received."""
    handed_in(county, on=OLD, applicant_class="research")
    old = in_hand(county, on=OLD)
    services.withdraw(old, at=at(NEW))
    replied(county, on=NEW)
    services.withdraw(handed_in(county, on=NEW, applicant_class="enterprise"), at=at(NEW + timedelta(days=1)))
    handed_in(county, on=NEW, applicant_class="other")
    services.withdraw(online(county).info_request, at=at(NEW))
    return county


def table(county: County, period: Period = YEAR) -> dict[str, int]:
    found = counts([county.body.pk], period)
    return {name.removeprefix("t3."): int(value) for (_, name, _), value in found.items() if name.startswith("t3.")}


def test_table_3_is_counted_by_row_and_column(register: County) -> None:
    assert table(register) == {
        "received.natural_person": 1,
        "received.enterprise": 1,
        "received.other": 1,
        "carried_in.research": 1,
        "carried_in.natural_person": 1,
        "granted.natural_person": 1,
        "other.misc.natural_person": 1,
        "other.misc.enterprise": 1,
        "carried_out.research": 1,
        "carried_out.other": 1,
    }


def balance_faults(county: County, period: Period) -> list[str]:
    found = table(county, period)
    ended = {column: sum(found.get(f"{row}.{column}", 0) for row in outcome_rows()) for column in CLASSES}
    return [
        column
        for column in CLASSES
        if found.get(f"received.{column}", 0) + found.get(f"carried_in.{column}", 0)
        != ended[column] + found.get(f"carried_out.{column}", 0)
    ]


@pytest.mark.slow
@pytest.mark.postgres
def test_row_20_every_column_balances_on_any_day(register: County) -> None:
    days = [date(2025, 12, 1) + timedelta(days=number) for number in range(0, 120, 7)]

    assert [balance_faults(register, Period(day, day + timedelta(days=30))) for day in days] == [[]] * len(days)


def test_what_is_carried_out_of_a_year_is_carried_into_the_next(register: County) -> None:
    out, into = table(register, Period.of_year(2025)), table(register)

    assert {name.removeprefix("carried_out."): value for name, value in out.items() if "carried_out" in name} == {
        name.removeprefix("carried_in."): value for name, value in into.items() if "carried_in" in name
    }


def test_closed_year_counted_again_later_is_unchanged(register: County) -> None:
    before = table(register, Period.of_year(2025))

    for one in InfoRequest.objects.filter(outcome="", received_on__isnull=False):
        services.withdraw(one, at=at(date(2026, 6, 1)))

    assert table(register, Period.of_year(2025)) == before


def test_every_figure_has_as_many_rows_behind_it(register: County) -> None:
    body = register.body.pk
    measures = {name for (_, name, _) in counts([body], YEAR) if name.startswith(("t3.", "requests_"))}
    measures |= {"requests_online", "requests_counter", "requests_natural_person", "requests_legal_person"}
    measures |= {"requests_granted", "requests_other", "requests_denied"}

    assert {name: total([body], YEAR, name) for name in measures} == {
        name: rows([body], YEAR, name).count() for name in measures
    }


def test_sixty_bodies_are_counted_with_the_queries_of_one(register: County) -> None:
    one = [register.body.pk]
    with CaptureQueriesContext(connection) as few:
        counts(one, YEAR, measures=["requests_received"])
    with CaptureQueriesContext(connection) as many:
        counts([*one, *range(1000, 1060)], YEAR, measures=["requests_received"])

    assert len(few) == len(many) == 5


def test_corrections_and_extensions_are_counted_by_their_day(county: County) -> None:
    one = in_hand(county, on=NEW)
    services.extend(one, days=5, reason="量大", approved_on=NEW, on=NEW, by=county.person("office_head"), at=at(NEW))

    assert total([county.body.pk], YEAR, "requests_extended") == 1
    assert total([county.body.pk], Period.of_year(2025), "requests_extended") == 0
