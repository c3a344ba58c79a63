"""The due days of the viewer's open requests as a calendar file; numbers only, nothing that was asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.selectors import open_list
from gongkai.bilingual import Text
from gongkai.ui.templatetags.ui import words

TITLE = Text("答复到期：{number}", "Reply due: {number}")
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gongkai//due days//ZH", "METHOD:PUBLISH")


@require_safe
def due_days(request: StaffRequest) -> HttpResponse:
    """One event a request that has a due day (RFC 5545)."""
    here = open_list(request.user, request.today).filter(public_body__path__startswith=request.government.body.path)
    lines = [*_HEAD, *(line for one in here.filter(due_on__isnull=False) for line in _event(one, request))]
    body = "".join(f"{line}\r\n" for line in [*lines, "END:VCALENDAR"])
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="due-days.ics"'
    return response


def _event(one: InfoRequest, request: StaffRequest) -> Iterator[str]:
    assert one.due_on is not None, "asked for by the caller"
    yield "BEGIN:VEVENT"
    yield f"UID:request-{one.pk}@{request.government.slug}.gongkai"
    yield f"DTSTAMP:{request.now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{one.due_on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.due_on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{words(TITLE.format(number=one.number))}"
    yield f"URL:{request.build_absolute_uri(reverse('desk:request', args=[one.pk]))}"
    yield "END:VEVENT"
