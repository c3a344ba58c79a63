"""The acts of the desk on a request: which form each needs, and which service does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import OnPaper, check_maker
from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.flow import INFO_REQUEST
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.services import fees
from gongkai.apps.inforequests.services.summaries import WRITE, write_summary
from gongkai.bilingual import Text
from gongkai.desk.inforequests import forms
from gongkai.desk.inforequests.forms import ActForm
from gongkai.flow import Move

DRAFT = Text("起草答复", "Draft the reply")
COMPLETE = Text("填写答复要素", "Fill in what the reply must say")
ON_PAPER: dict[str, tuple[Callable[..., object], str]] = {
    "advise": (services.advise, "opinion"),
    "object": (services.find_fault, "reason"),
    "clear_secrecy": (services.clear_secrecy, "basis"),
    "stop_secrecy": (services.stop_secrecy, "basis"),
    "sign": (services.sign, "opinion"),
    "return_draft": (services.return_draft, "reason"),
}
"""Decisions that may be signed on paper: the service, and what it calls the words that were written."""


@dataclass(frozen=True, slots=True)
class RequestAct:
    """One act of one office. `run` gets the request and what the form gave, besides `by` and `at`."""

    label: Text
    form: type[ActForm]
    run: Callable[..., object]
    role: str

    def check_maker(self, subject: InfoRequest, user: User, day: date) -> None:
        """Raises NotPermitted unless this person holds its role where it acts on the request."""
        check_maker(user, self.label, {self.role}, subject.office_for(self.role), day)

    def do(self, subject: InfoRequest, given: dict[str, Any], *, by: User, at: datetime) -> None:
        self.run(subject, **given, by=by, at=at)


def _of(move: str, form: type[ActForm], run: Callable[..., object]) -> tuple[str, RequestAct]:
    known = INFO_REQUEST.move(move)
    return move, RequestAct(known.label, form, run, known.by)


ACTS: dict[str, RequestAct] = dict(
    (
        _of("register", forms.NothingForm, services.register),
        _of("acknowledge", forms.NothingForm, services.acknowledge),
        _of("confirm_by_contact", forms.ContactForm, services.confirm_by_contact),
        _of("assign", forms.AssignForm, services.assign),
        _of("accept", forms.NothingForm, services.accept),
        _of("reject_assignment", forms.ReasonForm, services.reject_assignment),
        _of("bypass", forms.ReasonForm, services.bypass),
        _of("ask_correction", forms.AskCorrectionForm, services.ask_correction),
        _of("receive_correction", forms.CorrectionForm, services.receive_correction),
        _of("lapse_correction", forms.NothingForm, services.lapse_correction),
        _of("consult", forms.ConsultForm, services.consult),
        _of("record_arrival", forms.LetterForm, services.record_arrival),
        _of("record_opinion", forms.LetterForm, services.record_opinion),
        _of("extend", forms.ExtendForm, services.extend),
        _of("ask_reasons", forms.AskReasonsForm, services.ask_reasons),
        _of("record_reasons", forms.ReasonsForm, services.record_reasons),
        _of("set_delay", forms.DelayForm, services.set_delay),
        ("draft", RequestAct(DRAFT, forms.DraftForm, services.draft_reply, "handler")),
        ("complete_draft", RequestAct(COMPLETE, forms.SaysForm, services.complete_draft, "handler")),
        ("decide_fee", RequestAct(fees.DECIDE, forms.UnitsForm, fees.decide_fee, "handler")),
        _of("notice_fee", forms.DayForm, fees.notice_fee),
        _of("record_fee", forms.SlipForm, fees.record_fee),
        _of("lapse_fee", forms.NothingForm, fees.lapse_fee),
        _of("to_adviser", forms.NothingForm, services.submit_draft),
        _of("to_screening", forms.NothingForm, services.submit_draft),
        _of("advise", forms.OpinionForm, services.advise),
        _of("object", forms.ReasonForm, services.find_fault),
        _of("clear_secrecy", forms.BasisForm, services.clear_secrecy),
        _of("stop_secrecy", forms.BasisForm, services.stop_secrecy),
        _of("sign", forms.OpinionForm, services.sign),
        _of("return_draft", forms.ReasonForm, services.return_draft),
        _of("recall", forms.ReasonForm, services.recall),
        _of("serve", forms.ServeForm, services.serve),
        _of("record_delivery", forms.ProofForm, services.record_delivery),
        _of("record_withdrawal", forms.ProofForm, services.record_withdrawal),
        _of("archive", forms.NothingForm, services.archive),
        ("summary", RequestAct(WRITE, forms.SummaryForm, write_summary, "office_head")),
    )
)


def moves_on_paper(subject: InfoRequest) -> list[Move]:
    """The decisions on paper that are open where it stands."""
    return [move for move in INFO_REQUEST.moves_from(subject.state) if move.name in ON_PAPER]


def decide_on_paper(subject: InfoRequest, move: str, paper: OnPaper, said: str, *, by: User, at: datetime) -> None:
    """A decision of the legal adviser or of the leader as it was signed on paper."""
    run, words = ON_PAPER[move]
    run(subject, **{words: said}, by=by, at=at, on_paper=paper)
