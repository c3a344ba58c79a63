"""Properties of the processing fee."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import InvalidInput
from gongkai.law import CountedRequest, fee_by_item, fee_by_page, items_in_month

COUNTS = st.integers(0, 200)


def rate_of_item(place: int) -> int:
    """The tariff written out by hand."""
    if place <= 10:
        return 0
    return 100 if place <= 30 else 100 * (2 + (place - 31) // 10)


@given(items=COUNTS, already=COUNTS)
def test_a_fee_by_item_is_the_sum_of_the_rates_of_its_items(items: int, already: int) -> None:
    expected = sum(rate_of_item(place) for place in range(already + 1, already + items + 1))

    assert fee_by_item(items, already=already).yuan == expected


@given(parts=st.lists(st.integers(0, 40), max_size=6))
def test_fees_noticed_one_after_another_add_up_to_the_fee_of_all(parts: list[int]) -> None:
    noticed = [fee_by_item(part, already=sum(parts[:place])).yuan for place, part in enumerate(parts)]

    assert sum(noticed) == fee_by_item(sum(parts)).yuan


@given(pages=st.integers(0, 2000))
def test_a_fee_by_page_follows_the_printed_formula(pages: int) -> None:
    expected = 10 * max(0, min(pages, 100) - 30) + 20 * max(0, min(pages, 200) - 100) + 40 * max(0, pages - 200)

    assert fee_by_page(pages).yuan == expected


@given(items=COUNTS, already=COUNTS)
def test_the_lines_of_a_fee_cover_every_item_once(items: int, already: int) -> None:
    fee = fee_by_item(items, already=already)

    covered = [place for line in fee.lines for place in range(line.first, line.last + 1)]

    assert covered == list(range(already + 1, already + items + 1))
    assert fee.yuan == sum(line.yuan for line in fee.lines)


def test_items_are_counted_by_calendar_month_of_receipt_without_resubmissions() -> None:
    requests = [
        CountedRequest(date(2026, 1, 31)),
        CountedRequest(date(2026, 2, 1), items=3),
        CountedRequest(date(2026, 2, 28)),
        CountedRequest(date(2026, 2, 20), resubmission=True),
        CountedRequest(date(2025, 2, 20)),
    ]

    assert items_in_month(requests, date(2026, 2, 14)) == 4


@pytest.mark.parametrize(("items", "already"), [(-1, 0), (1, -1)])
def test_a_negative_count_is_refused(items: int, already: int) -> None:
    with pytest.raises(InvalidInput):
        fee_by_item(items, already=already)


def test_a_fee_shows_the_status_of_its_tariff() -> None:
    tariff = fee_by_item(1).tariff

    assert (tariff.cite.id, tariff.status) == ("fee2020", "verified")
