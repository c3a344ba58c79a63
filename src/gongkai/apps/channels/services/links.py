"""Links to other websites: asked for when a text is public, tried by the worker, dead after two failures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import models, transaction

from gongkai.apps.channels.link_checks import try_address
from gongkai.apps.channels.models import CheckedLink
from gongkai.apps.core import outbox

MOST, LONGEST, FRESH = 50, 2000, timedelta(days=7)
EVENT = "channels.link_asked"


@transaction.atomic
def watch_links(addresses: Iterable[str], *, at: datetime) -> None:
    """Have these addresses tried, those that were tried lately left out; at most fifty of a text."""
    wanted = dict.fromkeys(one for one in addresses if one.startswith(("http://", "https://")) and len(one) <= LONGEST)
    for address in list(wanted)[:MOST]:
        link, is_new = CheckedLink.objects.get_or_create(
            digest=sha256(address.encode()).hexdigest(), defaults={"address": address, "asked_at": at}
        )
        if is_new or link.asked_at < at - FRESH:
            link.asked_at = at
            link.save(update_fields=["asked_at"])
            outbox.queue(EVENT, link)


def try_link(link: models.Model, now: datetime) -> None:
    """Try it, outside any transaction. Twice is harmless."""
    assert isinstance(link, CheckedLink), "the event is about a link"
    status, fault = try_address(link.address)
    link.tried_at, link.status, link.fault = now, status, fault or ""
    link.failures = link.failures + 1 if fault else 0
    link.save(update_fields=["tried_at", "status", "fault", "failures"])
