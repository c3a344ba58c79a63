"""The acts of the desk on a review or suit: which form each needs, and which service does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import Openness, check_maker, open_moves
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.remedies import services
from gongkai.apps.remedies.clock import ending_of, last_stage
from gongkai.apps.remedies.flow import DISPUTE
from gongkai.apps.remedies.models import Dispute
from gongkai.apps.remedies.services.facts import MAKER
from gongkai.apps.remedies.words import FACT_KINDS
from gongkai.bilingual import Text
from gongkai.desk.remedies import forms
from gongkai.desk.remedies.forms import ActForm

FOR_HANDLERS = Text("由承办人登记。", "It is for a handler.")


@dataclass(frozen=True, slots=True)
class DisputeAct:
    """One act of one office. `run` gets the dispute and what the form gave, besides `by` and `at`."""

    label: Text
    form: type[ActForm]
    run: Callable[..., object]
    role: str

    def check_maker(self, subject: Dispute, user: User, day: date) -> None:
        """Raises NotPermitted unless this person holds its role in the body of the dispute."""
        check_maker(user, self.label, {self.role}, subject.public_body, day)

    def do(self, subject: Dispute, given: dict[str, Any], *, by: User, at: datetime) -> None:
        self.run(subject, **given, by=by, at=at)


def _of(move: str, form: type[ActForm], run: Callable[..., object]) -> tuple[str, DisputeAct]:
    known = DISPUTE.move(move)
    return move, DisputeAct(known.label, form, run, known.by)


def _fact(kind: str, form: type[ActForm], run: Callable[..., object]) -> tuple[str, DisputeAct]:
    return kind, DisputeAct(FACT_KINDS[kind], form, run, MAKER)


ACTS: dict[str, DisputeAct] = dict(
    (
        _of("answer", forms.ProofForm, services.answer),
        _of("decide", forms.DecideForm, services.decide),
        _of("appeal", forms.DayForm, services.appeal),
        _of("retry", forms.DayForm, services.retry),
        _of("close", forms.NothingForm, services.close),
        _of("archive", forms.NothingForm, services.archive),
        _fact("accepted", forms.DayForm, services.record_acceptance),
        _fact("extended", forms.ExtendForm, services.record_extension),
        _fact("told", forms.DayForm, services.record_told),
        _fact("reanswered", forms.ProofForm, services.record_reanswer),
    )
)


def open_acts(subject: Dispute, user: User, day: date) -> list[tuple[str, Text, Openness]]:
    """Name, label and openness of what staff may do now, what they may do first."""
    moves = open_moves(subject, by=user, on=day)
    listed = [(move.name, move.label, may) for move, may in moves.items()]
    may = Openness(None if MAKER in roles_in(user, subject.public_body, day) else FOR_HANDLERS)
    listed += [(kind, FACT_KINDS[kind], may) for kind in _open_facts(subject)]
    return sorted(listed, key=lambda one: not one[2])


def _open_facts(subject: Dispute) -> Iterator[str]:
    """The facts that may still come of the latest stage."""
    if subject.state == "archived":
        return
    stage = last_stage(subject)
    ending, known = ending_of(stage), {fact.kind for fact in stage.facts.all()}
    if ending is None:
        if "accepted" not in known:
            yield "accepted"
        elif stage.level == "review" and not stage.is_simple and "extended" not in known:
            yield "extended"
        return
    if "told" not in known:
        yield "told"
    if ending.orders_reanswer and "reanswered" not in known:
        yield "reanswered"
