"""The one way in which a state changes: lock, role, facts, paper, and what the log keeps of it."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai.apps.accounts.models import PaperSignOff, User
from gongkai.apps.accounts.moves import OnPaper, make_move, open_moves
from gongkai.apps.accounts.services import give_delegation, withdraw_role
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import Attachment, AuditEntry
from gongkai.apps.disclosure import services as disclosure
from gongkai.apps.disclosure.models import Publication
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused, NotPermitted
from tests.apps.builders import NOW, TODAY, County
from tests.apps.refusals import refused


def submitted(county: County) -> Publication:
    clerk = county.person("clerk")
    publication = disclosure.draft_publication(
        body=county.body, title="关于演示的通知", body_html="<p>正文</p>", by=clerk, at=NOW
    )
    disclosure.submit_publication(publication, has_checked=True, by=clerk, at=NOW)
    return publication


def scan() -> Attachment:
    return Attachment.objects.create(
        name="签批单.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        uploaded_by_kind="staff",
        uploaded_at=NOW,
    )


def move(subject: Publication, name: str, by: User, **more: object) -> None:
    given = {"facts": ("proofread",), **more}
    with transaction.atomic(), make_move(subject, name, by=by, at=NOW, **given):  # type: ignore[arg-type]
        pass


def stand_in(county: County, giver: User, taker: User) -> None:
    give_delegation(
        giver=giver,
        taker=taker,
        body=county.body,
        valid_from=TODAY,
        valid_to=TODAY + timedelta(days=7),
        reason="出差",
        by=giver.actor,
        at=NOW,
    )


def entry(act: str) -> AuditEntry:
    return AuditEntry.objects.get(act=act)


def test_move_changes_the_state_and_records_it(county: County) -> None:
    publication, reviewer = submitted(county), county.person("first_reviewer")

    move(publication, "approve", reviewer)

    recorded = entry("disclosure.approve")
    assert Publication.objects.get().state == "in_second_review"
    assert (recorded.actor_id, recorded.facts["from"], recorded.facts["to"]) == (
        reviewer.pk,
        "in_first_review",
        "in_second_review",
    )
    assert recorded.facts["grant"] == reviewer.grants.get().pk


def test_move_needs_its_role(county: County) -> None:
    publication = submitted(county)

    for role in ("clerk", "publisher", "auditor", "security_admin", "operator"):
        with refused(NotPermitted, "role-needed"):
            move(publication, "approve", county.person(role))


def test_move_needs_the_role_in_the_body_of_the_row(county: County) -> None:
    with refused(NotPermitted, "role-needed"):
        move(submitted(county), "approve", county.person("first_reviewer", county.department))


def test_move_needs_its_facts(county: County) -> None:
    with refused(MoveRefused, "missing-facts"):
        move(submitted(county), "send_back", county.person("first_reviewer"))


def test_move_needs_its_state(county: County) -> None:
    with refused(MoveRefused, "move-not-open"):
        move(submitted(county), "publish", county.person("publisher"))


def test_refused_move_changes_and_records_nothing(county: County) -> None:
    publication = submitted(county)

    with refused(NotPermitted, "role-needed"):
        move(publication, "approve", county.person("clerk"))

    assert Publication.objects.get().state == "in_first_review"
    assert not AuditEntry.objects.filter(act="disclosure.approve").exists()


def test_second_of_two_approvals_is_refused_though_its_page_is_older(county: County) -> None:
    publication, reviewer = submitted(county), county.person("first_reviewer")
    seen_by_both = Publication.objects.get(pk=publication.pk)
    move(publication, "approve", reviewer)

    with refused(MoveRefused, "move-not-open"):
        move(seen_by_both, "approve", reviewer)


def test_row_is_locked_and_read_anew(county: County) -> None:
    publication, reviewer = submitted(county), county.person("first_reviewer")

    with CaptureQueriesContext(connection) as queries:
        move(publication, "approve", reviewer)

    read = next(query["sql"] for query in queries if "disclosure_publication" in query["sql"])
    assert read.startswith("SELECT")
    assert "FOR UPDATE" in read or not connection.features.has_select_for_update


@pytest.mark.django_db(transaction=True)
def test_move_outside_a_transaction_is_a_mistake_of_the_program() -> None:
    county = County()
    publication = submitted(county)

    with (
        pytest.raises(transaction.TransactionManagementError),
        make_move(publication, "approve", by=county.person("first_reviewer"), at=NOW),
    ):
        pass


def test_role_withdrawn_while_the_page_was_open_is_refused(county: County) -> None:
    publication, reviewer = submitted(county), county.person("first_reviewer")
    assert dict_of(publication, reviewer)["approve"]
    withdraw_role(reviewer.grants.get(), by=SYSTEM, at=NOW)

    with refused(NotPermitted, "role-needed"):
        move(publication, "approve", reviewer)


def test_act_under_a_delegation_says_on_whose_behalf(county: County) -> None:
    publication, reviewer = submitted(county), county.person("first_reviewer")
    publisher = county.person("publisher")
    stand_in(county, reviewer, publisher)

    move(publication, "approve", publisher)

    recorded = entry("disclosure.approve")
    assert (recorded.actor_id, recorded.facts["on_behalf_of"]) == (publisher.pk, reviewer.pk)


def test_nothing_but_a_move_assigns_the_state_of_what_has_a_flow(root: Path) -> None:
    apps = root / "src" / "gongkai" / "apps"
    found = [
        f"{path.relative_to(apps)}:{node.lineno}"
        for flow in apps.glob("*/flow.py")
        for path in sorted(flow.parent.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and "state" in assigned(node)
    ]

    assert found == []


def assigned(node: ast.Assign | ast.AugAssign | ast.AnnAssign) -> list[str]:
    """The names of the attributes an assignment sets on another object."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [part.attr for target in targets for part in ast.walk(target) if isinstance(part, ast.Attribute)]


