"""The one way in which a state changes: lock, ask flow and roles, change, record, queue."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol, cast

from django.db import models
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import ROLES
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit, outbox
from gongkai.bilingual import Text
from gongkai.errors import NotPermitted
from gongkai.flow import Flow, Move


class Moving(Protocol):
    """A row that moves through a flow: it names its flow, where it stands, and the body it belongs to."""

    FLOW: Flow
    state: str
    public_body: PublicBody


@dataclass
class OpenMove:
    """A move being made: what follows from it, and what the audit log says of it."""

    move: Move
    events: list[tuple[str, models.Model]] = field(default_factory=list)
    facts: dict[str, audit.Fact] = field(default_factory=dict)

    def queue(self, event: str, subject: models.Model) -> None:
        self.events.append((event, subject))

    def note(self, **facts: audit.Fact) -> None:
        self.facts.update(facts)


@contextmanager
def make_move(
    subject: models.Model, name: str, *, by: User, at: datetime, on: date | None = None, facts: Collection[str] = ()
) -> Iterator[OpenMove]:
    """Take a row from one state to the next, inside the caller's transaction. Nothing else assigns `state`.

    The row is locked and read anew; the body of the `with` changes what else belongs to the act; on leaving, the row
    is saved, the entry written and the events queued.

    on      the legal day of the act; the day of `at` when it is not another
    facts   names of the facts the act gives
    raises  MoveRefused, NotPermitted
    """
    subject.refresh_from_db(from_queryset=type(subject)._default_manager.select_for_update())
    moving = cast(Moving, subject)
    move = moving.FLOW.check_move(moving.state, name, facts=facts)
    check_role(by, move, moving.public_body, on or localdate(at))
    opened = OpenMove(move, facts={"from": moving.state, "to": move.target})
    yield opened
    moving.state = move.target
    subject.full_clean()
    subject.save()
    act = f"{subject._meta.app_label}.{name}"
    audit.record(act, by=by.actor, at=at, subject=subject, body_id=moving.public_body.pk, facts=opened.facts)
    for event, about in opened.events:
        outbox.queue(event, about)


def check_role(user: User, move: Move, body: PublicBody, day: date) -> None:
    """Raises NotPermitted unless this person may make the move in that body on that day."""
    if move.by not in roles_in(user, body, day):
        words = Text("“{move}”由“{role}”办理。", "“{move}” is for the {role}.").format(
            move=move.label, role=ROLES[move.by].label
        )
        raise NotPermitted("role-needed", words)


def open_moves(subject: models.Model, *, by: User, on: date) -> Mapping[Move, bool]:
    """The moves of the state it stands in, in declared order, each with whether this person may make it."""
    moving = cast(Moving, subject)
    roles = roles_in(by, moving.public_body, on)
    return {move: move.by in roles for move in moving.FLOW.moves_from(moving.state)}
