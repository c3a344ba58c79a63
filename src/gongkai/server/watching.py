"""Links to other websites are tried: when a draft is submitted, when a text becomes public, and weekly from then on."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape

from django.db import models

from gongkai.apps.channels.services.links import ask_again, due_links, watch_links
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.selectors import is_linked_in_public
from gongkai.apps.disclosure.texts import working_text

_LINK = re.compile(r"<a\b[^>]*\bhref=\"([^\"]+)\"")


def watch_published_links(publication: models.Model, now: datetime) -> None:
    """Have the links of a public text tried; repeatable."""
    assert isinstance(publication, Publication), "the event is about a publication"
    _watch(publication.body_html, now)


def watch_submitted_links(publication: models.Model, now: datetime) -> None:
    """The same for the text in work, so that its reviewers are told of dead ones."""
    assert isinstance(publication, Publication), "the event is about a publication"
    _watch(working_text(publication).body_html, now)


def watch_links_again(now: datetime) -> None:
    """A second try for those that failed once; each link of a public text anew after a week, some every hour."""
    for link in due_links(now):
        ask_again(link, at=now, is_wanted=link.failures == 1 or is_linked_in_public(link.address))


def _watch(body_html: str, now: datetime) -> None:
    watch_links((unescape(found) for found in _LINK.findall(body_html)), at=now)
