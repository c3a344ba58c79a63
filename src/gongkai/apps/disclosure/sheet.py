"""The sign-off sheet (发文稿纸): every step a text has to pass, with who passed it, when and with what words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.apps.accounts.roles import ROLES
from gongkai.apps.accounts.selectors import paper_sign_offs_of
from gongkai.apps.disclosure.flow import APPROVALS, publication_flow
from gongkai.apps.disclosure.models import Publication, PublishingRule, SignOff
from gongkai.bilingual import Text
from gongkai.flow import Move


@dataclass(frozen=True, slots=True)
class Line:
    """One step.

    sign_off     None while it has not been passed in this round
    signed_on    the day of the signature, not that of its entry
    is_on_paper  signed on paper, and entered from it
    """

    move: Move
    role: Text
    sign_off: SignOff | None
    signed_on: date | None = None
    is_on_paper: bool = False


def sheet_of(publication: Publication, rule: PublishingRule | None = None) -> list[Line]:
    """The steps of this round; of the rule given where nothing was submitted yet."""
    by = rule or publication
    flow = publication_flow(by.reviews, is_signed=by.leader_signs, is_public=publication.is_public)
    steps = [move for move in flow.moves if move.name in (*APPROVALS, "clear", "sign")]
    passed = publication.sign_offs.filter(round=publication.round).select_related("by", "on_behalf_of")
    made = {sign_off.move: sign_off for sign_off in passed}
    papers = {(one.move, one.signer_id, one.recorded_at): one.signed_on for one in paper_sign_offs_of(publication)}
    return [_line(move, made.get(move.name), papers) for move in steps]


def _line(move: Move, sign_off: SignOff | None, papers: Mapping[tuple[str, int, datetime], date]) -> Line:
    role = ROLES[move.by].label
    if sign_off is None:
        return Line(move, role, None)
    signed_on = papers.get((move.name, sign_off.by_id, sign_off.at))
    return Line(move, role, sign_off, signed_on or localdate(sign_off.at), signed_on is not None)
