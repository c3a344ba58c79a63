"""The first page of a government, or the choice of one."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.bodies.models import Government, PublicBody
from gongkai.apps.bodies.selectors import governments
from gongkai.apps.disclosure.selectors import current_list, pinned_list, public_bodies, public_list

NEWEST = 8


@dataclass(frozen=True, slots=True)
class Doorway:
    """One large way in, with what the registers say of it now."""

    title: str
    text: str
    address: str
    figure: str = ""


def home(request: PublicRequest) -> HttpResponse:
    if request.government is None:
        return render(request, "portal/governments.html", {"governments": governments()})
    current = current_list(request.government, request.today)
    pinned = list(pinned_list(request.government, request.today)[:NEWEST])
    newest = [*pinned, *current.exclude(pk__in=[one.pk for one in pinned])[: NEWEST - len(pinned)]]
    bodies = public_bodies(request.government)
    context = {
        "publications": newest,
        "today": request.today,
        "bodies": bodies,
        "doors": _doors(request.government, bodies),
    }
    return render(request, "portal/home.html", context)


def _doors(government: Government, bodies: list[tuple[PublicBody, int]]) -> list[Doorway]:
    """The ways in that lead somewhere today; requests, questions and annual reports join with their registers."""
    listed, items = reverse("portal:publication_list"), sum(number for _body, number in bodies)
    newest = public_list(government).first()
    published = ngettext("%(number)d item published", "%(number)d items published", items) % {"number": items}
    publishing = ngettext("%(number)d body publishes", "%(number)d bodies publish", len(bodies))
    latest = _("Newest: %(day)s") % {"day": date_format(newest.published_on)} if newest and newest.published_on else ""
    return [
        Doorway(_("Find information"), _("All published information, by body and by year."), listed, published),
        Doorway(
            _("By public body"),
            _("What each department has published."),
            f"{listed}#bodies",
            publishing % {"number": len(bodies)},
        ),
        Doorway(
            _("Ask for information"),
            _("What is not published can be asked for, without an account."),
            reverse("portal:request_start"),
        ),
        Doorway(_("Open data"), _("The same lists as files to calculate with."), f"{listed}#data", "JSON · CSV"),
        Doorway(
            _("Follow what is new"), _("A feed tells you when something is published."), reverse("portal:feed"), latest
        ),
    ]
