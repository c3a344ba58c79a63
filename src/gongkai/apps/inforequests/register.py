"""The public register of answered requests: what staff summed up, never what applicants wrote, nor who they are."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongkai.apps.bodies.models import Government
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.errors import CalendarUnknown
from gongkai.law import load_calendar

_KEPT = ("id", "public_body__name", "number", "received_on", "outcome_on", "outcome", "public_summary__words")


def public_register(government: Government) -> QuerySet[InfoRequest]:
    """Ended requests with a summary, the newest end first; only the columns the public sees are read."""
    found = InfoRequest.objects.filter(root=government.body, public_summary__isnull=False, outcome_on__isnull=False)
    return found.select_related("public_body", "public_summary").only(*_KEPT).order_by("-outcome_on", "-id")


def days_taken(received_on: date, ended_on: date) -> int | None:
    """Working days from receipt to the end; None past the calendar."""
    try:
        return load_calendar().count(received_on, ended_on)
    except CalendarUnknown:
        return None


def years_of(government: Government) -> list[int]:
    """Years in which requests were received, the newest first; at most ten."""
    days = InfoRequest.objects.filter(root=government.body, received_on__isnull=False).dates(
        "received_on", "year", order="DESC"
    )
    return [day.year for day in days[:10]]
