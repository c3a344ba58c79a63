"""Acts on normative documents on their way: registered, found lawful, approved, issued."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import OnPaper, make_move
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.selectors import bodies_by_name
from gongkai.apps.core import audit
from gongkai.apps.core.typed import refuse_marked
from gongkai.apps.disclosure import clock
from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.document_flow import DOCUMENT_KINDS, PUBLISHED_AS, RULES
from gongkai.apps.disclosure.interpretation_rule import bars_of_way, is_text_reviewed, take_from_register
from gongkai.apps.disclosure.models import (
    CoIssuer,
    DocumentReturn,
    LegalityReview,
    NormativeDocument,
    Publication,
    Version,
)
from gongkai.apps.disclosure.people import OWN_WORK
from gongkai.apps.disclosure.services.document_events import keep_event
from gongkai.apps.disclosure.services.drafting import draft_publication
from gongkai.apps.disclosure.texts import authors_of, working_text
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused
from gongkai.law import power_to_make_rules
from gongkai.text.document_numbers import document_number


@dataclass(frozen=True, slots=True)
class Issue:
    """What is fixed when a document is numbered and issued.

    formed_on     成文日期
    issued_on     the day it was issued; by it the document is counted
    effective_on  first day in effect; the day of issue where it is None
    valid_until   last day of its validity; None where it sets none
    """

    number: str
    formed_on: date
    issued_on: date
    effective_on: date | None = None
    valid_until: date | None = None


def check_power(kind: str, body: PublicBody, on: date) -> None:
    """Raises InvalidInput, with the article, where a body without that power would make rules (规章)."""
    if kind != RULES:
        return
    power = power_to_make_rules(body.kind, on)
    if power.choice != "may":
        words = Text(
            "{name}无权制定规章（{cite}），不能登记；规章一栏按0计。",
            "{name} has no power to make rules ({cite}); it has none to enter, and Table 2 counts 0.",
        )
        cite = power.cite.printed
        raise InvalidInput("no-power-to-make-rules", words.format(name=body.name, cite=cite), where="kind")


def register_document(
    *,
    body: PublicBody,
    title: str,
    body_html: str,
    by: User,
    at: datetime,
    kind: str = "normative",
    co_issuers: Sequence[str] = (),
) -> NormativeDocument:
    """Begin a document; its text begins as a publication of its own. Call it outside any transaction.

    co_issuers  names of the bodies that issue it together with this one, the lead
    raises      NotPermitted for anybody but a clerk; InvalidInput for rules of a body without that power, a kind that
                does not exist, or a text with a secrecy mark
    """
    if kind not in DOCUMENT_KINDS:
        raise InvalidInput(
            "document-kind", Text("没有这一种文件。", "There is no such kind of document."), where="kind"
        )
    check_power(kind, body, localdate(at))
    refuse_marked(lines=co_issuers, by=by.actor, at=at, body_id=body.pk)
    details = Details(kind=PUBLISHED_AS[kind])
    publication = draft_publication(body=body, title=title, body_html=body_html, by=by, at=at, details=details)
    return _register(publication, kind, co_issuers, by=by, at=at)


@transaction.atomic
def _register(
    publication: Publication, kind: str, co_issuers: Sequence[str], *, by: User, at: datetime
) -> NormativeDocument:
    body = publication.public_body
    document = NormativeDocument(public_body=body, kind=kind, publication=publication, title=publication.title)
    document.created_at = at
    document.full_clean()
    document.save()
    clock.settle(publication)
    publication.save()
    keep_co_issuers(document, co_issuers)
    audit.record("disclosure.register_document", by=by.actor, at=at, subject=document, body_id=body.pk)
    return document


def names_of(typed: str) -> list[str]:
    """The names in a list with ideographic commas, commas or semicolons, each once."""
    return list(dict.fromkeys(name.strip() for name in re.split("[、，,；;]", typed) if name.strip()))


def keep_co_issuers(document: NormativeDocument, names: Sequence[str]) -> None:
    """The bodies that issue it with the lead, bound to the register where their name stands there."""
    wanted = names_of("、".join(names))
    known = bodies_by_name(wanted, int(document.public_body.path.split("/")[1])) if wanted else {}
    CoIssuer.objects.bulk_create(
        CoIssuer(document=document, name=name, public_body_id=known.get(name)) for name in wanted
    )


@transaction.atomic
def send_to_legality_review(document: NormativeDocument, *, by: User, at: datetime) -> None:
    """Hand the text in work to the legal adviser."""
    with make_move(document, "send_to_legality_review", by=by, at=at) as move:
        _take_title(document)
        move.note(version=_text_of(document).number)


def review_legality(
    document: NormativeDocument,
    *,
    is_lawful: bool,
    opinion: str,
    by: User,
    at: datetime,
    on_paper: OnPaper | None = None,
) -> None:
    """What the legal adviser finds in the text in work. Call it outside any transaction.

    raises  MoveRefused for an author of the text, or without an opinion
    """
    refuse_marked(lines=[opinion], by=by.actor, at=at, body_id=document.public_body_id)
    _review_legality(document, is_lawful, opinion.strip(), by, at, on_paper)


@transaction.atomic
def _review_legality(
    document: NormativeDocument, is_lawful: bool, opinion: str, by: User, at: datetime, on_paper: OnPaper | None
) -> None:
    name, facts = "find_lawful" if is_lawful else "find_unlawful", ("opinion",) if opinion else ()
    with make_move(document, name, by=by, at=at, facts=facts, on_paper=on_paper) as move:
        _refuse_author(document, move.signer)
        review = LegalityReview(document=document, is_lawful=is_lawful, opinion=opinion, by=move.signer, at=at)
        review.version = _text_of(document).number
        review.full_clean()
        review.save()
        move.note(version=review.version)


@transaction.atomic
def approve_document(document: NormativeDocument, *, by: User, at: datetime, on_paper: OnPaper | None = None) -> None:
    """The leader approves the text that was found lawful, together with its interpretation. law: r80

    raises  MoveRefused without the plan and a draft of its interpretation, or after the text was changed
    """
    with make_move(document, "approve_document", by=by, at=at, on_paper=on_paper) as move:
        _refuse_author(document, move.signer)
        _refuse_changed(document)
        _check_way(document, "approve_document")


def return_document(
    document: NormativeDocument, *, reason: str, by: User, at: datetime, on_paper: OnPaper | None = None
) -> None:
    """Back to the clerk; the legality review is made anew.

    So goes also what is issued, where its text has to be put right: it keeps its number and its days, counts on as it
    did, and goes out again only after it was found lawful, approved and issued anew. law: r80
    Call it outside any transaction.
    raises  MoveRefused for a document whose text is not here; InvalidInput for a reason with a secrecy mark
    """
    refuse_marked(lines=[reason], by=by.actor, at=at, body_id=document.public_body_id)
    _give_up(document, "return_document", reason.strip(), by, at, on_paper)


def drop_document(document: NormativeDocument, *, reason: str, by: User, at: datetime) -> None:
    """It will not be made. Its draft stays where it is, and cannot be published as a document any more.

    Called and raises as a return.
    """
    refuse_marked(lines=[reason], by=by.actor, at=at, body_id=document.public_body_id)
    _give_up(document, "drop", reason.strip(), by, at)


@transaction.atomic
def _give_up(
    document: NormativeDocument, name: str, reason: str, by: User, at: datetime, on_paper: OnPaper | None = None
) -> None:
    with make_move(document, name, by=by, at=at, facts=("reason",) if reason else (), on_paper=on_paper) as move:
        _check_way(document, name)
        kept = DocumentReturn(document=document, move=name, version=_text_of(document).number, reason=reason)
        kept.by, kept.at = move.signer, at
        kept.full_clean()
        kept.save()


@transaction.atomic
def issue_document(document: NormativeDocument, *, issue: Issue, by: User, at: datetime) -> None:
    """Number it and fix its days; from then on it counts. One registration, one number.

    What comes back after it was issued once keeps them.
    raises  InvalidInput for days out of order, a number that was given before, or another one than it has
    """
    facts = ("number",) if issue.number.strip() else ()
    with make_move(document, "issue", by=by, at=at, facts=facts) as move:
        _refuse_changed(document)
        _take_title(document)
        if document.issued_on is None:
            _fix(document, issue, by, at)
        elif issue_of(document) != replace(
            issue, number=document_number(issue.number), effective_on=issue.effective_on or issue.issued_on
        ):
            words = Text("文号和日期在首次制发时已经登记，不能另给。", "It keeps the number and the days of its issue.")
            raise InvalidInput("issued-already", words, where="number")
        move.note(number=document.number, issued_on=issue.issued_on.isoformat())
    carry_to_publication(document)


def issue_of(document: NormativeDocument) -> Issue:
    """Number and days of a document that was issued."""
    assert document.formed_on is not None, "only what was issued has one"
    assert document.issued_on is not None, "only what was issued has one"
    return Issue(document.number, document.formed_on, document.issued_on, document.effective_on, document.valid_until)


def _fix(document: NormativeDocument, issue: Issue, by: User, at: datetime) -> None:
    check_days(issue, today=localdate(at))
    document.take_number(issue.number)
    same = NormativeDocument.objects.filter(public_body=document.public_body, number_key=document.number_key)
    if same.exclude(pk=document.pk).exists():
        words = Text("文号“{number}”已经用过。", "The number {number} was given before.")
        raise InvalidInput("number-taken", words.format(number=document.number), where="number")
    document.formed_on, document.issued_on = issue.formed_on, issue.issued_on
    document.effective_on = issue.effective_on or issue.issued_on
    document.valid_until = issue.valid_until
    keep_event(document, "issued", on=issue.issued_on, until=issue.valid_until, by=by, at=at)


def check_days(issue: Issue, *, today: date) -> None:
    """Formed, then issued, and not ahead; valid at least on the first day in effect. Raises InvalidInput."""
    faults = (
        (issue.issued_on < issue.formed_on, "issued_on", _ISSUED_EARLY),
        (issue.issued_on > today, "issued_on", _ISSUED_AHEAD),
        (issue.effective_on is not None and issue.effective_on < issue.formed_on, "effective_on", _EFFECTIVE_EARLY),
        (
            issue.valid_until is not None
            and issue.valid_until < max(issue.effective_on or issue.issued_on, issue.issued_on),
            "valid_until",
            _VALID_SHORT,
        ),
    )
    for is_wrong, where, words in faults:
        if is_wrong:
            raise InvalidInput("document-days", words, where=where)


_ISSUED_EARLY = Text("制发日期早于成文日期。", "It was issued before it was formed.")
_ISSUED_AHEAD = Text("制发日期晚于今天。", "The day of issue lies ahead.")
_EFFECTIVE_EARLY = Text("施行日期早于成文日期。", "It takes effect before it was formed.")
_VALID_SHORT = Text("有效期在施行之前就已届满。", "Its validity ends before it takes effect.")


def carry_to_publication(document: NormativeDocument) -> None:
    """Number and day of the register into the row of its text; its clock runs from that day."""
    publication = document.publication
    if publication is None or document.issued_on is None:
        return
    publication.refresh_from_db(from_queryset=Publication.objects.select_for_update())
    take_from_register(publication, document)
    clock.settle(publication)
    publication.full_clean()
    publication.save()


def _text_of(document: NormativeDocument) -> Version:
    assert document.publication is not None, "a document of ours has its text in a publication"
    return working_text(document.publication)


def _take_title(document: NormativeDocument) -> None:
    """The title of the text in work, as long as the public reads none."""
    assert document.publication is not None
    if document.publication.published_on is None:
        document.title = _text_of(document).title


def _check_way(document: NormativeDocument, move: str) -> None:
    bar = bars_of_way(document).get(move)
    if bar is not None:
        raise bar


def _refuse_author(document: NormativeDocument, person: User) -> None:
    assert document.publication is not None
    if person.pk in authors_of(document.publication):
        raise MoveRefused("own-work", OWN_WORK)


def _refuse_changed(document: NormativeDocument) -> None:
    if not is_text_reviewed(document):
        words = Text("文本在合法性审核之后改动过。", "The text was changed after the legality review.")
        hint = Text("请退回后重新送合法性审核。", "Send it back to be reviewed anew.")
        raise MoveRefused("text-changed", words, hint=hint)
