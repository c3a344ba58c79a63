"""Who may do what with documents, interpretations and the rule book on the desk."""

from __future__ import annotations

from datetime import date

from gongkai.apps.accounts.doors import staff
from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import BUSINESS
from gongkai.apps.disclosure.document_flow import DOCUMENT
from gongkai.apps.disclosure.document_register import document_for, problem_for
from gongkai.apps.disclosure.models import InterpretationProblem, NormativeDocument, RuleBookEntry
from gongkai.apps.disclosure.rule_book import entry_for


def _document(
    user: User, day: date, *, pk: int, act: str = "", move: str = "", paper: int = 0
) -> NormativeDocument | None:
    return document_for(user, day, pk=pk)


def _problem(user: User, day: date, *, pk: int) -> InterpretationProblem | None:
    return problem_for(user, day, pk=pk)


def _rule(user: User, day: date, *, pk: int) -> RuleBookEntry | None:
    return entry_for(user, day, pk=pk)


MOVERS = {move.by for move in DOCUMENT.moves}

DOORS = {
    "desk:document_list": staff(*BUSINESS),
    "desk:document_new": staff("clerk"),
    "desk:document": staff(*BUSINESS, find=_document),
    "desk:document_act": staff(*MOVERS, find=_document),
    "desk:document_paper": staff(*BUSINESS, find=_document),
    "desk:document_scan": staff(*BUSINESS, find=_document),
    "desk:interpretation_list": staff(*BUSINESS),
    "desk:interpretation_new": staff("clerk"),
    "desk:problem_list": staff(*BUSINESS),
    "desk:problem_close": staff(*BUSINESS, find=_problem),
    "desk:rule_list": staff(*BUSINESS),
    "desk:rule_new": staff("clerk"),
    "desk:rule": staff(*BUSINESS, find=_rule),
}
