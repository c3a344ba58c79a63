"""The one way in which a state changes: lock, ask flow and roles, change, record, queue."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol, cast

from django.db import models, transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import PaperSignOff, User
from gongkai.apps.accounts.roles import APPLICANT, BUSINESS, ROLES
from gongkai.apps.accounts.selectors import Mandate, mandate_for, roles_in
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit, outbox
from gongkai.apps.core.actors import PUBLIC
from gongkai.apps.core.models import Attachment, AuditEntry
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused, NotPermitted
from gongkai.flow import Flow, Move


class Moving(Protocol):
    """A row that moves through a flow: it names its flow, where it stands, and the body it belongs to."""

    FLOW: Flow
    state: str
    public_body: PublicBody


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A decision that was signed on paper: by whom, on which day, and the scan that was stored of it."""

    signer: User
    signed_on: date
    scan: Attachment


@dataclass
class OpenMove:
    """A move being made: whose decision it is, what follows from it, and what the audit log says of it.

    signer   who decides: the person who acts, or who signed on paper
    mandate  by what right
    """

    move: Move
    signer: User
    mandate: Mandate
    events: list[tuple[str, models.Model]] = field(default_factory=list)
    facts: dict[str, audit.Fact] = field(default_factory=dict)

    def queue(self, event: str, subject: models.Model) -> None:
        self.events.append((event, subject))

    def note(self, **facts: audit.Fact) -> None:
        self.facts.update(facts)


@dataclass(frozen=True, slots=True)
class Openness:
    """Whether somebody may make a move now; false in a condition when they may not.

    why   why not; None when they may
    """

    why: Text | None = None

    def __bool__(self) -> bool:
        return self.why is None


@contextmanager
def make_move(
    subject: models.Model,
    name: str,
    *,
    by: User,
    at: datetime,
    on: date | None = None,
    facts: Collection[str] = (),
    on_paper: OnPaper | None = None,
) -> Iterator[OpenMove]:
    """Take a row from one state to the next, inside the caller's transaction. Nothing else assigns `state`.

    The row is locked and read anew; the body of the `with` changes what else belongs to the act; on leaving, the row
    is saved, the entry written and the events queued.

    on        the legal day of the act; the day of `at` when it is not another
    facts     names of the facts the act gives
    on_paper  the decision was signed on paper: the signer needs the role, on the day of signing; `by` enters it
    raises    MoveRefused, NotPermitted, InvalidInput; TransactionManagementError outside a transaction
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a move is made inside the transaction of its act")
    subject.refresh_from_db(from_queryset=type(subject)._default_manager.select_for_update())
    moving = cast(Moving, subject)
    move = check_move(moving, name, facts=facts)
    signer, day = (by, on or localdate(at)) if on_paper is None else (on_paper.signer, on_paper.signed_on)
    mandate = check_role(signer, move, office_for(moving, move.by), day)
    opened = OpenMove(move, signer, mandate, facts={"from": moving.state, "to": move.target, "grant": mandate.grant_id})
    if mandate.on_behalf_of is not None:
        opened.note(on_behalf_of=mandate.on_behalf_of)
    if on_paper is not None:
        _record_paper(subject, opened, on_paper, by, at)
    yield opened
    moving.state = move.target
    subject.full_clean()
    subject.save()
    act = f"{subject._meta.app_label}.{name}"
    audit.record(act, by=by.actor, at=at, subject=subject, body_id=moving.public_body.pk, facts=opened.facts)
    for event, about in opened.events:
        outbox.queue(event, about)


@contextmanager
def make_public_move(
    subject: models.Model, name: str, *, at: datetime, facts: Collection[str] = ()
) -> Iterator[dict[str, audit.Fact]]:
    """The same for a move that the flow leaves to the public; the caller has checked that it is theirs to make.

    Yields what the audit log will say of it.  raises  MoveRefused; NotPermitted for a move of staff
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a move is made inside the transaction of its act")
    subject.refresh_from_db(from_queryset=type(subject)._default_manager.select_for_update())
    moving = cast(Moving, subject)
    move = check_move(moving, name, facts=facts)
    if move.by != APPLICANT.name:
        raise NotPermitted("role-needed", _for_the(move))
    told: dict[str, audit.Fact] = {"from": moving.state, "to": move.target}
    yield told
    moving.state = move.target
    subject.full_clean()
    subject.save()
    act = f"{subject._meta.app_label}.{name}"
    audit.record(act, by=PUBLIC, at=at, subject=subject, body_id=moving.public_body.pk, facts=told)


def check_role(user: User, move: Move, body: PublicBody, day: date) -> Mandate:
    """The right by which this person may make the move in that body on that day. Raises NotPermitted without one."""
    mandate = mandate_for(user, move.by, body, day)
    if mandate is None:
        raise NotPermitted("role-needed", _for_the(move))
    return mandate


