"""Published information: the list with its data twins, and each item."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.core.attachments import serve_to_public
from gongkai.apps.disclosure.details import said_by
from gongkai.apps.disclosure.document_flow import VALIDITY
from gongkai.apps.disclosure.document_register import public_document_of
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.selectors import (
    correction_reason,
    file_for_public,
    public_bodies,
    public_list,
    public_neighbours,
    public_years,
    shelf,
    withdrawn_from,
)
from gongkai.apps.disclosure.texts import public_details
from gongkai.bilingual import Text
from gongkai.portal.page_tags import content_tags
from gongkai.portal.texts import files_for_public, text_for_public
from gongkai.portal.twins import as_csv, as_json

SHOWN = frozenset(
    {"kind", "document_number", "issuer", "formed_on", "topic", "keywords", "summary", "source", "openness"}
    | {"key_areas", "original_source"}
)
"""What the page of an item says of it beside its title; the address of an original is a link of its own."""
A_PAGE, A_FILE = 20, 5000
LIST = Text("政府信息公开", "Published information")
HOME = Text("首页", "Home")
WITHDRAWN = Text("已撤下", "Withdrawn")


def publication_list(request: PublicRequest) -> HttpResponse:
    """The list, filtered by body and year; with ?format=json or csv the same as a file, newest first.

    What has expired stands in the files, and in the list with ?all=1.
    """
    body, year = _number(request.GET.get("body")), _number(request.GET.get("year"))
    whole = "all" in request.GET or "format" in request.GET
    standing = shelf(request.government, request.today, is_whole=whole)
    found = _filtered(standing.listed, body, year)
    wanted = request.GET.get("format")
    if wanted in ("json", "csv"):
        rows = [as_row(request, one) for one in found[:A_FILE]]
        return as_json(request, rows) if wanted == "json" else as_csv(request, rows, "publications")
    bodies = public_bodies(request.government)
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "pinned": () if body or year else standing.pinned,
        "is_whole": whole,
        "bodies": bodies,
        "years": public_years(request.government),
        "body": next((one for one, _ in bodies if one.pk == body), None),
        "year": year,
        "crumbs": [(HOME, reverse("portal:home")), (LIST, "")],
    }
    return render(request, "portal/disclosure/list.html", context)


def publication(request: PublicRequest, pk: int) -> HttpResponse:
    """One item; with ?format=json its facts and text."""
    subject = public_list(request.government).filter(pk=pk).first()
    if subject is None:
        return _withdrawn(request, pk)
    body_html = text_for_public(subject, subject.body_html)
    if request.GET.get("format") == "json":
        return as_json(request, [{**as_row(request, subject), "body_html": body_html}])
    document = public_document_of(subject, request.government, request.today)
    before, after = public_neighbours(subject, request.government)
    context = {
        "publication": subject,
        "body_html": body_html,
        "files": files_for_public(subject),
        "correction": correction_reason(subject) if subject.corrected_on else "",
        "is_expired": subject.expires_on is not None and subject.expires_on < request.today,
        "said": [line for line in said_by(public_details(subject)) if line[0] in SHOWN],
        "document": document,
        "validity": VALIDITY[document.validity] if document else None,
        "page_tags": content_tags(request, subject),
        "before": before,
        "after": after,
        "crumbs": [
            (HOME, reverse("portal:home")),
            (LIST, reverse("portal:publication_list")),
            (Text("正文", "Full text"), ""),
        ],
    }
    return render(request, "portal/disclosure/publication.html", context)


def _withdrawn(request: PublicRequest, pk: int) -> HttpResponse:
    """410 with the reason where something stood at this address. Raises Http404 where nothing ever did."""
    found = withdrawn_from(request.government, pk)
    if found is None:
        raise Http404
    crumbs = [(HOME, reverse("portal:home")), (LIST, reverse("portal:publication_list")), (WITHDRAWN, "")]
    told = {"on": found[0].withdrawn_on, "reason": found[1], "crumbs": crumbs}
    return render(request, "portal/disclosure/withdrawn.html", told, status=410)


def publication_file(request: PublicRequest, pk: int, file: int) -> HttpResponseBase:
    """An attachment or picture of what the public reads."""
    subject = get_object_or_404(public_list(request.government), pk=pk)
    found = file_for_public(subject, file)
    if found is None:
        raise Http404
    return serve_to_public(request, found.attachment)


def _number(given: str | None) -> int | None:
    """A whole number of an address; None for anything else."""
    return int(given) if given and given.isascii() and given.isdigit() and len(given) < 10 else None


def _filtered(found: QuerySet[Publication], body: int | None, year: int | None) -> QuerySet[Publication]:
    if body is not None:
        found = found.filter(public_body_id=body)
    if year is not None and 1 <= year < 9999:
        found = found.filter(published_on__gte=date(year, 1, 1), published_on__lte=date(year, 12, 31))
    return found


def as_row(request: PublicRequest, one: Publication) -> dict[str, object]:
    """What a file says of one item; the names of the columns are stable."""
    return {
        "id": one.pk,
        "title": one.title,
        "public_body": one.public_body.name,
        "kind": one.kind,
        "index_number": one.index_number,
        "document_number": one.document_number,
        "formed_on": one.formed_on.isoformat() if one.formed_on else "",
        "published_on": one.published_on.isoformat() if one.published_on else "",
        "address": request.build_absolute_uri(reverse("portal:publication", args=[one.pk])),
    }
