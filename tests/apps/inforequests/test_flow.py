"""Every state, every role: what may be made is what the flow says, and nothing else."""

from __future__ import annotations

import pytest
from django.db import transaction

from gongkai.apps.accounts.moves import make_move, open_moves
from gongkai.apps.accounts.roles import APPLICANT, ROLES
from gongkai.apps.inforequests.flow import INFO_REQUEST
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.errors import MoveRefused, NotPermitted
from tests.apps.builders import NOW, TODAY, County
from tests.apps.inforequests.builders import drafted, handed_in, in_hand, online, replied, signed

STATES = [state.name for state in INFO_REQUEST.states]
FACTS = [fact.name for fact in INFO_REQUEST.facts]


@pytest.mark.parametrize("state", STATES)
def test_role_may_make_the_moves_the_flow_leaves_to_it(county: County, state: str) -> None:
    subject = InfoRequest(state=state, public_body=county.body)

    for role in ROLES:
        moves = open_moves(subject, by=county.person(role), on=TODAY)

        assert set(moves) == set(INFO_REQUEST.moves_from(state))
        assert {move.name for move, may in moves.items() if may} == {
            move.name for move in INFO_REQUEST.moves_from(state, by=role)
        }


@pytest.mark.parametrize("move", [move.name for move in INFO_REQUEST.moves])
def test_move_from_any_other_state_is_refused(county: County, move: str) -> None:
    known = INFO_REQUEST.move(move)
    one = replied(county) if "replied" not in known.sources else online(county).info_request
    role = "leader" if known.by == APPLICANT.name else known.by

    with (
        pytest.raises(MoveRefused) as caught,
        transaction.atomic(),
        make_move(one, move, by=county.person(role), at=NOW, facts=FACTS),
    ):
        pass

    assert caught.value.code == "move-not-open"


@pytest.mark.parametrize("move", [move.name for move in INFO_REQUEST.moves if move.needs])
def test_move_without_its_facts_is_refused(county: County, move: str) -> None:
    known = INFO_REQUEST.move(move)
    made = {
        "submitted": lambda: online(county).info_request,
        "registered": lambda: handed_in(county),
        "in_hand": lambda: in_hand(county),
        "signed": lambda: signed(county),
        "replied": lambda: replied(county),
    }
    source = next((state for state in known.sources if state in made), None)
    one = made[source]() if source else drafted(county)
    if source is None:
        InfoRequest.objects.filter(pk=one.pk).update(state=known.sources[0])

    with pytest.raises((MoveRefused, NotPermitted)) as caught, transaction.atomic():  # noqa: SIM117
        with make_move(one, move, by=county.person("leader" if known.by == "applicant" else known.by), at=NOW):
            pass

    assert caught.value.code in ("missing-facts", "role-needed")


@pytest.mark.parametrize("role", sorted(ROLES))
def test_role_of_another_body_makes_no_move(county: County, role: str) -> None:
    one = in_hand(county)

    moves = open_moves(one, by=county.person(role, county.department), on=TODAY)

    assert not any(moves.values())
