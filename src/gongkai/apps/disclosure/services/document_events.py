"""What befalls a document after it was issued: amended, prolonged, repealed, lapsed, filed for record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import make_move
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.apps.core.typed import refuse_marked
from gongkai.apps.disclosure.document_register import lapsed_by
from gongkai.apps.disclosure.models import Filing, NormativeDocument, StatusEvent
from gongkai.apps.disclosure.personal_words import refuse_personal
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused, NotPermitted


@dataclass(frozen=True, slots=True)
class By:
    """The document by which something was done to another: one of the register, or the words that name it."""

    document: NormativeDocument | None = None
    words: str = ""

    def __bool__(self) -> bool:
        return self.document is not None or bool(self.words.strip())


def amend_document(document: NormativeDocument, *, on: date, changed_by: By, by: User, at: datetime) -> None:
    """It holds on as amended from that day, which may lie ahead. Call it outside any transaction.

    raises  InvalidInput for a day before it was issued, or words with personal data or a secrecy mark: they are public
    """
    _check_words(document, changed_by, by, at)
    with transaction.atomic(), make_move(document, "amend", by=by, at=at, facts=("basis",) if changed_by else ()):
        _check_event_day(document, on)
        days = {on, document.amended_on or on}
        document.amended_on = max((day for day in days if day <= localdate(at)), default=min(days))
        keep_event(document, "amended", on=on, changed_by=changed_by, by=by, at=at)


def prolong_document(
    document: NormativeDocument, *, until: date | None, on: date, changed_by: By, by: User, at: datetime
) -> None:
    """Its validity runs on to a later day, or without end. Called and raises as an amendment, and once it lapsed."""
    _check_words(document, changed_by, by, at)
    with transaction.atomic(), make_move(document, "prolong", by=by, at=at, facts=("basis",) if changed_by else ()):
        _check_event_day(document, on, last=localdate(at))
        _refuse_lapsed(document, localdate(at))
        if document.valid_until is None or (until is not None and until <= document.valid_until):
            words = Text("新的有效期没有更长。", "The new validity is not longer.")
            raise InvalidInput("not-prolonged", words, where="until")
        document.valid_until = until
        keep_event(document, "prolonged", on=on, until=until, changed_by=changed_by, by=by, at=at)


def repeal_document(document: NormativeDocument, *, on: date, changed_by: By, by: User, at: datetime) -> None:
    """It holds no more from that day, which may lie ahead; the document that repeals it is named.

    Called and raises as an amendment, and for a day after its validity ran out.
    """
    _check_words(document, changed_by, by, at)
    with transaction.atomic(), make_move(document, "repeal", by=by, at=at, facts=("basis",) if changed_by else ()):
        _check_event_day(document, on)
        _refuse_lapsed(document, on)
        document.repealed_on = on
        keep_event(document, "repealed", on=on, changed_by=changed_by, by=by, at=at)


def _check_words(document: NormativeDocument, changed_by: By, by: User, at: datetime) -> None:
    body = document.public_body
    refuse_marked(lines=[changed_by.words], by=by.actor, at=at, body_id=body.pk)
    refuse_personal({"by_words": changed_by.words}, body)


@transaction.atomic
def lapse_documents(*, on: date, by: Actor, at: datetime) -> int:
    """Record the lapse of every document whose validity ran out before this day. Safe to call twice.

    The validity itself follows from the day alone; this tells the register, the timeline and the audit log. The day of
    an amendment that was recorded ahead takes the place of the one before it.
    returns  how many lapses were recorded
    """
    _carry_amendments(on)
    due = NormativeDocument.objects.select_for_update().filter(lapsed_by(on)).exclude(status_events__kind="lapsed")
    documents = list(due.order_by("pk"))
    for document in documents:
        lapse = document.lapses_on
        assert lapse is not None, "only documents with a last day lapse"
        keep_event(document, "lapsed", on=lapse, by=None, at=at)
        facts: dict[str, audit.Fact] = {"on": lapse.isoformat()}
        body_id = document.public_body_id
        audit.record("disclosure.lapse", by=by, at=at, subject=document, body_id=body_id, facts=facts)
    return len(documents)


@transaction.atomic
def file_document(
    document: NormativeDocument, *, filed_on: date, filed_with: str, receipt: str, by: User, at: datetime
) -> Filing:
    """Record that it was sent to the superior for record.

    raises  NotPermitted for anybody but a clerk or the head of the office; MoveRefused before it is issued, or twice
    """
    document.refresh_from_db(from_queryset=NormativeDocument.objects.select_for_update())
    if not roles_in(by, document.public_body, localdate(at)) & {"clerk", "office_head"}:
        words = Text("备案由经办人或公开机构负责人登记。", "A clerk or the head of the office records the filing.")
        raise NotPermitted("role-needed", words)
    if document.issued_on is None:
        raise MoveRefused("not-issued", Text("文件尚未制发。", "The document is not issued yet."))
    if Filing.objects.filter(document=document).exists():
        raise MoveRefused("filed-already", Text("已经登记过备案。", "Its filing is recorded already."))
    if not document.issued_on <= filed_on <= localdate(at):
        words = Text("备案日期应在制发之后、今天以前。", "The day of filing lies between the issue and today.")
        raise InvalidInput("filing-day", words, where="filed_on")
    filing = Filing(document=document, filed_on=filed_on, filed_with=filed_with.strip(), receipt=receipt.strip())
    filing.recorded_by, filing.recorded_at = by, at
    filing.full_clean()
    filing.save()
    body_id = document.public_body_id
    audit.record("disclosure.file_document", by=by.actor, at=at, subject=document, body_id=body_id)
    return filing


def _refuse_lapsed(document: NormativeDocument, day: date) -> None:
    if document.valid_until is not None and document.valid_until < day:
        words = Text("文件已于{day}期满失效。", "Its validity ran out on {day}.").format(day=document.valid_until)
        raise InvalidInput("lapsed-already", words, where="on")


def _carry_amendments(day: date) -> None:
    come = StatusEvent.objects.filter(kind="amended", on__lte=day, document__amended_on__lt=F("on"))
    for event in come.order_by("on"):
        NormativeDocument.objects.filter(pk=event.document_id).update(amended_on=event.on)


def _check_event_day(document: NormativeDocument, on: date, *, last: date = date.max) -> None:
    assert document.issued_on is not None, "the flow lets only issued documents here"
    if on < document.issued_on:
        raise InvalidInput("event-day", Text("日期早于制发。", "The day lies before its issue."), where="on")
    if on > last:
        raise InvalidInput("event-day", Text("日期晚于今天。", "The day lies ahead."), where="on")


def keep_event(
    document: NormativeDocument,
    kind: str,
    *,
    on: date,
    by: User | None,
    at: datetime,
    until: date | None = None,
    changed_by: By | None = None,
) -> None:
    named = changed_by or By()
    if named.document is not None and (named.document.pk == document.pk or named.document.issued_on is None):
        words = Text("依据的文件应是另一份已制发的文件。", "It is done by another document, which was issued.")
        raise InvalidInput("basis-document", words, where="by_document")
    event = StatusEvent(document=document, kind=kind, on=on, until=until, by_document=named.document)
    event.by_words, event.recorded_by, event.recorded_at = named.words.strip(), by, at
    event.full_clean(exclude=["recorded_by"] if by is None else None)
    event.save()
