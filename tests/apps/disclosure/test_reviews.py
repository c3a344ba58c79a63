"""Three reviews by three people, the secrecy screening and the signature: who may decide what, and in which state."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import OnPaper
from gongkai.apps.accounts.services import give_delegation, grant_role, open_account
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.attachments import store
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.flow import PUBLICATION
from gongkai.apps.disclosure.models import Publication, SignOff
from gongkai.apps.disclosure.rules import rule_of
from gongkai.apps.disclosure.selectors import visible_to, waiting_for
from gongkai.errors import InvalidInput, MoveRefused, NotPermitted
from tests.apps.builders import NOW, PASSWORD, TODAY, County
from tests.apps.refusals import refused
from tests.apps.scans import scan_file

STATES = ("draft", "in_first_review", "in_second_review", "in_third_review", "in_secrecy_review", "approved")
DECIDING = ("approve", "approve_second", "approve_third", "clear", "sign", "publish")


def drafted(county: County) -> Publication:
    return services.draft_publication(
        body=county.body, title="关于演示的通知", body_html="<p>正文</p>", by=county.person("clerk"), at=NOW
    )


def at_state(county: County, state: str) -> Publication:
    item = drafted(county)
    if state != "draft":
        services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
        county.review(item, upto=state)
    return item


def grant_other(county: County, role: str) -> User:
    """A second person of that role."""
    other = open_account(
        username=f"other-{role}", name="另一人", password=PASSWORD, home=county.body, by=SYSTEM, at=NOW
    )
    grant_role(other, role=role, body=county.body, by=SYSTEM, at=NOW, valid_from=TODAY)
    return other


def act(item: Publication, move: str, by: object) -> None:
    acts = {
        "submit": lambda: services.submit_publication(item, has_checked=True, by=by, at=NOW),
        "clear": lambda: services.screen_secrecy(item, decision="clear", words="不涉密", by=by, at=NOW),
        "sign": lambda: services.sign_publication(item, by=by, at=NOW),
        "publish": lambda: services.publish_publication(item, by=by, at=NOW),
    }
    acts.get(move, lambda: services.approve_publication(item, is_proofread=True, by=by, at=NOW))()


def test_text_is_public_only_after_three_reviews_and_the_screening(county: County) -> None:
    for state in STATES:
        assert at_state(county, state) not in visible_to(None, TODAY)

    item = at_state(county, "approved")
    services.publish_publication(item, by=county.person("publisher"), at=NOW)

    assert list(visible_to(None, TODAY)) == [item]
    assert list(item.sign_offs.values_list("move", "is_proofread", "version")) == [
        ("submit", False, 1),
        ("approve", True, 1),
        ("approve_second", True, 1),
        ("approve_third", True, 1),
        ("clear", False, 1),
    ]


@pytest.mark.parametrize("state", STATES)
def test_in_each_state_only_its_own_role_decides(county: County, state: str) -> None:
    item = at_state(county, state)
    open_to = {move.by for move in item.flow.moves_from(state) if move.name not in ("withdraw",)}

    for role in ("clerk", "first_reviewer", "second_reviewer", "third_reviewer", "secrecy_reviewer", "leader"):
        if role in open_to:
            continue
        for name in ("submit", *DECIDING):
            with pytest.raises((NotPermitted, MoveRefused)):
                act(item, name, county.person(role))

    assert Publication.objects.get(pk=item.pk).state == state


def test_first_reviewer_does_not_make_the_second_review_too(county: County) -> None:
    item, reviewer = at_state(county, "in_second_review"), county.person("first_reviewer")
    grant_role(reviewer, role="second_reviewer", body=county.body, by=SYSTEM, at=NOW, valid_from=TODAY)

    with refused(MoveRefused, "reviewed-already"):
        services.approve_publication(item, is_proofread=True, by=reviewer, at=NOW)
    assert item not in waiting_for(reviewer, TODAY)


def test_nobody_reviews_twice_through_a_delegation(county: County) -> None:
    item, second, other = (
        at_state(county, "in_second_review"),
        county.person("second_reviewer"),
        county.person("leader"),
    )
    first = county.person("first_reviewer")
    give_delegation(
        giver=second,
        taker=first,
        body=county.body,
        valid_from=TODAY,
        valid_to=TODAY,
        reason="出差",
        by=second.actor,
        at=NOW,
    )

    with refused(MoveRefused, "reviewed-already"):
        services.approve_publication(item, is_proofread=True, by=first, at=NOW)
    assert other not in {sign.by for sign in item.sign_offs.all()}


def test_nobody_reviews_twice_on_paper(county: County) -> None:
    item, reviewer, clerk = (
        at_state(county, "in_second_review"),
        county.person("first_reviewer"),
        county.person("clerk"),
    )
    grant_role(reviewer, role="second_reviewer", body=county.body, by=SYSTEM, at=NOW, valid_from=TODAY)
    scan = store(scan_file(), name="签批单.png", by=clerk.actor, at=NOW)

    with refused(MoveRefused, "reviewed-already"):
        services.approve_publication(item, is_proofread=True, by=clerk, at=NOW, on_paper=OnPaper(reviewer, TODAY, scan))


def test_table_itself_refuses_a_second_review_by_one_person(county: County) -> None:
    item = at_state(county, "in_second_review")
    once = item.sign_offs.get(move="approve")

    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.create(publication=item, round=once.round, move="approve_third", by=once.by, at=NOW)


def test_whoever_changed_the_text_reviews_it_no_more(county: County) -> None:
    item, editor = drafted(county), county.person("third_reviewer")
    grant_role(editor, role="clerk", body=county.body, by=SYSTEM, at=NOW, valid_from=TODAY)
    services.revise_publication(item, title="改", body_html="<p>改</p>", by=editor, at=NOW)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
    county.review(item, upto="in_third_review")

    with refused(MoveRefused, "own-work"):
        services.approve_publication(item, is_proofread=True, by=editor, at=NOW)


def test_whoever_submitted_it_reviews_it_no_more(county: County) -> None:
    item, sender = drafted(county), county.person("first_reviewer")
    grant_role(sender, role="clerk", body=county.body, by=SYSTEM, at=NOW, valid_from=TODAY)
    services.submit_publication(item, has_checked=True, by=sender, at=NOW)

    with refused(MoveRefused, "own-submission"):
        services.approve_publication(item, is_proofread=True, by=sender, at=NOW)
    assert item not in waiting_for(sender, TODAY)


@pytest.mark.parametrize(
    ("role", "state"), [("third_reviewer", "in_third_review"), ("secrecy_reviewer", "in_secrecy_review")]
)
def test_work_of_a_later_author_does_not_wait_for_that_author(county: County, role: str, state: str) -> None:
    item, editor = drafted(county), county.person(role)
    other = grant_other(county, role)
    grant_role(editor, role="clerk", body=county.body, by=SYSTEM, at=NOW, valid_from=TODAY)
    services.revise_publication(item, title="改", body_html="<p>改</p>", by=editor, at=NOW)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
    county.review(item, upto=state)

    assert list(waiting_for(editor, TODAY)) == []
    assert list(waiting_for(other, TODAY)) == [item]


def test_author_of_an_earlier_public_text_alone_reviews_its_correction(county: County) -> None:
    item, editor = drafted(county), county.person("third_reviewer")
    grant_role(editor, role="clerk", body=county.body, by=SYSTEM, at=NOW, valid_from=TODAY)
    services.revise_publication(item, title="改", body_html="<p>改</p>", by=editor, at=NOW)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
    county.people["third_reviewer", county.body.pk] = grant_other(county, "third_reviewer")
    services.publish_publication(county.review(item), by=county.person("publisher"), at=NOW)
    services.correct_publication(item, reason="日期有误", by=county.person("clerk"), at=NOW)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
    county.review(item, upto="in_third_review")

    assert item in waiting_for(editor, TODAY)
    services.approve_publication(item, is_proofread=True, by=editor, at=NOW)


def test_what_is_not_checked_or_proofread_goes_no_further(county: County) -> None:
    item = drafted(county)
    with refused(MoveRefused, "missing-facts"):
        services.submit_publication(item, has_checked=False, by=county.person("clerk"), at=NOW)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)

    with refused(MoveRefused, "missing-facts"):
        services.approve_publication(item, is_proofread=False, by=county.person("first_reviewer"), at=NOW)


@pytest.mark.parametrize(("decision", "state"), [("redact", "draft"), ("forbid", "withheld")])
def test_screening_may_ask_for_redaction_or_forbid(county: County, decision: services.Decision, state: str) -> None:
    item, officer = at_state(county, "in_secrecy_review"), county.person("secrecy_reviewer")
    with refused(MoveRefused, "missing-facts"):
        services.screen_secrecy(item, decision=decision, words=" ", by=officer, at=NOW)

    services.screen_secrecy(item, decision=decision, words="涉及工作秘密", by=officer, at=NOW)

    assert item.state == state
    assert item.sign_offs.last().opinion == "涉及工作秘密"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("state", "role"),
    [
        ("in_first_review", "first_reviewer"),
        ("in_second_review", "second_reviewer"),
        ("in_third_review", "third_reviewer"),
        ("approved", "publisher"),
    ],
)
def test_each_step_sends_back_and_all_reviews_begin_anew(county: County, state: str, role: str) -> None:
    item = at_state(county, state)
    services.send_back_publication(item, reason="请补充", by=county.person(role), at=NOW)
    assert item.state == "draft"

    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)

    assert (item.state, item.round) == ("in_first_review", 2)
    assert county.review(item).state == "approved"


def test_body_with_one_review_and_a_signing_leader_goes_its_own_way(county: County) -> None:
    head = county.person("office_head")
    services.set_publishing_rule(county.body, reviews=1, leader_signs=True, on=TODAY, by=head, at=NOW)

    item = at_state(county, "in_signing")
    services.sign_publication(item, by=county.person("leader"), at=NOW)

    assert list(item.sign_offs.values_list("move", flat=True)) == ["submit", "approve", "clear", "sign"]
    assert item.state == "approved"


def test_rule_is_dated_and_holds_for_the_members(county: County) -> None:
    head, later = county.person("office_head"), TODAY + timedelta(days=10)
    services.set_publishing_rule(county.body, reviews=2, leader_signs=False, on=later, by=head, at=NOW)

    assert rule_of(county.department, TODAY).reviews == 3
    assert rule_of(county.department, later).reviews == 2


def test_rule_is_set_by_the_head_of_the_office_and_not_for_the_past(county: County) -> None:
    with refused(NotPermitted, "role-needed"):
        services.set_publishing_rule(
            county.body, reviews=1, leader_signs=False, on=TODAY, by=county.person("clerk"), at=NOW
        )
    with refused(InvalidInput, "rule-day"):
        day = TODAY - timedelta(days=1)
        services.set_publishing_rule(
            county.body, reviews=1, leader_signs=False, on=day, by=county.person("office_head"), at=NOW
        )


def test_what_is_under_way_keeps_the_rule_it_was_submitted_under(county: County) -> None:
    item = at_state(county, "in_second_review")
    services.set_publishing_rule(
        county.body, reviews=1, leader_signs=False, on=TODAY, by=county.person("office_head"), at=NOW
    )

    assert county.review(item, upto="in_third_review").state == "in_third_review"


def test_flow_of_every_rule_is_part_of_the_widest() -> None:
    from gongkai.apps.disclosure.flow import publication_flow

    for reviews in (1, 2, 3):
        for is_signed in (True, False):
            narrow = publication_flow(reviews, is_signed=is_signed, is_public=False)
            assert {move.name for move in narrow.moves} <= {move.name for move in PUBLICATION.moves}
