"""Reads on normative documents and interpretations; the one place that says who sees which."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import BUSINESS
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import Government
from gongkai.apps.disclosure.document_flow import INTERPRETABLE
from gongkai.apps.disclosure.models import (
    Filing,
    Interpretation,
    InterpretationProblem,
    InterpretationWaiver,
    NormativeDocument,
    Publication,
)
from gongkai.errors import CalendarUnknown, InvalidInput
from gongkai.law import TimeLimit, interpretation_due, load_calendar, time_limit

_SHOWN = Q(publication__published_on__isnull=False, publication__withdrawn_on__isnull=True)
PUBLIC = _SHOWN | Q(publication__isnull=True, posted_on__isnull=False)
PUBLIC_DAY = Coalesce("publication__published_on", "posted_on")
"""The day a document, piece or rule first became public."""
UNDER_WAY = ("draft", "in_legality_review", "in_approval", "approved")
FILING_DAYS = "ogi.normative.filing_days"


def lapsed_by(day: date) -> Q:
    """Documents whose validity has run out on that day or before, without a repeal."""
    return Q(issued_on__isnull=False, repealed_on__isnull=True, valid_until__lt=day)


def in_force_on(day: date) -> Q:
    """Documents that were issued by that day and neither repealed nor lapsed: the stock of Table 2."""
    not_repealed = Q(repealed_on__isnull=True) | Q(repealed_on__gt=day)
    not_lapsed = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    return Q(issued_on__lte=day) & not_repealed & not_lapsed


def with_validity(documents: QuerySet[NormativeDocument], day: date) -> QuerySet[Any]:
    """Each with `validity` and `standing`, as NormativeDocument says them of that day: validity_on, state_on."""
    not_issued = Q(issued_on__isnull=True) | Q(issued_on__gt=day)
    worth = Case(
        When(not_issued, then=Value("not_issued")),
        When(Q(repealed_on__lte=day), then=Value("repealed")),
        When(Q(valid_until__lt=day), then=Value("lapsed")),
        When(Q(effective_on__gt=day), then=Value("not_yet")),
        When(Q(amended_on__lte=day), then=Value("amended")),
        default=Value("in_force"),
        output_field=CharField(),
    )
    is_ahead = Q(state="repealed", repealed_on__gt=day)
    standing = Case(When(is_ahead, then=Value("issued")), default=F("state"), output_field=CharField())
    return documents.annotate(validity=worth, standing=standing)


def desk_documents(user: User, day: date) -> QuerySet[Any]:
    """What this person's bodies have in their register, with all that a list shows."""
    mine = NormativeDocument.objects.filter(public_body__in=bodies_of(user, day, roles=BUSINESS))
    return with_validity(mine, day).select_related("public_body", "publication").order_by("-id")


def document_for(user: User, day: date, *, pk: int) -> NormativeDocument | None:
    """One document for a member of staff; None where it is not theirs to see."""
    found: NormativeDocument | None = desk_documents(user, day).filter(pk=pk).first()
    return found


def public_documents(government: Government, day: date) -> QuerySet[Any]:
    """What the public sees of one government's register, the newest first, with all that a list shows."""
    here = NormativeDocument.objects.filter(PUBLIC, public_body__path__startswith=government.body.path)
    listed: QuerySet[Any] = with_validity(here, day).annotate(public_day=PUBLIC_DAY)
    return listed.select_related("public_body", "publication").order_by("-issued_on", "-id")


def public_document_of(publication: Publication, government: Government, day: date) -> Any | None:
    """The entry of the register whose text this item carries; None for an item of any other type."""
    if publication.kind not in INTERPRETABLE:
        return None
    return public_documents(government, day).filter(publication=publication).first()


def document_years(government: Government, day: date) -> list[tuple[int, int]]:
    """The years in which documents that the public sees were issued, newest first, with how many."""
    by_year = public_documents(government, day).order_by().annotate(year=ExtractYear("issued_on"))
    return list(by_year.values_list("year").annotate(number=Count("id")).order_by("-year"))


