"""Links of what was published are tried by the worker, each once in a while."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.apps.channels.models import CheckedLink
from gongkai.apps.channels.selectors import dead_links
from gongkai.apps.channels.services import links
from gongkai.apps.core import tasks
from gongkai.apps.disclosure import services as disclosure
from gongkai.apps.disclosure.models import Publication
from gongkai.server.watching import watch_links_again, watch_published_links
from tests.apps.builders import NOW, County

pytestmark = pytest.mark.django_db
DEAD = "https://www.example.cn/old?a=1&b=2"


def published() -> Publication:
    body = '<p><a href="https://www.example.cn/old?a=1&amp;b=2">旧</a><a href="/publications/1/">内</a></p>'
    return Publication(title="通知", body_html=body)


def test_links_outside_are_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(links.outbox, "queue", lambda _event, link: asked.append(link.address))

    watch_published_links(published(), NOW)
    watch_published_links(published(), NOW + timedelta(days=1))
    watch_published_links(published(), NOW + timedelta(days=9))

    assert asked == [DEAD, DEAD]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that the worker was asked to try."""
    found: list[str] = []
    monkeypatch.setattr(links.outbox, "queue", lambda _event, link: found.append(getattr(link, "address", "")))
    return found


def fail(link: CheckedLink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "try_address", lambda _address: (404, "gone"))
    links.try_link(link, NOW)


def test_link_is_dead_after_two_failures_until_it_lives_again(monkeypatch: pytest.MonkeyPatch) -> None:
    watch_published_links(published(), NOW)
    link = CheckedLink.objects.get()

    fail(link, monkeypatch)
    assert dead_links([DEAD]) == {}
    fail(link, monkeypatch)
    assert dead_links([DEAD])[DEAD].failures == 2

    monkeypatch.setattr(links, "try_address", lambda _address: (200, None))
    links.try_link(link, NOW)
    assert dead_links([DEAD]) == {}


def test_link_that_failed_once_is_tried_again_within_the_hour(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch_published_links(published(), NOW)
    fail(CheckedLink.objects.get(), monkeypatch)

    watch_links_again(NOW + timedelta(minutes=10))
    assert asked == [DEAD]
    watch_links_again(NOW + timedelta(hours=1))
    watch_links_again(NOW + timedelta(hours=1))

    assert asked == [DEAD, DEAD]


def with_link(county: County) -> Publication:
    return disclosure.draft_publication(
        body=county.body, title="通知", body_html=published().body_html, by=county.person("clerk"), at=NOW
    )


def test_links_of_a_draft_are_tried_when_it_is_submitted(county: County) -> None:
    disclosure.submit_publication(with_link(county), has_checked=True, by=county.person("clerk"), at=NOW)

    while tasks.work_off("one", NOW):
        pass

    assert [link.address for link in CheckedLink.objects.all()] == [DEAD]


def test_links_of_public_texts_are_tried_weekly_and_no_others(county: County, asked: list[str]) -> None:
    item = with_link(county)
    links.watch_links([DEAD, "https://www.example.cn/dropped"], at=NOW)
    asked.clear()
    watch_links_again(NOW + timedelta(days=8))
    assert asked == []

    disclosure.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
    disclosure.publish_publication(county.review(item), by=county.person("publisher"), at=NOW)
    asked.clear()
    watch_links_again(NOW + timedelta(days=12))
    watch_links_again(NOW + timedelta(days=16))
    watch_links_again(NOW + timedelta(days=17))

    assert asked == [DEAD]


def test_no_more_links_are_tried_in_an_hour_than_agreed(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST_AN_HOUR", 2)
    monkeypatch.setattr("gongkai.server.watching.is_linked_in_public", lambda _address: True)
    links.watch_links([f"https://www.example.cn/{number}" for number in range(3)], at=NOW)
    asked.clear()

    watch_links_again(NOW + timedelta(days=8))

    assert asked == ["https://www.example.cn/0", "https://www.example.cn/1"]