def check_maker(user: User, act: Text, roles: Collection[str], body: PublicBody, day: date) -> None:
    """Raises NotPermitted unless this person holds one of the roles of an act there: before its form is read."""
    if roles_in(user, body, day).isdisjoint(roles):
        raise NotPermitted("role-needed", _for_one_of(act, roles))


def open_moves(
    subject: models.Model, *, by: User, on: date, bars: Mapping[str, Text] | None = None
) -> Mapping[Move, Openness]:
    """The moves of the state it stands in, in declared order, each with whether this person may make it, or why not.

    bars  further reasons against a move, by its name, as the register knows them
    """
    moving = cast(Moving, subject)
    bars, roles = bars or {}, roles_for(subject, by, on)
    return {
        move: Openness(bars.get(move.name) if move.by in roles else _for_the(move))
        for move in flow_of(moving).moves_from(moving.state)
    }


def office_for(moving: Moving, role: str) -> PublicBody:
    """The body in which a role acts on this row: its own, unless the row says another (`office_for`)."""
    said = getattr(moving, "office_for", None)
    return moving.public_body if said is None else cast(PublicBody, said(role))


def roles_for(subject: models.Model, user: User, day: date) -> frozenset[str]:
    """The roles in which this person acts on that row."""
    bodies = {role: office_for(cast(Moving, subject), role) for role in ROLES}
    held = {pk: roles_in(user, body, day) for pk, body in {body.pk: body for body in bodies.values()}.items()}
    return frozenset(role for role, body in bodies.items() if role in held[body.pk])


def maker_of(move: Move) -> Text:
    """Who makes a move, in words."""
    return ROLES.get(move.by, APPLICANT).label


def check_move(moving: Moving, name: str, *, facts: Collection[str] = ()) -> Move:
    """The move, if this row may make it where it stands. Raises MoveRefused, also for a step not of its own flow."""
    flow = flow_of(moving)
    move = moving.FLOW.move(name)
    if move.name not in {own.name for own in flow.moves}:
        words = Text("这一件的流程中没有“{move}”。", "{move} is no step of this one.").format(move=move.label)
        raise MoveRefused("move-not-open", words)
    return flow.check_move(moving.state, name, facts=facts)


def flow_of(moving: Moving) -> Flow:
    """The flow of this very row where it has one of its own (`flow`), else that of its kind."""
    return cast(Flow, getattr(moving, "flow", moving.FLOW))


def _for_the(move: Move) -> Text:
    return _for_one_of(move.label, [move.by])


def _for_one_of(act: Text, roles: Collection[str]) -> Text:
    """Whose act it is, in the order of the offices."""
    makers = [role.label for name, role in ROLES.items() if name in roles] or [APPLICANT.label]
    named = Text("”或“".join(maker.zh for maker in makers), " or the ".join(maker.en for maker in makers))
    return Text("“{move}”由“{role}”办理。", "“{move}” is for the {role}.").format(move=act, role=named)


def _reached_on(subject: models.Model) -> date | None:
    """The day on which a row came to where it stands; where a signature on paper brought it there, the day of that."""
    about = AuditEntry.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    last = about.filter(facts__to=cast(Moving, subject).state).order_by("-id").first()
    if last is None:
        return None
    paper = PaperSignOff.objects.filter(pk=last.facts.get("on_paper")).first()
    return localdate(last.at) if paper is None else paper.signed_on


def _record_paper(subject: models.Model, opened: OpenMove, paper: OnPaper, by: User, at: datetime) -> None:
    """Keep who signed and who entered it. Raises NotPermitted, InvalidInput."""
    body, today = cast(Moving, subject).public_body, localdate(at)
    if not roles_in(by, body, today) & BUSINESS:
        words = Text(
            "只有本单位的工作人员可以登记纸质签批。", "Only staff of the body may enter what was signed on paper."
        )
        raise NotPermitted("paper-recorder", words)
    if paper.signed_on > today:
        words = Text("签字日期晚于今天。", "The day of signing is after today.")
        raise InvalidInput("paper-day", words, where="signed_on")
    reached_on = _reached_on(subject)
    if reached_on is not None and paper.signed_on < reached_on:
        words = Text(
            "签字日期早于送到这一步的日期（{day}）。", "The day of signing is before it came to this step ({day})."
        ).format(day=reached_on.isoformat())
        raise InvalidInput("paper-too-early", words, where="signed_on")
    record = PaperSignOff(
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        move=opened.move.name,
        role=opened.mandate.role,
        public_body=body,
        signer=paper.signer,
        signed_on=paper.signed_on,
        recorded_by=by,
        recorded_at=at,
        scan=paper.scan,
    )
    record.full_clean()
    record.save()
    opened.note(on_paper=record.pk, signed_by=paper.signer.pk)
