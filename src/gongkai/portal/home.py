"""The first page of a government, or the choice of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.bodies.models import Government, PublicBody
from gongkai.apps.bodies.register import own_bodies
from gongkai.apps.bodies.selectors import governments
from gongkai.apps.core import measures
from gongkai.apps.core.measures import Period
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.selectors import current_list, pinned_list, public_bodies
from gongkai.portal.bodies import office_facts

NEWEST = 8


@dataclass(frozen=True, slots=True)
class Doorway:
    """One large way in, with what the registers say of it now."""

    title: str
    text: str
    address: str
    figure: str = ""


def home(request: PublicRequest) -> HttpResponse:
    government = request.government
    if government is None:
        return render(request, "portal/governments.html", {"governments": governments()})
    pinned = list(pinned_list(government, request.today)[:NEWEST])
    newest = list(current_list(government, request.today).exclude(pk__in=[one.pk for one in pinned])[:NEWEST])
    bodies = public_bodies(government)
    context = {
        "publications": [*pinned, *newest][:NEWEST],
        "bodies": bodies,
        "doors": _doors(newest, bodies, _replied(government, request.today)),
        "office": office_facts(government.body, request.today),
    }
    return render(request, "portal/home.html", context)


def _replied(government: Government, today: date) -> int:
    """Requests replied to this year, in all bodies of the government."""
    bodies = list(own_bodies(government, today).values_list("pk", flat=True))
    return measures.rows(bodies, Period.of_year(today.year), "requests_replied").count()


def _doors(newest: list[Publication], bodies: list[tuple[PublicBody, int]], replied: int) -> list[Doorway]:
    """The ways in that lead somewhere today; questions and annual reports join with their registers."""
    listed, items = reverse("portal:publication_list"), sum(number for _body, number in bodies)
    published = ngettext("%(number)d item published", "%(number)d items published", items) % {"number": items}
    publishing = ngettext("%(number)d body publishes", "%(number)d bodies publish", len(bodies))
    answered = ngettext("%(number)d reply this year", "%(number)d replies this year", replied) % {"number": replied}
    day = newest[0].published_on if newest else None
    return [
        Doorway(_("Find information"), _("All published information, by body and by year."), listed, published),
        Doorway(
            _("Ask for information"),
            _("What is not published can be asked for, without an account."),
            reverse("portal:request_start"),
            answered if replied else "",
        ),
        Doorway(
            _("Public bodies"),
            _("Who is responsible for what, with the office to turn to."),
            reverse("portal:body_list"),
            publishing % {"number": len(bodies)},
        ),
        Doorway(
            _("Open data and feed"),
            _("The same lists as JSON and CSV, and a feed of what is new."),
            f"{listed}#data",
            _("Newest: %(day)s") % {"day": date_format(day)} if day else "",
        ),
    ]
