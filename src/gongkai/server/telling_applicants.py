"""Notices to applicants, by the way they gave; who has given neither e-mail nor mobile telephone is told nothing."""

from __future__ import annotations

from datetime import datetime

from gongkai.apps.core import notices
from gongkai.apps.core.models import Channel
from gongkai.apps.core.notices import Address, Recipient
from gongkai.apps.core.notices_providers import provider_for
from gongkai.apps.inforequests.identity import reached_at
from gongkai.apps.inforequests.models import Applicant, InfoRequest
from gongkai.server.links import follow_link

RECIPIENT = "applicant"
WAYS = (Channel.EMAIL, Channel.SMS)
"""Channels to applicants, the preferred one first."""


def tell_acknowledged(info_request: InfoRequest, now: datetime) -> None:
    """It has come, and waits for the applicant's own word."""
    _tell("inforequests.acknowledged", info_request, now)


def tell_registered(info_request: InfoRequest, now: datetime) -> None:
    _tell("inforequests.registered", info_request, now)


def tell_correction_asked(info_request: InfoRequest, now: datetime) -> None:
    _tell("inforequests.correction_asked", info_request, now)


def tell_replied(info_request: InfoRequest, now: datetime) -> None:
    """Only where the reply is fetched on this site: any other reply was brought or sent."""
    if info_request.receipt_way == "online":
        _tell("inforequests.reply_ready", info_request, now)


def applicant_address(pk: int, channel: str) -> Address | None:
    """Opened in the worker, at the moment of sending; None once the data are erased."""
    applicant = Applicant.objects.filter(pk=pk).first()
    found = reached_at(applicant, channel) if applicant is not None else ""
    return Address(found) if found else None


def _tell(template: str, info_request: InfoRequest, now: datetime) -> None:
    """Post it by the first way that was given and that the settings provide for."""
    applicant = info_request.applicant
    carried = [way for way in WAYS if provider_for(way) is not None]
    channel = next((way for way in carried if reached_at(applicant, way)), None)
    if channel is not None:
        notices.post(
            template,
            channel=channel,
            to=Recipient(RECIPIENT, applicant.pk),
            about=info_request,
            at=now,
            places={"number": info_request.number, "link": follow_link(info_request.root)},
        )