def test_delegate_does_not_approve_what_the_giver_wrote(county: County) -> None:
    reviewer, publisher = county.person("first_reviewer"), county.person("publisher")
    publication = submitted(county)
    Publication.objects.update(written_by=reviewer)
    stand_in(county, reviewer, publisher)

    with refused(MoveRefused, "own-work"):
        disclosure.approve_publication(publication, is_proofread=True, opinion="", by=publisher, at=NOW)


def dict_of(publication: Publication, user: User, **bars: Text) -> dict[str, bool]:
    found = open_moves(publication, by=user, on=TODAY, bars=bars)
    return {one.name: bool(openness) for one, openness in found.items()}


def test_open_moves_are_those_of_the_state(county: County) -> None:
    publication = submitted(county)

    assert dict_of(publication, county.person("first_reviewer")) == {"send_back": True, "approve": True}
    assert dict_of(publication, county.person("publisher")) == {"send_back": False, "approve": False}


def test_shut_move_says_whose_it_is(county: County) -> None:
    found = open_moves(submitted(county), by=county.person("clerk"), on=TODAY)

    why = {one.name: openness.why for one, openness in found.items()}["approve"]
    assert why is not None
    assert "一审" in why.zh
    assert "First reviewer" in why.en


def test_register_may_bar_a_move_with_a_reason_of_its_own(county: County) -> None:
    own = Text("起草人不能审核自己的稿件。", "Nobody reviews what they wrote themselves.")

    found = open_moves(submitted(county), by=county.person("first_reviewer"), on=TODAY, bars={"approve": own})

    assert {one.name: openness.why for one, openness in found.items()} == {"send_back": None, "approve": own}


def test_decision_on_paper_counts_as_the_signers(county: County) -> None:
    publication, reviewer, clerk = submitted(county), county.person("first_reviewer"), county.person("clerk")

    move(publication, "approve", clerk, on_paper=OnPaper(reviewer, TODAY, scan()))

    kept, recorded = PaperSignOff.objects.get(), entry("disclosure.approve")
    assert (kept.signer, kept.recorded_by, kept.role, kept.move) == (reviewer, clerk, "first_reviewer", "approve")
    assert (recorded.actor_id, recorded.facts["signed_by"], recorded.facts["on_paper"]) == (
        clerk.pk,
        reviewer.pk,
        kept.pk,
    )


def test_paper_needs_the_role_of_the_signer_not_of_the_recorder(county: County) -> None:
    publication, reviewer, clerk = submitted(county), county.person("first_reviewer"), county.person("clerk")

    with refused(NotPermitted, "role-needed"):
        move(publication, "approve", reviewer, on_paper=OnPaper(clerk, TODAY, scan()))


def test_paper_needs_the_role_on_the_day_of_signing(county: County) -> None:
    publication, reviewer = submitted(county), county.person("first_reviewer")
    reviewer.grants.update(valid_to=TODAY - timedelta(days=1))

    with refused(NotPermitted, "role-needed"):
        move(publication, "approve", county.person("clerk"), on_paper=OnPaper(reviewer, TODAY, scan()))


def test_paper_is_not_signed_before_it_came_to_the_step(county: County) -> None:
    reviewer, clerk = county.person("first_reviewer"), county.person("clerk")
    paper = OnPaper(reviewer, TODAY - timedelta(days=1), scan())

    with refused(InvalidInput, "paper-too-early"):
        move(submitted(county), "approve", clerk, on_paper=paper)


def test_papers_of_two_steps_may_be_entered_together_later(county: County) -> None:
    publication, clerk, later = submitted(county), county.person("clerk"), NOW + timedelta(days=3)
    for day, role in enumerate(("first_reviewer", "second_reviewer")):
        signed = OnPaper(county.person(role), TODAY + timedelta(days=day), scan())
        disclosure.approve_publication(publication, is_proofread=True, by=clerk, at=later, on_paper=signed)

    assert publication.state == "in_third_review"


def test_paper_is_not_signed_tomorrow(county: County) -> None:
    paper = OnPaper(county.person("first_reviewer"), TODAY + timedelta(days=1), scan())

    with refused(InvalidInput, "paper-day"):
        move(submitted(county), "approve", county.person("clerk"), on_paper=paper)


@pytest.mark.parametrize("role", ["auditor", "security_admin", "operator"])
def test_paper_is_entered_by_staff_of_the_body(county: County, role: str) -> None:
    paper = OnPaper(county.person("first_reviewer"), TODAY, scan())

    with refused(NotPermitted, "paper-recorder"):
        move(submitted(county), "approve", county.person(role), on_paper=paper)


def test_paper_does_not_pass_round_the_rule_on_own_work(county: County) -> None:
    publication, clerk = submitted(county), county.person("clerk")
    paper = OnPaper(clerk, TODAY, scan())

    with refused(NotPermitted, "role-needed"):
        move(publication, "approve", county.person("first_reviewer"), on_paper=paper)


def test_one_scan_proves_one_decision(county: County) -> None:
    reviewer, clerk, form = county.person("first_reviewer"), county.person("clerk"), scan()
    move(submitted(county), "approve", clerk, on_paper=OnPaper(reviewer, TODAY, form))

    with pytest.raises(Exception, match=r"scan|Scan"):
        move(submitted(county), "approve", clerk, on_paper=OnPaper(reviewer, TODAY, form))
