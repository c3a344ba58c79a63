"""The acts of the desk on a document: which form each needs, who does it, and which service does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import OnPaper, Openness, check_maker, open_moves
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.disclosure.document_flow import DOCUMENT
from gongkai.apps.disclosure.interpretation_rule import bars_of_way
from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.apps.disclosure.services import document_events as events
from gongkai.apps.disclosure.services import documents as services
from gongkai.apps.disclosure.services import interpreting
from gongkai.bilingual import Text
from gongkai.desk.documents import forms
from gongkai.flow import Move

Run = Callable[[NormativeDocument, Any, User, datetime], object]
ON_PAPER = ("find_lawful", "find_unlawful", "approve_document", "return_document")
OFFICE = frozenset({"clerk", "office_head"})


def always(_document: NormativeDocument, _day: date) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class DocumentAct:
    """One act of one office. `run` gets the document and the form; what is no move of the flow says when it is open."""

    label: Text
    form: type[forms.ActForm]
    run: Run
    roles: frozenset[str] = OFFICE
    is_open: Callable[[NormativeDocument, date], bool] = field(default=always)

    def check_maker(self, document: NormativeDocument, user: User, day: date) -> None:
        """Raises NotPermitted unless this person holds one of its roles in the body of the document."""
        check_maker(user, self.label, self.roles, document.public_body, day)


def _of(move: str, form: type[forms.ActForm], run: Run) -> tuple[str, DocumentAct]:
    known = DOCUMENT.move(move)
    return move, DocumentAct(known.label, form, run, frozenset({known.by}))


def _said(form: forms.ActForm, name: str) -> str:
    return str(form.cleaned_data[name])


def _basis(form: forms.ActForm) -> events.By:
    return events.By(form.cleaned_data["by_document"], form.cleaned_data["by_words"])


def _issue(document: NormativeDocument, form: forms.ActForm, by: User, at: datetime) -> None:
    services.issue_document(document, issue=services.Issue(**form.cleaned_data), by=by, at=at)


def _amend(document: NormativeDocument, form: forms.ActForm, by: User, at: datetime) -> None:
    events.amend_document(document, on=form.cleaned_data["on"], changed_by=_basis(form), by=by, at=at)


def _prolong(document: NormativeDocument, form: forms.ActForm, by: User, at: datetime) -> None:
    given = form.cleaned_data
    events.prolong_document(document, until=given["until"], on=given["on"], changed_by=_basis(form), by=by, at=at)


def _repeal(document: NormativeDocument, form: forms.ActForm, by: User, at: datetime) -> None:
    events.repeal_document(document, on=form.cleaned_data["on"], changed_by=_basis(form), by=by, at=at)


def _plan(document: NormativeDocument, form: forms.ActForm, by: User, at: datetime) -> None:
    given = form.cleaned_data
    plan = interpreting.Plan(tuple(given["piece_forms"]), given["who"], given["outline"], given["planned_on"])
    interpreting.plan_interpretation(document, plan=plan, by=by, at=at)


def _interpret(document: NormativeDocument, form: forms.ActForm, by: User, at: datetime) -> None:
    given = form.cleaned_data
    piece = interpreting.Piece(
        given["form"],
        given["title"],
        form.body_html,  # type: ignore[attr-defined]
        source=given["source"],
        address=given["address"],
        problem=given["problem"],
    )
    interpreting.draft_interpretation(body=document.public_body, document=document, piece=piece, by=by, at=at)


def _record(document: NormativeDocument, form: forms.ActForm, by: User, at: datetime) -> None:
    interpreting.record_problem(document, by=by, at=at, **form.cleaned_data)


def _review(is_lawful: bool) -> Run:
    return lambda document, form, by, at: services.review_legality(
        document, is_lawful=is_lawful, opinion=_said(form, "opinion"), by=by, at=at
    )


ACTS: dict[str, DocumentAct] = dict(
    (
        _of(
            "send_to_legality_review",
            forms.NothingForm,
            lambda document, _form, by, at: services.send_to_legality_review(document, by=by, at=at),
        ),
        _of("find_lawful", forms.OpinionForm, _review(True)),
        _of("find_unlawful", forms.OpinionForm, _review(False)),
        _of(
            "approve_document",
            forms.NothingForm,
            lambda document, _form, by, at: services.approve_document(document, by=by, at=at),
        ),
        _of(
            "return_document",
            forms.ReasonForm,
            lambda document, form, by, at: services.return_document(
                document, reason=_said(form, "reason"), by=by, at=at
            ),
        ),
        _of(
            "drop",
            forms.ReasonForm,
            lambda document, form, by, at: services.drop_document(document, reason=_said(form, "reason"), by=by, at=at),
        ),
        _of("issue", forms.IssueForm, _issue),
        _of("amend", forms.BasisForm, _amend),
        _of("prolong", forms.ProlongForm, _prolong),
        _of("repeal", forms.BasisForm, _repeal),
    )
)
"""Every move of the flow, by name."""

_UNDER_WAY = frozenset({"draft", "in_legality_review", "in_approval"})

BESIDE: dict[str, DocumentAct] = {
    "plan": DocumentAct(
        Text("编制解读方案", "Plan its interpretation"),
        forms.PlanForm,
        _plan,
        is_open=lambda document, _day: document.state in _UNDER_WAY,
    ),
    "interpret": DocumentAct(
        Text("起草解读材料", "Draft an interpretation"),
        forms.InterpretForm,
        _interpret,
        roles=frozenset({"clerk"}),
        is_open=lambda document, day: document.state_on(day) not in ("repealed", "dropped"),
    ),
    "waive": DocumentAct(
        Text("免除解读", "Waive the interpretation"),
        forms.ReasonForm,
        lambda document, form, by, at: interpreting.waive_interpretation(
            document, reason=_said(form, "reason"), by=by, at=at
        ),
        roles=frozenset({"office_head"}),
        is_open=lambda document, _day: document.state in _UNDER_WAY and not hasattr(document, "interpretation_waiver"),
    ),
    "file": DocumentAct(
        Text("登记备案", "Record the filing"),
        forms.FilingForm,
        lambda document, form, by, at: events.file_document(document, by=by, at=at, **form.cleaned_data),
        is_open=lambda document, _day: document.issued_on is not None and not hasattr(document, "filing"),
    ),
    "problem": DocumentAct(
        Text("登记执行问题", "Log a problem"),
        forms.ProblemForm,
        _record,
        is_open=lambda document, _day: document.issued_on is not None,
    ),
}
"""What is done to a document beside its way."""


def act_of(name: str) -> DocumentAct | None:
    return ACTS.get(name) or BESIDE.get(name)


def open_acts(document: NormativeDocument, *, by: User, on: date) -> list[tuple[str, Text, Openness]]:
    """Name, label and openness of what may be done now; what this person may do first."""
    bars = {move: bar.message for move, bar in bars_of_way(document).items()}
    moves = open_moves(document, by=by, on=on, bars=bars)
    listed = [(move.name, move.label, may) for move, may in moves.items()]
    held = roles_in(by, document.public_body, on)
    beside = [
        (name, act.label, Openness()) for name, act in BESIDE.items() if act.roles & held and act.is_open(document, on)
    ]
    lifted = [one for one in beside if one[0] in ("plan", "interpret") and document.state in _UNDER_WAY]
    others = [one for one in beside if one not in lifted]
    return [*(one for one in listed if one[2]), *lifted, *others, *(one for one in listed if not one[2])]


def moves_on_paper(document: NormativeDocument) -> list[Move]:
    """The decisions of the legal adviser and of the leader that are open where it stands."""
    barred = bars_of_way(document)
    moves = [DOCUMENT.move(name) for name in ON_PAPER]
    return [move for move in moves if document.state in move.sources and move.name not in barred]


def decide_on_paper(
    document: NormativeDocument, move: str, paper: OnPaper, said: str, given: Mapping[str, Any]
) -> None:
    """A decision of the legal adviser or of the leader as it was signed on paper."""
    if move in ("find_lawful", "find_unlawful"):
        services.review_legality(document, is_lawful=move == "find_lawful", opinion=said, on_paper=paper, **given)
    elif move == "approve_document":
        services.approve_document(document, on_paper=paper, **given)
    else:
        services.return_document(document, reason=said, on_paper=paper, **given)
