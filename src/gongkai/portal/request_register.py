"""The public register of answered requests, its feed and twins, and the statistics by year."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.bodies.demonstration import DEMO, is_demonstration
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.measures import Period, totals
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.register import days_taken, public_register, years_of
from gongkai.apps.inforequests.words import outcomes
from gongkai.bilingual import Text
from gongkai.portal.disclosure import HOME
from gongkai.portal.inforequests import START
from gongkai.portal.twins import as_csv, as_json
from gongkai.ui.figures import bars
from gongkai.ui.templatetags.ui import words

A_PAGE, A_FILE, NEWEST = 20, 5000, 30
REGISTER = Text("申请办理公示", "Answered requests")
STATISTICS = Text("历年统计", "Statistics by year")
MEASURES = ("requests_received", "requests_handled", "requests_replied", "requests_carried_out")


def request_register(request: PublicRequest) -> HttpResponse:
    """The register; with ?format=json or csv the same as a file, newest first."""
    found = public_register(request.government)
    wanted = request.GET.get("format")
    if wanted in ("json", "csv"):
        rows = [_as_row(one) for one in found[:A_FILE]]
        return as_json(request, rows) if wanted == "json" else as_csv(request, rows, "requests")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": [_line(one) for one in page], "crumbs": _crumbs(REGISTER)}
    return render(request, "portal/inforequests/register.html", context)


def request_feed(request: PublicRequest) -> HttpResponse:
    """What was answered last, as Atom."""
    address = request.build_absolute_uri(reverse("portal:request_register"))
    is_demo = is_demonstration(request.government)
    written = Atom1Feed(
        title=f"{request.government.body.name} · {words(REGISTER)}",
        link=address,
        feed_url=request.build_absolute_uri(reverse("portal:request_feed")),
        description=DEMO if is_demo else "",
        subtitle=DEMO if is_demo else None,
        language=get_language(),
    )
    for one in public_register(request.government)[:NEWEST]:
        assert one.outcome_on is not None, "the register holds what has ended"
        at = datetime.combine(one.outcome_on, time(), tzinfo=UTC)
        written.add_item(
            title=one.public_summary.words,
            link=f"{address}#request-{one.number}",
            unique_id=f"{address}#request-{one.number}",
            description=words(outcomes()[one.outcome]),
            author_name=one.public_body.name,
            pubdate=at,
            updateddate=at,
        )
    return HttpResponse(written.writeString("utf-8"), content_type=written.content_type)


def request_statistics(request: PublicRequest) -> HttpResponse:
    """Requests of each year as counted for the annual report; with ?format=json or csv as a file."""
    bodies = list(PublicBody.objects.filter(path__startswith=request.government.body.path).values_list("pk", flat=True))
    years = years_of(request.government)
    rows: list[dict[str, object]] = [{"year": year, **totals(bodies, Period.of_year(year), MEASURES)} for year in years]
    wanted = request.GET.get("format")
    if wanted in ("json", "csv"):
        return as_json(request, rows) if wanted == "json" else as_csv(request, rows, "requests-by-year")
    received = [(str(row["year"]), int(str(row["requests_received"]))) for row in reversed(rows)]
    context = {
        "rows": rows,
        "picture": bars(_("Requests received in each year"), received) if rows else None,
        "crumbs": [*_crumbs(REGISTER)[:-1], (REGISTER, reverse("portal:request_register")), (STATISTICS, "")],
    }
    return render(request, "portal/inforequests/statistics.html", context)


def _crumbs(here: Text) -> list[tuple[Text, str]]:
    return [(HOME, reverse("portal:home")), (START, reverse("portal:request_start")), (here, "")]


def _line(one: InfoRequest) -> dict[str, object]:
    assert one.received_on is not None, "what ended on a row was received"
    assert one.outcome_on is not None, "the register holds what has ended"
    days = days_taken(one.received_on, one.outcome_on)
    return {"one": one, "outcome": outcomes()[one.outcome], "days": days}


def _as_row(one: InfoRequest) -> dict[str, object]:
    """What a file says of one request; the names of the columns are stable."""
    line = _line(one)
    return {
        "number": one.number,
        "public_body": one.public_body.name,
        "summary": one.public_summary.words,
        "received_on": str(one.received_on),
        "ended_on": str(one.outcome_on),
        "outcome": one.outcome,
        "working_days": line["days"],
    }
