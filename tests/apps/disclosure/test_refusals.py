"""Every state, act and role of a publication: an act is open in its state and to its role, and refused elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.db import transaction

from gongkai.apps.accounts.models import User
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.flow import APPROVALS, PUBLICATION, SEND_BACKS
from gongkai.apps.disclosure.models import Publication
from gongkai.errors import GongkaiError
from tests.apps.builders import NOW, TODAY, County

ROLES = sorted({move.by for move in PUBLICATION.moves} | {"auditor", "operator"})
Act = Callable[[Publication, User], object]
WORDS = {"reason": "理由", "at": NOW}
ACTS: dict[str, Act] = {
    "submit": lambda item, by: services.submit_publication(item, has_checked=True, by=by, at=NOW),
    **dict.fromkeys(APPROVALS, lambda item, by: services.approve_publication(item, is_proofread=True, by=by, at=NOW)),
    **dict.fromkeys(SEND_BACKS, lambda item, by: services.send_back_publication(item, by=by, **WORDS)),
    **{
        name: partial(
            lambda item, by, name: services.screen_secrecy(item, decision=name, words="依据", by=by, at=NOW), name=name
        )
        for name in ("clear", "redact", "forbid")
    },
    "sign": lambda item, by: services.sign_publication(item, by=by, at=NOW),
    "publish": lambda item, by: services.publish_publication(item, by=by, at=NOW),
    "withhold": lambda item, by: services.withhold_publication(item, by=by, at=NOW),
    "correct": lambda item, by: services.correct_publication(item, by=by, **WORDS),
    "drop_correction": lambda item, by: services.drop_correction(item, by=by, at=NOW),
    "withdraw": lambda item, by: services.withdraw_publication(item, by=by, **WORDS),
    "rework": lambda item, by: services.rework_publication(item, by=by, **WORDS),
}
ON_THE_WAY = ("in_first_review", "in_second_review", "in_third_review", "in_secrecy_review", "in_signing", "approved")
SHARED = {name: group for group in (APPROVALS, SEND_BACKS) for name in group}
"""Acts that one service makes: it takes the one that is open where the item stands."""


def standing(county: County, state: str) -> Publication:
    """An item in a state, written by another clerk than the one who acts."""
    head = county.person("office_head")
    services.set_publishing_rule(county.body, reviews=3, leader_signs=True, on=TODAY, by=head, at=NOW)
    writer = county.person("clerk", county.department)
    item = services.draft_publication(body=county.department, title="通知", body_html="<p>甲</p>", by=writer, at=NOW)
    if state == "draft":
        return item
    services.submit_publication(item, has_checked=True, by=writer, at=NOW)
    if state == "withheld":
        county.review(item, upto="in_secrecy_review")
        services.screen_secrecy(item, decision="forbid", words="涉密", by=county.person("secrecy_reviewer"), at=NOW)
        return item
    if state in ON_THE_WAY:
        return item if state == "in_first_review" else county.review(item, upto=state)
    services.publish_publication(county.review(item), by=county.person("publisher"), at=NOW)
    if state == "withdrawn":
        services.withdraw_publication(item, by=county.person("publisher"), **WORDS)
    return item


def is_done(item: Publication, act: str, by: User) -> bool:
    """Whether the act is let through; whatever it did is undone."""
    try:
        with transaction.atomic():
            ACTS[act](Publication.objects.get(pk=item.pk), by)
            transaction.set_rollback(True)
    except GongkaiError:
        return False
    return True


def expected(item: Publication, act: str, role: str) -> bool:
    """What the flow says: an act is open where it starts, to the role it names."""
    names = SHARED.get(act, (act,))
    open_here = [move for move in item.flow.moves_from(item.state) if move.name in names]
    return any(move.by == role for move in open_here) and act != "withhold"


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("state", [state.name for state in PUBLICATION.states])
def test_row_01_every_act_is_refused_but_in_its_state_and_to_its_role(county: County, state: str) -> None:
    people = {role: county.person(role, covers_members=True) for role in ROLES}
    item = standing(county, state)
    assert item.state == state

    found = {(act, role) for act in ACTS for role in ROLES if is_done(item, act, people[role])}

    assert found == {(act, role) for act in ACTS for role in ROLES if expected(item, act, role)}
