"""Links to other websites: asked for with a draft or public text, tried by the worker, dead after two failures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import models, transaction

from gongkai.apps.channels.link_checks import try_address
from gongkai.apps.channels.models import CheckedLink
from gongkai.apps.core import outbox

MOST, LONGEST, FRESH = 50, 2000, timedelta(days=7)
SOON, MOST_AN_HOUR = timedelta(minutes=30), 50
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


def due_links(at: datetime) -> list[CheckedLink]:
    """Links that failed once a while ago, then those not asked for in a week, the longest first; some of each."""
    once = CheckedLink.objects.filter(failures=1, asked_at__lt=at - SOON).order_by("asked_at")[:MOST_AN_HOUR]
    old = CheckedLink.objects.exclude(failures=1).filter(asked_at__lt=at - FRESH).order_by("asked_at")[:MOST_AN_HOUR]
    return [*once, *old]


@transaction.atomic
def ask_again(link: CheckedLink, *, at: datetime, is_wanted: bool) -> None:
    """Have it tried anew, or leave it for another week where nothing public leads there."""
    link.asked_at = at
    link.save(update_fields=["asked_at"])
    if is_wanted:
        outbox.queue(EVENT, link)


def try_link(link: models.Model, now: datetime) -> None:
    """Try it, outside any transaction. Twice is harmless."""
    assert isinstance(link, CheckedLink), "the event is about a link"
    status, fault = try_address(link.address)
    link.tried_at, link.status, link.fault = now, status, fault or ""
    link.failures = link.failures + 1 if fault else 0
    link.save(update_fields=["tried_at", "status", "fault", "failures"])
