"""Every state, act and role of a publication: an act is open where the table says so, and refused everywhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import ROLES as KNOWN_ROLES
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.details import ON_REQUEST, Details
from gongkai.apps.disclosure.flow import APPROVALS, PUBLICATION, SEND_BACKS
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.screening import open_marks
from gongkai.apps.disclosure.texts import working_text
from gongkai.errors import GongkaiError
from tests.apps.builders import NOW, TODAY, County

ROLES = (
    *("clerk", "first_reviewer", "second_reviewer", "third_reviewer", "secrecy_reviewer", "leader", "publisher"),
    *("office_head", "legal_adviser", "inbound_clerk", "handler", "superior", "auditor", "operator", "security_admin"),
)
TABLE: Mapping[str, Mapping[str, str]] = {
    "draft": {"submit": "clerk", "let_stand": "clerk"},
    "in_first_review": {"approve": "first_reviewer", "send_back": "first_reviewer"},
    "in_second_review": {"approve": "second_reviewer", "send_back": "second_reviewer"},
    "in_third_review": {"approve": "third_reviewer", "send_back": "third_reviewer"},
    "in_secrecy_review": {"clear": "secrecy_reviewer", "redact": "secrecy_reviewer", "forbid": "secrecy_reviewer"},
    "in_signing": {"sign": "leader", "send_back": "leader"},
    "approved": {"publish": "publisher", "plan": "publisher", "place": "publisher", "send_back": "publisher"},
    "approved, on request": {"withhold": "publisher", "place": "publisher", "send_back": "publisher"},
    "published": {"correct": "clerk", "withdraw": "publisher", "place": "publisher"},
    "withheld": {"rework": "clerk"},
    "withdrawn": {"rework": "clerk"},
    "draft, of a correction": {
        "submit": "clerk",
        "let_stand": "clerk",
        "drop_correction": "clerk",
        "withdraw": "publisher",
        "place": "publisher",
    },
    "in_first_review, of a correction": {
        "approve": "first_reviewer",
        "send_back": "first_reviewer",
        "withdraw": "publisher",
        "place": "publisher",
    },
    "approved, of a correction": {
        "publish": "publisher",
        "plan": "publisher",
        "place": "publisher",
        "send_back": "publisher",
        "withdraw": "publisher",
    },
}
"""By state, with what sets it apart: each act that is open, and the one role that it is open to."""
KEPT_FROM: Mapping[str, str] = {
    "approved": "withhold",
    "approved, of a correction": "withhold",
    "approved, on request": "publish",
}
"""The step of the flow that is refused there for what the text says of itself: its way of disclosure."""

Act = Callable[[Publication, User], object]
WORDS = {"reason": "理由", "at": NOW}


def let_stand(item: Publication, by: User) -> None:
    """The one mark of the text, as if nobody had decided on it."""
    item.let_stand.all().delete()
    (mark,) = open_marks(item, working_text(item))
    services.let_mark_stand(item, key=mark.mark.key, by=by, **WORDS)


ACTS: dict[str, Act] = {
    "submit": lambda item, by: services.submit_publication(item, has_checked=True, by=by, at=NOW),
    "approve": lambda item, by: services.approve_publication(item, is_proofread=True, by=by, at=NOW),
    "send_back": lambda item, by: services.send_back_publication(item, by=by, **WORDS),
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
    "plan": lambda item, by: services.plan_release(item, release_at=NOW + timedelta(days=1), by=by, at=NOW),
    "place": lambda item, by: services.place_publication(item, pinned_until=TODAY, expires_on=None, by=by, at=NOW),
    "let_stand": let_stand,
}
BESIDE_THE_FLOW = {"plan", "place", "let_stand"}
ONE_ACT = {**dict.fromkeys(APPROVALS, "approve"), **dict.fromkeys(SEND_BACKS, "send_back")}
"""Steps of the flow that are one act: it takes the one that is open where the item stands."""


def standing(county: County, row: str) -> Publication:
    """An item in a state of the table, written by another clerk than the one who acts."""
    state, _, apart = row.partition(", ")
    head, writer = county.person("office_head"), county.person("clerk", county.department)
    services.set_publishing_rule(county.body, reviews=3, leader_signs=True, on=TODAY, by=head, at=NOW)
    said = Details(openness=ON_REQUEST) if apart == "on request" else None
    text = "<p>咨询13800138000。</p>"
    item = services.draft_publication(
        body=county.department, title="通知", body_html=text, details=said, by=writer, at=NOW
    )
    county.let_marks_stand(item)
    if apart == "of a correction" or state in ("published", "withdrawn"):
        released(county, item)
    if apart == "of a correction":
        services.correct_publication(item, by=writer, **WORDS)
    if state == "withdrawn":
        services.withdraw_publication(item, by=county.person("publisher"), **WORDS)
    if state in ("draft", "published", "withdrawn"):
        return item
    services.submit_publication(item, has_checked=True, by=writer, at=NOW)
    if state != "withheld":
        return county.review(item, upto=state)
    county.review(item, upto="in_secrecy_review")
    services.screen_secrecy(item, decision="forbid", words="涉密", by=county.person("secrecy_reviewer"), at=NOW)
    return item


def released(county: County, item: Publication) -> None:
    services.submit_publication(item, has_checked=True, by=county.person("clerk", county.department), at=NOW)
    services.publish_publication(county.review(item), by=county.person("publisher"), at=NOW)


def is_done(item: Publication, act: str, by: User) -> bool:
    """Whether the act is let through; whatever it did is undone."""
    try:
        with transaction.atomic():
            ACTS[act](Publication.objects.get(pk=item.pk), by)
            transaction.set_rollback(True)
    except GongkaiError:
        return False
    return True


def test_table_names_every_state_every_act_and_every_role_of_the_flow() -> None:
    assert {row.partition(", ")[0] for row in TABLE} == {state.name for state in PUBLICATION.states}
    assert {act for row in TABLE.values() for act in row} == set(ACTS)
    assert {ONE_ACT.get(move.name, move.name) for move in PUBLICATION.moves} == set(ACTS) - BESIDE_THE_FLOW
    assert {move.by for move in PUBLICATION.moves} <= set(ROLES) == set(KNOWN_ROLES)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("row", TABLE)
def test_row_01_every_act_is_refused_but_in_its_state_and_to_its_role(county: County, row: str) -> None:
    people = {role: county.person(role, covers_members=True) for role in ROLES}
    item = standing(county, row)

    found = {(act, role) for act in ACTS for role in ROLES if is_done(item, act, people[role])}

    assert found == set(TABLE[row].items())


@pytest.mark.parametrize("row", TABLE)
def test_flow_offers_what_the_table_says(county: County, row: str) -> None:
    for role in ROLES:
        county.person(role, covers_members=True)
    item = standing(county, row)

    offered = {ONE_ACT.get(move.name, move.name): move.by for move in item.flow.moves_from(item.state)}

    assert item.state == row.partition(", ")[0]
    assert offered.pop(KEPT_FROM.get(row, ""), "publisher") == "publisher"
    assert offered == {act: role for act, role in TABLE[row].items() if act not in BESIDE_THE_FLOW}
