"""The sign-off sheet (发文稿纸): every step a text has to pass, with who passed it, when and with what words."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.apps.accounts.roles import ROLES
from gongkai.apps.disclosure.flow import APPROVALS, publication_flow
from gongkai.apps.disclosure.models import Publication, PublishingRule, SignOff
from gongkai.bilingual import Text
from gongkai.flow import Move


@dataclass(frozen=True, slots=True)
class Line:
    """One step.

    sign_off  None while it has not been passed in this round
    """

    move: Move
    role: Text
    sign_off: SignOff | None


def sheet_of(publication: Publication, rule: PublishingRule | None = None) -> list[Line]:
    """The steps of this round; of the rule given where nothing was submitted yet."""
    by = rule or publication
    flow = publication_flow(by.reviews, is_signed=by.leader_signs, is_public=publication.is_public)
    steps = [move for move in flow.moves if move.name in (*APPROVALS, "clear", "sign")]
    passed = publication.sign_offs.filter(round=publication.round).select_related("by", "on_behalf_of")
    made = {sign_off.move: sign_off for sign_off in passed}
    return [Line(move, ROLES[move.by].label, made.get(move.name)) for move in steps]
