"""What a page asks of the database: a small number of times, and no more often however much there is to show."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.apps.disclosure.models import Publication
from tests.apps.builders import County
from tests.faces.world import World

pytestmark = pytest.mark.xdist_group("world")

MOST = {
    "accessibility/": 2,  # the government, and its website for the page tags
    "": 11,  # as before, and what is pinned, the bodies, the replies of the year, the office to turn to
    "publications/": 8,
    "publications/{public}/": 5,
    "desk/search/": 8,  # government, session, person, app, grants, what others lend, what waits, desks to go to
    "desk/": 18,
    "desk/publications/": 12,
    "desk/publications/{open}/": 25,
}
"""Page -> how often it may ask."""


@pytest.fixture
def county(built: World, db: None) -> County:  # noqa: ARG001
    return built.full


def asked(county: County, pages: Mapping[str, str]) -> dict[str, int]:
    """How often each page asks, the second time it is shown."""
    client, found = county.client("clerk"), {}
    for page, address in pages.items():
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        found[page] = len(captured)
    return found


def test_pages_ask_a_few_times_and_no_more_often_for_more_rows(county: County) -> None:
    rows = Publication.objects.order_by("pk")
    public, begun = rows.filter(state="published")[0], rows.exclude(state="published")[0]
    pages = {page: county.url(page.format(public=public.pk, open=begun.pk)) for page in MOST}
    few = asked(county, pages)

    for one in (public, begun):
        copies = [Publication.objects.get(pk=one.pk) for _ in range(15)]
        for copy in copies:
            copy.pk, copy.index_number = None, ""
        Publication.objects.bulk_create(copies)

    assert asked(county, pages) == few
    assert {page: number for page, number in few.items() if number > MOST[page]} == {}
