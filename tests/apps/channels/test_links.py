"""Links of what was published are tried by the worker, each once in a while."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.apps.channels.models import CheckedLink
from gongkai.apps.channels.selectors import dead_links
from gongkai.apps.channels.services import links
from gongkai.apps.disclosure.models import Publication
from gongkai.server.watching import watch_published_links
from tests.apps.builders import NOW

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


def test_failures_are_kept_until_a_link_lives_again(monkeypatch: pytest.MonkeyPatch) -> None:
    watch_published_links(published(), NOW)
    link = CheckedLink.objects.get()

    monkeypatch.setattr(links, "try_address", lambda _address: (404, "gone"))
    links.try_link(link, NOW)
    assert dead_links([DEAD])[DEAD].failures == 1

    monkeypatch.setattr(links, "try_address", lambda _address: (200, None))
    links.try_link(link, NOW)
    assert dead_links([DEAD]) == {}
