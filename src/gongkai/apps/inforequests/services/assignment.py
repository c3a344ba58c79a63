"""Who handles a request: assigned to a unit, accepted or rejected by it, or gone on with by the office."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import make_move
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.inforequests.models import Assignment, InfoRequest
from gongkai.apps.inforequests.services.facts import given, keep_decision
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput


@transaction.atomic
def assign(info_request: InfoRequest, *, unit: PublicBody | None, by: User, at: datetime) -> None:
    """Give it to a handling unit, or to another one. Raises InvalidInput for a body elsewhere."""
    with make_move(info_request, "assign", by=by, at=at, facts=given(unit=unit)) as move:
        assert unit is not None, "the flow wants the unit"
        if not unit.path.startswith(info_request.root.path):
            raise InvalidInput("body-elsewhere", Text("该单位不属于本级政府。", "This body is of another government."))
        _answer(info_request, "replaced", "", move.signer, at)
        row = Assignment(info_request=info_request, unit=unit, assigned_by=move.signer, assigned_at=at)
        row.full_clean()
        row.save()
        info_request.unit = unit
        move.note(unit=unit.pk)


@transaction.atomic
def accept(info_request: InfoRequest, *, by: User, at: datetime) -> None:
    """The unit takes it in hand."""
    with make_move(info_request, "accept", by=by, at=at) as move:
        _answer(info_request, "accepted", "", move.signer, at)


@transaction.atomic
def reject_assignment(info_request: InfoRequest, *, reason: str, by: User, at: datetime) -> None:
    """The unit sends it back; the clock runs on, and the clerk assigns it anew."""
    with make_move(info_request, "reject_assignment", by=by, at=at, facts=given(reason=reason)) as move:
        _answer(info_request, "rejected", reason, move.signer, at)
        keep_decision(info_request, "reject_assignment", reason, move.signer, at)
        move.note(unit=info_request.unit_id)
        info_request.unit = None


@transaction.atomic
def bypass(info_request: InfoRequest, *, reason: str, by: User, at: datetime) -> None:
    """The head of the disclosure office does not wait for the unit's word: it handles it all the same."""
    with make_move(info_request, "bypass", by=by, at=at, facts=given(reason=reason)) as move:
        _answer(info_request, "bypassed", reason, move.signer, at)
        keep_decision(info_request, "bypass", reason, move.signer, at)


def _answer(info_request: InfoRequest, answer: str, reason: str, by: User, at: datetime) -> None:
    """Close the assignment that waits, where one does."""
    for row in info_request.assignments.filter(answer="pending"):
        row.answer, row.reason, row.answered_by, row.answered_at = answer, reason.strip(), by, at
        row.full_clean()
        row.save()
