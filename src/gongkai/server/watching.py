"""What follows when something becomes public: its links to other websites are tried."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape

from django.db import models

from gongkai.apps.channels.services.links import watch_links
from gongkai.apps.disclosure.models import Publication

_LINK = re.compile(r"<a\b[^>]*\bhref=\"([^\"]+)\"")


def watch_published_links(publication: models.Model, now: datetime) -> None:
    """Have the links of a text tried; repeatable."""
    assert isinstance(publication, Publication), "the event is about a publication"
    watch_links((unescape(found) for found in _LINK.findall(publication.body_html)), at=now)
