"""Table 4 from the register: every case once, by what stood on the last day; a past year stays as it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.apps.core.measures import Period, counts, rows, total
from gongkai.reports.editions import EDITION_IDS, edition
from tests.apps.builders import County, fewer_examples
from tests.apps.remedies.builders import appealed, decided, entered

YEAR = Period.of_year(2025)
MAY = date(2025, 5, 6)
JUNE = date(2025, 6, 10)
AUTUMN = date(2025, 9, 16)
NEXT = date(2026, 2, 3)


def table(county: County, period: Period = YEAR) -> dict[str, int]:
    found = counts([county.body.pk], period)
    return {name.removeprefix("t4."): int(value) for (_, name, _), value in found.items() if name.startswith("t4.")}


@pytest.fixture
def register(county: County) -> County:
    """Three reviews ended in three ways, one pending; direct suits and suits after review likewise."""
    for result in ("maintained", "annulled", "withdrawn"):
        decided(county, entered(county, on=MAY), result, on=JUNE)
    entered(county, on=JUNE)
    decided(county, entered(county, "direct", on=MAY), "claim_rejected", on=JUNE)
    decided(county, entered(county, "direct", on=MAY), "dismissed", on=JUNE, form="ruling")
    entered(county, "direct", on=AUTUMN)
    decided(county, entered(county, "after_review", on=MAY), "ordered", on=JUNE, orders_reanswer=True)
    return county


def test_row_23_table_4_is_counted_by_block_and_result(register: County) -> None:
    assert table(register) == {
        "review.upheld": 1,
        "review.corrected": 1,
        "review.other": 1,
        "review.pending": 1,
        "direct.upheld": 1,
        "direct.other": 1,
        "direct.pending": 1,
        "after_review.corrected": 1,
    }


def test_row_23_all_fifteen_cells_follow_from_the_twelve_that_are_counted(register: County) -> None:
    declared = edition(EDITION_IDS[-1])
    found = table(register)
    sums = {
        identity.left[0]: sum(found.get(cell.removeprefix("t4."), 0) for cell in identity.right)
        for identity in declared.identities
        if identity.rule == "t4-sum"
    }

    assert len([cell for cell in declared.cells if cell.startswith("t4.")]) == 15
    assert sums == {"t4.review.total": 4, "t4.direct.total": 3, "t4.after_review.total": 1}


@pytest.mark.parametrize(("kind", "role"), [("review", "reviewing_organ"), ("after_review", "co_defendant")])
def test_row_23_reviewing_body_counts_neither_what_it_decides_nor_where_it_is_co_defendant(
    county: County, kind: str, role: str
) -> None:
    entered(county, kind, role=role, on=MAY)

    assert table(county) == {}
    assert total([county.body.pk], YEAR, "reviews_received") == 0
    assert total([county.body.pk], YEAR, "lawsuits_received") == 0


def test_row_23_pending_of_a_closed_year_reappears_in_the_next(county: County) -> None:
    one = entered(county, on=AUTUMN)
    decided(county, one, on=NEXT)

    assert table(county) == {"review.pending": 1}
    assert table(county, Period.of_year(2026)) == {"review.upheld": 1}


def test_pending_is_told_for_any_day(county: County) -> None:
    decided(county, entered(county, on=MAY), on=JUNE)
    day = timedelta(days=1)

    asked = [MAY - day, MAY, JUNE - day, JUNE, JUNE + day]

    assert [total([county.body.pk], Period(one, one), "reviews_pending") for one in asked] == [0, 1, 1, 0, 0]


def test_suit_appealed_within_the_year_counts_once_by_the_later_instance(county: County) -> None:
    one = decided(county, entered(county, "direct", on=MAY), "claim_rejected", on=JUNE)
    appealed(county, one, on=AUTUMN)

    assert table(county) == {"direct.pending": 1}

    decided(county, one, "annulled", on=AUTUMN + timedelta(days=30))

    assert table(county) == {"direct.corrected": 1}


def test_appeal_of_the_next_year_leaves_the_result_of_the_first_instance_in_its_year(county: County) -> None:
    one = decided(county, entered(county, "direct", on=MAY), "claim_rejected", on=JUNE)

    appealed(county, one, on=NEXT)

    assert table(county) == {"direct.upheld": 1}
    assert table(county, Period.of_year(2026)) == {"direct.pending": 1}


def test_every_figure_has_as_many_rows_behind_it(register: County) -> None:
    body = register.body.pk
    measures = {name for (_, name, _) in counts([body], YEAR) if name.startswith(("t4.", "reviews", "lawsuits"))}
    measures |= {f"{stem}_{held}" for stem in ("reviews", "lawsuits") for held in ("upheld", "corrected", "pending")}

    assert {name: total([body], YEAR, name) for name in measures} == {
        name: rows([body], YEAR, name).count() for name in measures
    }


def test_received_and_closed_are_counted_by_their_days(register: County) -> None:
    names = ("reviews_received", "reviews_closed", "lawsuits_received", "lawsuits_closed")

    assert [total([register.body.pk], YEAR, name) for name in names] == [4, 3, 4, 3]


def test_sixty_bodies_are_counted_with_the_queries_of_one(register: County) -> None:
    one = [register.body.pk]
    with CaptureQueriesContext(connection) as few:
        counts(one, YEAR, measures=["reviews_received"])
    with CaptureQueriesContext(connection) as many:
        counts([*one, *range(1000, 1060)], YEAR, measures=["reviews_received"])

    assert len(few) == len(many) == 2


STEPS = st.lists(st.tuples(st.sampled_from(["enter", "decide", "appeal"]), st.integers(1, 90)), min_size=1, max_size=8)


@pytest.mark.slow
@settings(max_examples=fewer_examples(), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=STEPS, after=STEPS)
def test_row_23_past_year_counted_again_later_is_unchanged(county: County, before: object, after: object) -> None:
    county.person("handler")
    with transaction.atomic():
        last = _live(county, before, date(2025, 1, 6), until=date(2025, 12, 31))
        past = table(county)

        _live(county, after, max(last, date(2026, 1, 1)), until=date(2026, 11, 30))

        assert table(county) == past
        transaction.set_rollback(True)


def _live(county: County, steps: object, day: date, *, until: date) -> date:
    """Let a register live: each step some days after the one before, on the oldest case it fits."""
    for act, days in steps:  # type: ignore[attr-defined]
        day = min(day + timedelta(days=days), until)
        if act == "enter":
            entered(county, ("review", "direct", "after_review")[days % 3], on=day)
            continue
        state = "noticed" if act == "decide" else "decided"
        kinds = ["direct", "after_review", "review"] if act == "decide" else ["direct", "after_review"]
        fit = county.body.disputes.filter(state=state, kind__in=kinds, received_on__lte=day).order_by("id")
        found = next((one for one in fit if act == "decide" or one.stages.count() == 1), None)
        if found and act == "decide":
            decided(county, found, ("claim_rejected", "annulled", "withdrawn")[days % 3], on=day)
        elif found:
            appealed(county, found, on=day)
    return day
