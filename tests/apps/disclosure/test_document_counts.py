"""Table 2 from the register of documents: the stock equation on any days, both editions, past years that stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.apps.bodies.services import register_body
from gongkai.apps.core import measures
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.measures import Period
from gongkai.apps.disclosure import document_counts as counts
from gongkai.apps.disclosure.models import NormativeDocument, StatusEvent
from gongkai.apps.disclosure.services import document_events as events
from gongkai.apps.disclosure.services.document_events import By
from gongkai.errors import InvalidInput, MoveRefused
from gongkai.law import parameter
from tests.apps.builders import NOW, TODAY, County, fewer_examples
from tests.apps.disclosure.documents import imported, issued
from tests.apps.refusals import refused

YEAR, ROW = Period.of_year(2026), "t2.normative_docs"
BY = By(words="示政规〔2026〕99号")
FIRST = date(2025, 10, 1)


def figures(county: County, period: Period) -> dict[str, int]:
    found = counts.count_documents([county.body.pk], period)
    return {name: int(found.get((county.body.pk, f"{ROW}.{name}", ()), 0)) for name in counts.FACTS}


def at(day: date) -> datetime:
    return datetime.combine(day, time(4), tzinfo=UTC)


def document(county: County, number: int, *, on: date, valid_until: date | None) -> NormativeDocument:
    """One issued on a day, past the steps that are tested elsewhere."""
    made = NormativeDocument(public_body=county.body, origin="imported", state="issued", title=f"第{number}号办法")
    made.take_number(f"示政规〔{on.year}〕{number}号")
    made.created_at, made.formed_on, made.issued_on, made.valid_until = at(on), on, on, valid_until
    made.save()
    events.keep_event(made, "issued", on=on, by=None, at=at(on))
    return made


def _issue(county: County, day: date, pick: int) -> None:
    number = NormativeDocument.objects.count() + 1
    document(county, number, on=day, valid_until=None if pick % 3 else day + timedelta(days=10 + pick))


def _change(act: str, *, ahead: int = 0) -> Callable[[County, date, int], None]:
    def change(county: County, day: date, pick: int) -> None:
        listed = list(NormativeDocument.objects.order_by("pk"))
        if listed:
            given = {
                "on": day + timedelta(days=ahead),
                "changed_by": BY,
                "by": county.person("office_head"),
                "at": at(day),
            }
            more = {"until": day + timedelta(days=30 + pick)} if act == "prolong" else {}
            getattr(events, f"{act}_document")(listed[pick % len(listed)], **given, **more)

    return change


def _night(_county: County, day: date, _pick: int) -> None:
    events.lapse_documents(on=day, by=SYSTEM, at=at(day))


ACTS: Mapping[str, Callable[[County, date, int], None]] = {
    "issue": _issue,
    "amend": _change("amend"),
    "prolong": _change("prolong"),
    "repeal": _change("repeal"),
    "repeal ahead": _change("repeal", ahead=30),
    "night": _night,
}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 12), st.integers(0, 40)), max_size=25)


def perform(county: County, steps: list[tuple[str, int, int]], *, begin: date = FIRST) -> date:
    """Random acts on days that never go back; what is not lawful is refused and leaves nothing. The last day."""
    day = begin
    for name, days, pick in steps:
        day += timedelta(days=days)
        try:
            ACTS[name](county, day, pick)
        except (MoveRefused, InvalidInput):
            continue
    return day


@settings(
    max_examples=fewer_examples(), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS, first=st.integers(0, 120), days=st.integers(0, 200))
def test_row_61_stock_after_is_stock_before_and_issued_less_repealed_and_lapsed(
    county: County, steps: list[tuple[str, int, int]], first: int, days: int
) -> None:
    perform(county, steps)
    begin = FIRST + timedelta(days=first)
    period = Period(begin, begin + timedelta(days=days))
    eve = begin - timedelta(days=1)

    told, before = figures(county, period), figures(county, Period(eve, eve))

    mine = NormativeDocument.objects.filter(public_body=county.body)
    repealed, lapsed = mine.filter(counts.repealed_in(period)).count(), mine.filter(counts.lapsed_in(period)).count()
    assert told["in_force"] == before["in_force"] + told["issued"] - repealed - lapsed
    assert told["repealed"] == repealed + lapsed


@settings(
    max_examples=fewer_examples(), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS)
def test_columns_and_recorded_events_give_the_same_stock(county: County, steps: list[tuple[str, int, int]]) -> None:
    last = perform(county, steps)
    events.lapse_documents(on=last, by=SYSTEM, at=at(last))
    recorded = StatusEvent.objects.filter(document__public_body=county.body, on__lte=last)

    stock = recorded.filter(kind="issued").count() - recorded.filter(kind__in=["repealed", "lapsed"]).count()

    assert figures(county, Period(last, last))["in_force"] == stock


@settings(
    max_examples=fewer_examples(), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS, later=STEPS)
def test_later_acts_never_change_the_documents_of_a_past_year(
    county: County, steps: list[tuple[str, int, int]], later: list[tuple[str, int, int]]
) -> None:
    perform(county, steps, begin=date(2024, 11, 1))
    events.lapse_documents(on=date(2026, 1, 1), by=SYSTEM, at=at(date(2026, 1, 1)))
    past = Period.of_year(2025)
    told = figures(county, past)

    perform(county, later, begin=date(2026, 1, 1))

    assert figures(county, past) == told


def test_switch_of_the_law_decides_whether_lapses_count_as_repeals(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(county, number="1", valid_until=date(2026, 6, 30))
    assert figures(county, YEAR)["repealed"] == 1

    switch = parameter(counts.LAPSE_SWITCH)
    apart = [replace(value, value="apart") for value in switch.values]
    monkeypatch.setattr(counts, "parameter", lambda _key: replace(switch, values=tuple(apart)))

    assert figures(county, YEAR)["repealed"] == 0
    assert figures(county, YEAR)["in_force"] == 0


def test_lapse_counts_in_the_year_of_its_first_day_without_validity(county: County) -> None:
    document(county, 1, on=date(2025, 3, 1), valid_until=date(2025, 12, 31))

    assert [figures(county, Period.of_year(year))["repealed"] for year in (2025, 2026)] == [0, 1]
    assert [figures(county, Period.of_year(year))["in_force"] for year in (2025, 2026)] == [1, 0]


def test_what_is_issued_and_repealed_in_one_year_counts_in_both_columns(county: County) -> None:
    document = issued(county)
    events.repeal_document(document, on=TODAY, changed_by=BY, by=county.person("office_head"), at=NOW)

    told = figures(county, YEAR)

    assert (told["issued"], told["repealed"], told["in_force"]) == (1, 1, 0)


def test_repeal_recorded_ahead_counts_in_the_year_of_its_day(county: County) -> None:
    document, head = issued(county), county.person("office_head")

    events.repeal_document(document, on=date(2027, 1, 1), changed_by=BY, by=head, at=NOW)

    told, later = figures(county, YEAR), figures(county, Period.of_year(2027))
    assert (told["repealed"], told["in_force"]) == (0, 1)
    assert (later["repealed"], later["in_force"]) == (1, 0)
    assert [document.validity_on(date(2026, 12, 31)), document.validity_on(date(2027, 1, 1))] == [
        "in_force",
        "repealed",
    ]


def test_amendment_recorded_ahead_leaves_the_mark_of_the_one_before_it(county: County) -> None:
    document, head = issued(county), county.person("office_head")
    ahead = TODAY + timedelta(days=30)
    events.amend_document(document, on=TODAY, changed_by=BY, by=head, at=NOW)
    events.amend_document(document, on=ahead, changed_by=BY, by=head, at=NOW)
    assert (document.amended_on, document.validity_on(TODAY)) == (TODAY, "amended")

    events.lapse_documents(on=ahead, by=SYSTEM, at=at(ahead))

    document.refresh_from_db()
    assert (document.amended_on, document.validity_on(ahead)) == (ahead, "amended")


def test_first_amendment_recorded_ahead_marks_from_its_day_on(county: County) -> None:
    document, ahead = issued(county), TODAY + timedelta(days=30)

    events.amend_document(document, on=ahead, changed_by=BY, by=county.person("office_head"), at=NOW)

    assert [document.validity_on(day) for day in (TODAY, ahead)] == ["in_force", "amended"]


def test_prolongation_is_not_recorded_ahead(county: County) -> None:
    document, head = issued(county, valid_until=date(2027, 1, 1)), county.person("office_head")

    with refused(InvalidInput, "event-day"):
        events.prolong_document(document, until=None, on=TODAY + timedelta(days=1), changed_by=BY, by=head, at=NOW)


def test_cells_and_measures_agree_and_rows_stand_behind_them(county: County) -> None:
    made = issued(county)
    bodies = [county.body.pk]

    told = measures.totals(bodies, YEAR, [f"normative_docs_{name}" for name in ("issued", "repealed", "in_force")])

    assert told == {"normative_docs_issued": 1, "normative_docs_repealed": 0, "normative_docs_in_force": 1}
    for name in ("t2.normative_docs.issued", "t2.normative_docs.in_force", "normative_docs_in_force"):
        assert list(measures.rows(bodies, YEAR, name)) == [made]
    assert measures.total(bodies, YEAR, "t2.rules.in_force") == 0


def test_other_policy_documents_are_no_normative_documents(county: County) -> None:
    issued(county, kind="policy")

    assert figures(county, YEAR) == dict.fromkeys(counts.FACTS, 0)


def test_edition_of_2019_counts_made_newly_public_and_all_public(county: County) -> None:
    rows = [
        f"{county.body.name},,旧办法,示政规〔2018〕1号,,2018-05-01,,,,2019-02-01,,,,,,",
        f"{county.body.name},,新办法,示政规〔2020〕1号,,2020-05-01,,,,2020-05-08,,,,,,",
        f"{county.body.name},,未公开办法,示政规〔2020〕2号,,2020-06-01,,,,,,,,,,",
    ]
    assert imported(county.body, "normative_documents", rows).state == "done"

    told = figures(county, Period.of_year(2020))

    assert (told["made"], told["disclosed"], told["total"]) == (2, 1, 2)


@pytest.mark.parametrize("number", [1, 30])
def test_any_number_of_bodies_is_one_query(county: County, number: int) -> None:
    bodies = [
        register_body(kind="department", name=f"第{n}局", parent=county.body, by=SYSTEM, at=NOW) for n in range(number)
    ]

    for measure in ("normative_docs_in_force", "interpretations_graphic"):
        with CaptureQueriesContext(connection) as captured:
            measures.total([body.pk for body in bodies], YEAR, measure)
        assert len(captured) == 1
