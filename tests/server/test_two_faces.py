"""Desk inside, portal outside: two processes with a file of settings each, on one database and one folder of data."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.server.installations import Installation
from tests.server.running import Desk, Running

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

APPROVED = f"""
import sys
sys.path.insert(0, {os.getcwd()!r})
from gongkai.apps.disclosure import services as disclosure
from tests.apps.builders import NOW, County
county = County()
clerk = county.person("clerk")
item = disclosure.draft_publication(body=county.body, title="城区供水公告", body_html="<p>供水。</p>", by=clerk, at=NOW)
disclosure.submit_publication(item, has_checked=True, by=clerk, at=NOW)
county.review(item)
print(item.pk, county.client("publisher").cookies["gk_session"].value)
"""


@dataclass
class Apart:
    """The two processes, and a publication that waits for its publisher."""

    desk: Running
    portal: Running
    publisher: Desk
    pk: str


@pytest.fixture
def apart(installation: Installation) -> Iterator[Apart]:
    pk, session = installation.python(APPROVED).split()
    portal = Running(installation, "web", GONGKAI_FACES="portal")
    desk = Running(installation, "web", GONGKAI_FACES="desk", GONGKAI_PORTAL_URL=f"http://127.0.0.1:{portal.port}")
    for one in (portal, desk):
        one.until("/health", 200)
    yield Apart(desk, portal, Desk(desk, session), pk)
    for one in (portal, desk):
        one.end()


def test_what_the_desk_publishes_stands_on_the_portal(apart: Apart) -> None:
    page = f"/shifan/publications/{apart.pk}/"
    assert apart.portal.get(page)[0] == 404

    assert apart.publisher.press(f"/shifan/desk/publications/{apart.pk}/publish/") == 302

    assert "城区供水公告" in apart.portal.until(page, 200)
    assert "城区供水公告" in apart.portal.until("/shifan/", 200)


def test_portal_has_no_address_of_the_desk_and_the_desk_none_of_the_portal(apart: Apart) -> None:
    assert apart.portal.get("/shifan/desk/")[0] == 404
    assert apart.portal.get("/shifan/desk/publications/")[0] == 404
    assert apart.desk.get("/shifan/publications/")[0] == 404
    assert apart.desk.get("/shifan/desk/")[0] == 302
