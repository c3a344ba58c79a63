"""Policy documents and interpretations: the register with marks of validity, each document beside its pieces."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import get_current_timezone, make_aware
from django.utils.translation import get_language

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.bodies.demonstration import DEMO, is_demonstration
from gongkai.apps.disclosure.document_flow import DOCUMENT_KINDS, FORMS, STATUS_EVENTS, VALIDITY, VALIDITY_TONES
from gongkai.apps.disclosure.document_register import (
    document_years,
    pieces_of,
    public_documents,
    public_pieces,
    validity_numbers,
)
from gongkai.apps.disclosure.models import Interpretation, NormativeDocument
from gongkai.bilingual import Text
from gongkai.portal.disclosure import HOME
from gongkai.portal.texts import files_for_public, text_for_public
from gongkai.portal.twins import as_csv, as_json
from gongkai.ui.templatetags.ui import words

A_PAGE, A_FILE, A_FEED = 20, 5000, 30
LIST = Text("政策文件", "Policy documents")
PIECES = Text("政策解读", "Policy interpretations")
SHOWN_VALIDITY = ("in_force", "amended", "not_yet", "lapsed", "repealed")


def document_list(request: PublicRequest) -> HttpResponse:
    """The register, filtered by validity, year and words; with ?format=json or csv the same as a file."""
    listed = _asked(public_documents(request.government, request.today), request)
    validity = request.GET.get("validity", "")
    found = listed.filter(validity=validity) if validity in VALIDITY else listed
    wanted = request.GET.get("format")
    if wanted in ("json", "csv"):
        rows = [_row(request, one) for one in found[:A_FILE]]
        return as_json(request, rows) if wanted == "json" else as_csv(request, rows, "documents")
    numbers = validity_numbers(listed)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "shown": [(one, VALIDITY[one.validity], VALIDITY_TONES[one.validity]) for one in page],
        "marks": [(key, VALIDITY[key], numbers[key]) for key in SHOWN_VALIDITY if key in numbers],
        "total": sum(numbers.values()),
        "validity": validity,
        "years": document_years(request.government, request.today),
        "year": _year(request),
        "words": request.GET.get("q", ""),
        "crumbs": [(HOME, reverse("portal:home")), (LIST, "")],
    }
    return render(request, "portal/documents/list.html", context)


def document(request: PublicRequest, pk: int) -> HttpResponse:
    """One document beside its interpretations; with ?format=json its facts and text."""
    subject = get_object_or_404(public_documents(request.government, request.today), pk=pk)
    pieces = list(pieces_of(subject, is_public=True))
    if request.GET.get("format") == "json":
        told = {"body_html": _text(subject), "interpretations": [_piece_row(request, piece) for piece in pieces]}
        return as_json(request, [{**_row(request, subject), **told}])
    validity = subject.validity_on(request.today)
    context = {
        "subject": subject,
        "body_html": _text(subject),
        "files": files_for_public(subject.publication),
        "validity": VALIDITY[validity],
        "tone": VALIDITY_TONES[validity],
        "kind": DOCUMENT_KINDS[subject.kind],
        "joint": [one.name for one in subject.co_issuers.all()],
        "pieces": [(piece, FORMS[piece.form], _address(piece)) for piece in pieces],
        "history": _history(request, subject),
        "effects": _effects(request, subject),
        "crumbs": [(HOME, reverse("portal:home")), (LIST, reverse("portal:document_list")), (_BODY_TEXT, "")],
    }
    return render(request, "portal/documents/document.html", context)


def document_feed(request: PublicRequest) -> HttpResponse:
    """The newest documents as Atom."""
    title = f"{request.government.body.name} · {words(LIST)}"
    written = Atom1Feed(
        title=title,
        link=request.build_absolute_uri(reverse("portal:document_list")),
        feed_url=request.build_absolute_uri(reverse("portal:document_feed")),
        description=DEMO if is_demonstration(request.government) else "",
        subtitle=DEMO if is_demonstration(request.government) else None,
        language=get_language(),
    )
    newest = public_documents(request.government, request.today).order_by("-public_day", "-id")[:A_FEED]
    for one in newest:
        address = request.build_absolute_uri(reverse("portal:document", args=[one.pk]))
        at = make_aware(datetime.combine(one.public_on, time()), get_current_timezone()) if one.public_on else None
        told = " ".join(part for part in (one.number, words(VALIDITY[one.validity])) if part)
        written.add_item(
            title=one.title,
            link=address,
            unique_id=address,
            description=told,
            author_name=one.public_body.name,
            pubdate=at,
            updateddate=at,
        )
    return HttpResponse(written.writeString("utf-8"), content_type=written.content_type)


def interpretation_list(request: PublicRequest) -> HttpResponse:
    """All interpretations, newest first; filtered by form; with ?format=json or csv the same as a file."""
    found, form = public_pieces(request.government), request.GET.get("form", "")
    if form in FORMS:
        found = found.filter(form=form)
    wanted = request.GET.get("format")
    if wanted in ("json", "csv"):
        rows = [_piece_row(request, one) for one in found[:A_FILE]]
        return as_json(request, rows) if wanted == "json" else as_csv(request, rows, "interpretations")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "shown": [(one, FORMS[one.form], _address(one)) for one in page],
        "forms": FORMS.items(),
        "form": form,
        "crumbs": [(HOME, reverse("portal:home")), (LIST, reverse("portal:document_list")), (PIECES, "")],
    }
    return render(request, "portal/documents/interpretations.html", context)


def interpretation(request: PublicRequest, pk: int) -> HttpResponse:
    """One piece with the document it interprets."""
    subject = get_object_or_404(public_pieces(request.government), pk=pk)
    if request.GET.get("format") == "json":
        return as_json(request, [{**_piece_row(request, subject), "body_html": _text(subject)}])
    shown = public_documents(request.government, request.today).filter(pk=subject.document_id or 0).first()
    context = {
        "subject": subject,
        "body_html": _text(subject),
        "files": files_for_public(subject.publication),
        "form": FORMS[subject.form],
        "document": shown,
        "crumbs": [
            (HOME, reverse("portal:home")),
            (PIECES, reverse("portal:interpretation_list")),
            (_BODY_TEXT, ""),
        ],
    }
    return render(request, "portal/documents/interpretation.html", context)


_DAYS = ("formed_on", "issued_on", "effective_on", "valid_until", "amended_on", "repealed_on", "public_on")
_BEFALLS = ("amended_on", "repealed_on")
_BODY_TEXT = Text("正文", "Full text")


def _asked(documents: QuerySet[Any], request: PublicRequest) -> QuerySet[Any]:
    """Those that fit the year, the kind and the words of the address."""
    year = _year(request)
    if year is not None:
        documents = documents.filter(issued_on__gte=date(year, 1, 1), issued_on__lte=date(year, 12, 31))
    for word in request.GET.get("q", "")[:100].split():
        documents = documents.filter(Q(title__icontains=word) | Q(number_key__icontains=word))
    return documents


def _year(request: PublicRequest) -> int | None:
    given = request.GET.get("year", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) == 4 and given != "0000" else None


def _text(subject: NormativeDocument | Interpretation) -> str:
    return text_for_public(subject.publication, subject.text_html)


def _address(piece: Interpretation) -> str:
    if piece.publication_id:
        return reverse("portal:publication", args=[piece.publication_id])
    return reverse("portal:interpretation", args=[piece.pk])


def _seen(request: PublicRequest, pks: list[int]) -> Mapping[int, NormativeDocument]:
    return public_documents(request.government, request.today).in_bulk(pks)


def _history(
    request: PublicRequest, subject: NormativeDocument
) -> list[tuple[Text, date, NormativeDocument | None, str]]:
    """What befell it, each with the document that did it: a link, or the words that name one of no register.

    Of a document of the register that the public does not see nothing is told: only what befell this one, and when.
    """
    events = [event for event in subject.status_events.all() if event.on <= request.today]
    seen = _seen(request, [event.by_document_id for event in events if event.by_document_id])
    found = []
    for event in events:
        told = "" if event.by_document_id else event.by_words
        found.append((STATUS_EVENTS[event.kind], event.on, seen.get(event.by_document_id or 0), told))
    if subject.lapses_on and subject.lapses_on <= request.today and not any(e.kind == "lapsed" for e in events):
        found.append((STATUS_EVENTS["lapsed"], subject.lapses_on, None, ""))
    return found


def _effects(request: PublicRequest, subject: NormativeDocument) -> list[tuple[Text, NormativeDocument]]:
    """The documents that this one has amended, prolonged or repealed by now, where the public sees them."""
    effects = list(subject.effects.filter(on__lte=request.today))
    seen = _seen(request, [event.document_id for event in effects])
    return [(STATUS_EVENTS[event.kind], seen[event.document_id]) for event in effects if event.document_id in seen]


def _row(request: PublicRequest, one: NormativeDocument) -> dict[str, object]:
    """What a file says of one document; the names of the columns are stable. What lies ahead has not befallen it."""
    days = {name: getattr(one, name) for name in _DAYS}
    ahead = [name for name in _BEFALLS if days[name] and days[name] > request.today]
    days |= dict.fromkeys(ahead)
    return {
        "id": one.pk,
        "kind": one.kind,
        "title": one.title,
        "number": one.number,
        "public_body": one.public_body.name,
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        "validity": one.validity_on(request.today),
        "address": request.build_absolute_uri(reverse("portal:document", args=[one.pk])),
    }


def _piece_row(request: PublicRequest, one: Interpretation) -> dict[str, object]:
    return {
        "id": one.pk,
        "title": one.shown_title,
        "form": one.form,
        "public_body": one.public_body.name,
        "document": one.document_id or "",
        "about": one.about,
        "is_continued": one.is_continued,
        "source": one.source,
        "public_on": one.public_on.isoformat() if one.public_on else "",
        "address": request.build_absolute_uri(_address(one)),
    }
