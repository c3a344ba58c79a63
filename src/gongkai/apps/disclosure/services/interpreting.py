"""Acts on interpretations: the plan, the pieces, the exception, and the log of problems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.core.typed import refuse_marked
from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.document_flow import FORMS, PROBLEM_SOURCES
from gongkai.apps.disclosure.models import (
    Interpretation,
    InterpretationPlan,
    InterpretationProblem,
    InterpretationWaiver,
    NormativeDocument,
    Publication,
)
from gongkai.apps.disclosure.personal_words import refuse_personal
from gongkai.apps.disclosure.services.drafting import draft_publication
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused, NotPermitted


@dataclass(frozen=True, slots=True)
class Plan:
    """How a document is to be interpreted.

    forms       keys of FORMS, at least one
    who         who interprets it
    outline     background, basis, aim, main content, for whom, what changes
    planned_on  when the pieces are to be ready
    """

    forms: tuple[str, ...]
    who: str
    outline: str
    planned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """An interpretation as it is begun.

    about    what it interprets, where that is no document of the register: a meeting, a measure
    source   of a forwarded piece: where it first stood, and its address
    problem  the problem it answers
    """

    form: str
    title: str
    body_html: str
    about: str = ""
    source: str = ""
    address: str = ""
    problem: InterpretationProblem | None = None


def plan_interpretation(document: NormativeDocument, *, plan: Plan, by: User, at: datetime) -> InterpretationPlan:
    """Make the plan, or change it while the document is not approved. Call it outside any transaction.

    raises  NotPermitted for anybody but a clerk; MoveRefused after the approval; InvalidInput
    """
    body_id = document.public_body_id
    refuse_marked(lines=[plan.who, *plan.outline.splitlines()], by=by.actor, at=at, body_id=body_id)
    if not plan.forms or not set(plan.forms) <= set(FORMS):
        words = Text("请至少选择一种解读形式。", "Choose at least one form of interpretation.")
        raise InvalidInput("interpretation-forms", words, where="forms")
    return _plan(document, plan, by=by, at=at)


@transaction.atomic
def _plan(document: NormativeDocument, plan: Plan, *, by: User, at: datetime) -> InterpretationPlan:
    document.refresh_from_db(from_queryset=NormativeDocument.objects.select_for_update())
    _check_role(document.public_body, "clerk", by, at)
    if document.state in ("approved", "issued", "repealed", "dropped"):
        words = Text("文件已经审签，解读方案不能再改。", "The document is approved; its plan can no longer be changed.")
        raise MoveRefused("plan-closed", words)
    made = InterpretationPlan.objects.filter(document=document).first() or InterpretationPlan(document=document)
    made.forms, made.who, made.outline = list(plan.forms), plan.who.strip(), plan.outline.strip()
    made.planned_on, made.made_by, made.made_at = plan.planned_on, by, at
    made.full_clean()
    made.save()
    facts: dict[str, audit.Fact] = {"forms": list(plan.forms)}
    body_id = document.public_body_id
    audit.record("disclosure.plan_interpretation", by=by.actor, at=at, subject=document, body_id=body_id, facts=facts)
    return made


def waive_interpretation(document: NormativeDocument, *, reason: str, by: User, at: datetime) -> None:
    """Let a document go on without an interpretation, for a reason that is kept. Call it outside any transaction."""
    refuse_marked(lines=[reason], by=by.actor, at=at, body_id=document.public_body_id)
    if not reason.strip():
        raise InvalidInput("reason-missing", Text("请写明理由。", "Give the reason."), where="reason")
    with transaction.atomic():
        document.refresh_from_db(from_queryset=NormativeDocument.objects.select_for_update())
        _check_role(document.public_body, "office_head", by, at)
        if InterpretationWaiver.objects.filter(document=document).exists():
            raise MoveRefused("waived-already", Text("已经免除。", "It is waived already."))
        waiver = InterpretationWaiver(document=document, reason=reason.strip(), by=by, at=at)
        waiver.full_clean()
        waiver.save()
        body_id = document.public_body_id
        audit.record("disclosure.waive_interpretation", by=by.actor, at=at, subject=document, body_id=body_id)


def draft_interpretation(
    *, body: PublicBody, piece: Piece, by: User, at: datetime, document: NormativeDocument | None = None
) -> Interpretation:
    """Begin a piece; its text is a publication that passes the reviews. Call it outside any transaction.

    raises  NotPermitted for anybody but a clerk of the body; InvalidInput for a piece of nothing, a form that does not
            exist, a forwarded one without its source, a secrecy mark, or personal data in what it is about
    """
    _check_piece(piece, document)
    refuse_marked(lines=[piece.about, piece.source], by=by.actor, at=at, body_id=body.pk)
    refuse_personal({"about": piece.about}, body)
    details = Details(kind="interpretation", source=piece.source.strip())
    drafted = draft_publication(body=body, title=piece.title, body_html=piece.body_html, by=by, at=at, details=details)
    return _bind(drafted, piece, document, by=by, at=at)


@transaction.atomic
def _bind(
    publication: Publication, piece: Piece, document: NormativeDocument | None, *, by: User, at: datetime
) -> Interpretation:
    made = Interpretation(public_body=publication.public_body, document=document, publication=publication)
    made.about, made.form, made.title = piece.about.strip(), piece.form, publication.title
    made.source, made.address, made.problem = piece.source.strip(), piece.address.strip(), piece.problem
    made.is_continued, made.created_at = is_continued(document, piece), at
    made.full_clean()
    made.save()
    facts: dict[str, audit.Fact] = {"document": document.pk if document else None, "form": piece.form}
    body_id = made.public_body_id
    audit.record("disclosure.draft_interpretation", by=by.actor, at=at, subject=made, body_id=body_id, facts=facts)
    return made


def is_continued(document: NormativeDocument | None, piece: Piece) -> bool:
    """A piece that answers a problem, or comes after the document was interpreted in public."""
    if document is None:
        return False
    public = document.interpretations.filter(publication__published_on__isnull=False)
    imported = document.interpretations.filter(publication__isnull=True, posted_on__isnull=False)
    return piece.problem is not None or public.exists() or imported.exists()


def record_problem(
    document: NormativeDocument,
    *,
    body: PublicBody,
    source: str,
    met_on: date,
    words: str,
    by: User,
    at: datetime,
) -> InterpretationProblem:
    """Log a problem met in carrying out a document. Call it outside any transaction.

    body    whose register keeps it: the body that met it
    raises  NotPermitted for anybody but a clerk or the head of the office there; InvalidInput
    """
    refuse_marked(lines=[words], by=by.actor, at=at, body_id=body.pk)
    if source not in PROBLEM_SOURCES:
        raise InvalidInput("problem-source", Text("没有这一来源。", "There is no such source."), where="source")
    if document.issued_on is None or not document.issued_on <= met_on <= localdate(at):
        told = Text("日期应在文件制发之后、今天以前。", "The day lies between the issue of the document and today.")
        raise InvalidInput("problem-day", told, where="met_on")
    with transaction.atomic():
        _check_role(body, "clerk", by, at)
        problem = InterpretationProblem(document=document, public_body=body, source=source, met_on=met_on)
        problem.words, problem.recorded_by, problem.recorded_at = words.strip(), by, at
        problem.full_clean()
        problem.save()
        audit.record("disclosure.record_problem", by=by.actor, at=at, subject=problem, body_id=body.pk)
    return problem


def close_problem(problem: InterpretationProblem, *, note: str, on: date, by: User, at: datetime) -> None:
    """Say how it was settled: by which pieces, or why none is needed. Call it outside any transaction."""
    refuse_marked(lines=[note], by=by.actor, at=at, body_id=problem.public_body_id)
    with transaction.atomic():
        problem.refresh_from_db(from_queryset=InterpretationProblem.objects.select_for_update())
        _check_role(problem.public_body, "clerk", by, at)
        if problem.closed_on is not None:
            raise MoveRefused("problem-closed", Text("这个问题已经办结。", "The problem is settled already."))
        if not note.strip():
            raise InvalidInput("note-missing", Text("请写明如何办结。", "Say how it was settled."), where="note")
        if not problem.met_on <= on <= localdate(at):
            told = Text("办结日期应在发现之后、今天以前。", "The day lies between its finding and today.")
            raise InvalidInput("problem-day", told, where="on")
        problem.closed_on, problem.closing_note = on, note.strip()
        problem.full_clean()
        problem.save()
        body_id = problem.public_body_id
        audit.record("disclosure.close_problem", by=by.actor, at=at, subject=problem, body_id=body_id)


def _check_piece(piece: Piece, document: NormativeDocument | None) -> None:
    if piece.form not in FORMS:
        raise InvalidInput("interpretation-form", Text("没有这种形式。", "There is no such form."), where="form")
    if document is None and not piece.about.strip():
        words = Text("请写明解读的文件或事项。", "Say which document or matter it interprets.")
        raise InvalidInput("interpretation-about", words, where="about")
    if piece.form == "forwarded" and not piece.source.strip():
        words = Text("转载的解读须写明来源。", "A forwarded interpretation names its source.")
        raise InvalidInput("interpretation-source", words, where="source")
    if piece.problem is not None and (document is None or piece.problem.document_id != document.pk):
        words = Text("这个问题属于另一份文件。", "That problem belongs to another document.")
        raise InvalidInput("interpretation-problem", words, where="problem")


def _check_role(body: PublicBody, role: str, by: User, at: datetime) -> None:
    held = roles_in(by, body, localdate(at))
    if role not in held and "office_head" not in held:
        words = Text("您在该单位没有办理这一事项的角色。", "You hold no role in that body that does this.")
        raise NotPermitted("role-needed", words)
