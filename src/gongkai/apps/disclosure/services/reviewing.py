"""The reviews: each by another person, on one text, with opinion, proofreading and time. law: ogi2019/17."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import OnPaper, OpenMove, make_move
from gongkai.apps.disclosure.flow import APPROVALS, SEND_BACKS
from gongkai.apps.disclosure.index_numbers import next_index_number
from gongkai.apps.disclosure.interpretation_rule import approval_bar
from gongkai.apps.disclosure.models import Publication, SignOff
from gongkai.apps.disclosure.people import bar_of
from gongkai.apps.disclosure.rules import rule_of
from gongkai.apps.disclosure.services.releasing import end_change, forget_plan
from gongkai.apps.disclosure.services.screening import check_screened
from gongkai.apps.disclosure.texts import working_text

Decision = Literal["clear", "redact", "forbid"]


@transaction.atomic
def submit_publication(publication: Publication, *, has_checked: bool, by: User, at: datetime) -> None:
    """Hand it to the first reviewer; a new round begins, under the rule of today.

    has_checked  the clerk has read it through: facts, words, personal data; who says so reviews it no more
    raises       MoveRefused while a mark of the screening is open
    """
    facts = ("self_check",) if has_checked else ()
    with make_move(publication, "submit", by=by, at=at, facts=facts) as move:
        check_screened(publication)
        rule = rule_of(publication.public_body, localdate(at))
        publication.round += 1
        if not publication.index_number:
            number_it(publication)
        publication.reviews, publication.leader_signs = rule.reviews, rule.leader_signs
        move.note(round=publication.round, reviews=rule.reviews)
        _sign(publication, move, "", at)
        move.queue("disclosure.submitted", publication)


@transaction.atomic
def approve_publication(
    publication: Publication,
    *,
    is_proofread: bool,
    by: User,
    at: datetime,
    opinion: str = "",
    on_paper: OnPaper | None = None,
) -> None:
    """Pass the review it stands at.

    raises  MoveRefused for its authors and for whoever reviewed it already; for a policy document without the plan and
            a draft of its interpretation
    """
    facts = ("proofread",) if is_proofread else ()
    name = _here(publication, APPROVALS)
    with make_move(publication, name, by=by, at=at, facts=facts, on_paper=on_paper) as move:
        bar = approval_bar(publication)
        if bar is not None:
            raise bar
        _sign(publication, move, opinion, at, is_proofread=True)


@transaction.atomic
def send_back_publication(
    publication: Publication, *, reason: str, by: User, at: datetime, on_paper: OnPaper | None = None
) -> None:
    """Back to the clerk from wherever it stands; all reviews begin anew."""
    facts = ("reason",) if reason.strip() else ()
    name = _here(publication, SEND_BACKS)
    with make_move(publication, name, by=by, at=at, facts=facts, on_paper=on_paper) as move:
        forget_plan(publication)
        _sign(publication, move, reason, at)


@transaction.atomic
def screen_secrecy(
    publication: Publication,
    *,
    decision: Decision,
    words: str,
    by: User,
    at: datetime,
    on_paper: OnPaper | None = None,
) -> None:
    """The record of the secrecy screening: it may be published, only after redaction, or not at all.

    words  the basis on which it may; else the reason. A correction that may not be published is at an end
    """
    fact = "basis" if decision == "clear" else "reason"
    facts = (fact,) if words.strip() else ()
    with make_move(publication, decision, by=by, at=at, facts=facts, on_paper=on_paper) as move:
        _sign(publication, move, words, at)
        if decision == "forbid":
            end_change(publication)


@transaction.atomic
def sign_publication(
    publication: Publication, *, by: User, at: datetime, opinion: str = "", on_paper: OnPaper | None = None
) -> None:
    """The leader signs, where the rule of the body says so."""
    with make_move(publication, "sign", by=by, at=at, on_paper=on_paper) as move:
        _sign(publication, move, opinion, at)


def number_it(publication: Publication) -> None:
    """Its index number, by the year in which it was formed. The caller saves it."""
    formed_on = publication.formed_on or localdate(publication.created_at)
    publication.index_number = next_index_number(publication.public_body, formed_on)


def _here(publication: Publication, names: tuple[str, ...]) -> str:
    """Which of these moves starts from where it stands; the first of them where none does, to be refused."""
    state = Publication.objects.values_list("state", flat=True).select_for_update().get(pk=publication.pk)
    return next((name for name in names if state in Publication.FLOW.move(name).sources), names[0])


def _sign(publication: Publication, move: OpenMove, opinion: str, at: datetime, *, is_proofread: bool = False) -> None:
    people = {move.signer.pk, move.mandate.on_behalf_of} - {None}
    bar = bar_of(publication, move.move.name, people)  # type: ignore[arg-type]
    if bar is not None:
        raise bar
    sign_off = SignOff(
        publication=publication,
        round=publication.round,
        version=working_text(publication).number,
        move=move.move.name,
        opinion=opinion.strip(),
        is_proofread=is_proofread,
        by=move.signer,
        on_behalf_of_id=move.mandate.on_behalf_of,
        at=at,
    )
    sign_off.full_clean()
    sign_off.save()
    move.note(version=sign_off.version)
