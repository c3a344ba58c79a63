"""Consultations as they stand on a day: what the law says of their silence, and whether the office waits too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gongkai.apps.inforequests.models import Consultation, InfoRequest
from gongkai.bilingual import Text
from gongkai.errors import CalendarUnknown
from gongkai.law import load_calendar, parameter


@dataclass(frozen=True, slots=True)
class Standing:
    """One consultation.

    delivered_on, answered_on  as recorded; None before
    silence_on  last day to answer before silence takes effect; None where the law sets none, or it is not known yet
    silence     what silence means
    is_open     neither answered nor ended by silence
    is_escalated  open past the internal limit
    """

    consultation: Consultation
    delivered_on: date | None
    answered_on: date | None
    silence_on: date | None
    silence: Text
    is_open: bool
    is_escalated: bool


def standings(requests: QuerySet[InfoRequest], day: date) -> Iterator[Standing]:
    """Every consultation on these requests, the oldest first; two queries for any number."""
    rows = Consultation.objects.filter(info_request__in=requests).select_related("info_request__public_body")
    for row in rows.prefetch_related("info_request__events"):
        yield _standing(row, day)


def _standing(row: Consultation, day: date) -> Standing:
    days = {event.kind: event.on for event in row.info_request.events.all() if event.letter == row.letter}
    delivered, answered = days.get("consultation_delivered"), days.get("consultation_answered")
    rule = parameter(f"ogi.{row.to}.silence")
    value = rule.find(row.info_request.received_on or row.sent_on)
    silence_on = _silence_on(row, delivered)
    is_silent = silence_on is not None and day > silence_on
    is_open = answered is None and not is_silent and not row.info_request.outcome
    limit = row.internal_limit
    return Standing(
        row,
        delivered,
        answered,
        silence_on,
        Text("", "") if value is None else rule.printed(value),
        is_open,
        is_open and limit is not None and day > limit,
    )


def _silence_on(row: Consultation, delivered_on: date | None) -> date | None:
    if delivered_on is None or row.to == "other_organ":
        return None
    value = parameter(f"ogi.{row.to}.answer_days").find(row.info_request.received_on or row.sent_on)
    if value is None or value.value is None:
        return None
    try:
        return load_calendar().add(delivered_on, value.number)
    except CalendarUnknown:
        return None
