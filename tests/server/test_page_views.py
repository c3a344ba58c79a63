"""The own counter: pages opened by people, without a query for them, added up over processes."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.apps.channels import services
from gongkai.apps.channels.models import PageViews
from gongkai.apps.channels.readers import is_reader
from gongkai.apps.core import measures
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.measures import Period
from gongkai.server import page_views
from gongkai.server.page_views import BUFFER, Buffer
from tests.apps.builders import HOST, TODAY, County
from tests.apps.channels.sites import website

READER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"


@pytest.fixture(autouse=True)
def _empty() -> None:
    BUFFER._seen.clear()


def opened(county: County, path: str = "", agent: str = READER, **headers: str) -> Client:
    client = Client(HTTP_HOST=HOST, HTTP_USER_AGENT=agent)
    client.get(county.url(path), headers=headers)
    return client


def counted() -> dict[str, int]:
    BUFFER.tell()
    return dict(PageViews.objects.values_list("page", "views"))


def test_pages_opened_by_people_are_added_up(county: County) -> None:
    for path in ("", "publications/", "publications/?year=2026"):
        opened(county, path)

    assert counted() == {"": 1, "publications/": 2}


@pytest.mark.parametrize(
    ("agent", "headers"),
    [("", {}), ("Baiduspider/2.0", {}), ("curl/8.1", {}), (READER, {"Sec-Purpose": "prefetch;prerender"})],
)
def test_programs_and_fetching_ahead_are_left_out(county: County, agent: str, headers: dict[str, str]) -> None:
    opened(county, "", agent, **headers)

    assert counted() == {}


@pytest.mark.parametrize("path", ["desk/", "publications/?format=json", "feed.xml", "publications/999/", "nothing/"])
def test_only_pages_of_the_portal_that_were_shown_count(county: County, path: str) -> None:
    opened(county, path)

    assert counted() == {}


def test_reader_waits_for_no_count_and_gets_no_cookie(county: County) -> None:
    opened(county)
    with CaptureQueriesContext(connection) as captured:
        client = opened(county)

    assert not any("page" in query["sql"] and "views" in query["sql"] for query in captured.captured_queries)
    assert not client.cookies


def test_processes_add_up(county: County) -> None:
    for _process in range(3):
        own = Buffer(None)
        own.add((county.body.pk, "publications/", TODAY))
        own.tell()

    assert counted() == {"publications/": 3}


def test_what_the_database_refused_is_told_later(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_seen: object) -> None:
        raise DatabaseError

    opened(county)
    with monkeypatch.context() as patched:
        patched.setattr(page_views, "add_views", refuse)
        BUFFER.tell()

    assert counted() == {"": 1}


def test_row_04_what_is_read_on_the_portal_is_shown_on_the_desk_and_counted(county: County) -> None:
    website(county)
    for path in ("", "publications/"):
        opened(county, path)
    BUFFER.tell()
    today = timezone.localdate()

    page = county.client("office_head").get(county.url(f"desk/columns/traffic/?first={today}&last={today}"))
    services.close_day(today, by=SYSTEM, at=timezone.now())

    assert "/publications/</th>" in page.content.decode()
    assert measures.total([county.body.pk], Period.of_year(today.year), "site_visits") == 2


def test_known_browsers_are_readers() -> None:
    for agent in (READER, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50"):
        assert is_reader({"User-Agent": agent})