def validity_numbers(documents: QuerySet[Any]) -> dict[str, int]:
    """How many of these there are of each validity."""
    return dict(documents.order_by().values_list("validity").annotate(number=Count("id")))


def public_pieces(government: Government) -> QuerySet[Interpretation]:
    """The interpretations the public sees, newest first."""
    here = Interpretation.objects.filter(PUBLIC, public_body__path__startswith=government.body.path)
    listed = here.annotate(public_day=PUBLIC_DAY).select_related("public_body", "publication", "document__publication")
    return listed.order_by("-public_day", "-id")


def pieces_of(document: NormativeDocument, *, is_public: bool) -> QuerySet[Interpretation]:
    """The interpretations of a document in the order in which they came; for the public only what it may see."""
    pieces = document.interpretations.select_related("publication", "problem")
    shown = pieces.filter(PUBLIC) if is_public else pieces
    return shown.annotate(public_day=PUBLIC_DAY).order_by(F("public_day").asc(nulls_last=True), "id")


def desk_pieces(user: User, day: date) -> QuerySet[Interpretation]:
    """The interpretations of this person's bodies, with all that a list shows."""
    mine = Interpretation.objects.filter(public_body__in=bodies_of(user, day, roles=BUSINESS))
    listed = mine.annotate(public_day=PUBLIC_DAY)
    return listed.select_related("public_body", "publication", "document__publication", "problem").order_by("-id")


def desk_problems(user: User, day: date) -> QuerySet[InterpretationProblem]:
    """The problems met by this person's bodies, with how many pieces answer each."""
    mine = InterpretationProblem.objects.filter(public_body__in=bodies_of(user, day, roles=BUSINESS))
    return mine.select_related("public_body", "document").annotate(pieces=Count("answers")).order_by("-id")


def problem_for(user: User, day: date, *, pk: int) -> InterpretationProblem | None:
    return desk_problems(user, day).filter(pk=pk).first()


def with_debts(documents: QuerySet[Any], day: date, *, until: date) -> QuerySet[Any]:
    """Documents for which something is to be done, each with what: on its way, to interpret, to file, about to end.

    until  documents whose validity ends from `day` to this day are about to end
    """
    done = Interpretation.objects.filter(PUBLIC, document=OuterRef("pk"))
    waived = InterpretationWaiver.objects.filter(document=OuterRef("pk"))
    filed = Filing.objects.filter(document=OuterRef("pk"))
    issued = Q(origin="typed", issued_on__isnull=False)
    owes = {
        "is_under_way": Q(state__in=UNDER_WAY),
        "owes_interpretation": PUBLIC & Q(origin="typed") & ~Exists(done) & ~Exists(waived),
        "owes_filing": issued & ~Q(kind="policy") & ~Exists(filed),
        "is_ending": Q(valid_until__gte=day, valid_until__lte=until, state="issued"),
    }
    marks = {
        name: Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
        for name, condition in owes.items()
    }
    marked: QuerySet[Any] = documents.annotate(**marks)
    return marked.filter(reduce(or_, (Q(**{name: True}) for name in owes)))


def interpretation_limit(document: NormativeDocument) -> TimeLimit | None:
    """The last day for its interpretation, from the day it became public; None before, or past the calendar."""
    if document.public_on is None:
        return None
    try:
        return interpretation_due(document.public_on, calendar=load_calendar())
    except (CalendarUnknown, InvalidInput):
        return None


def filing_limit(document: NormativeDocument) -> TimeLimit | None:
    """The last day to send it for record; None before it is issued, or past the calendar."""
    if document.issued_on is None:
        return None
    try:
        return time_limit(FILING_DAYS, document.issued_on, calendar=load_calendar())
    except (CalendarUnknown, InvalidInput):
        return None


def is_late(piece: Interpretation) -> bool:
    """Whether a first interpretation became public after the time its document left for it."""
    if piece.document is None or piece.is_continued or piece.public_on is None:
        return False
    limit = interpretation_limit(piece.document)
    return limit is not None and piece.public_on > limit.on
