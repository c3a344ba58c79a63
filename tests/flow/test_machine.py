"""Flows: what is open, what is refused and why, and which declarations are wrong."""

from dataclasses import replace

import pytest

from gongkai.bilingual import Text
from gongkai.errors import InvalidDeclaration, InvalidInput, MoveRefused
from gongkai.flow.machine import Flow, Move, State
from tests.flow.sample import COUNTER, FACTS, MOVES, STATES

HAND_OVER = Move("hand_over", Text("移交", "Hand over"), ("received",), "answered", "clerk")


def flow_with(**changes: object) -> Flow:
    return replace(COUNTER, **changes)  # type: ignore[arg-type]


def test_moves_from_a_state_come_in_declared_order() -> None:
    names = [move.name for move in COUNTER.moves_from("received")]

    assert names == ["ask_correction", "consult", "send_reply"]


def test_moves_of_one_office_are_told_apart() -> None:
    assert [move.name for move in COUNTER.moves_from("received", by="clerk")] == ["send_reply"]


def test_open_move_with_its_facts_is_allowed() -> None:
    move = COUNTER.check_move("received", "send_reply", facts={"reply", "proof_of_delivery"})

    assert move.target == "answered"


def test_move_from_another_state_is_refused_with_what_is_open() -> None:
    with pytest.raises(MoveRefused) as refused:
        COUNTER.check_move("unclear", "send_reply")

    assert refused.value.code == "move-not-open"
    assert refused.value.message.zh == "“待补正”时不能“送达答复”。"
    assert refused.value.hint == Text("现在可以：收到补正。", "Possible now: Take in the correction.")


def test_move_at_the_end_says_that_nothing_follows() -> None:
    with pytest.raises(MoveRefused) as refused:
        COUNTER.check_move("answered", "consult")

    assert refused.value.hint is not None
    assert refused.value.hint.zh == "这一状态已是终点。"


def test_missing_facts_are_named_in_both_languages() -> None:
    with pytest.raises(MoveRefused) as refused:
        COUNTER.check_move("received", "send_reply", facts={"reply"})

    assert refused.value.code == "missing-facts"
    assert refused.value.message == Text(
        "“送达答复”还缺少：送达凭证。", "Send the reply still needs: the proof of delivery."
    )


@pytest.mark.parametrize(
    ("state", "move", "code"), [("lost", "correct", "unknown-state"), ("received", "burn", "unknown-move")]
)
def test_unknown_names_are_refused(state: str, move: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        COUNTER.check_move(state, move)

    assert refused.value.code == code


WRONG = {
    "state declared twice": ({"states": (*STATES, STATES[0])}, "state received"),
    "move declared twice": ({"moves": (*MOVES, MOVES[0])}, "move ask_correction"),
    "fact declared twice": ({"facts": (*FACTS, FACTS[0])}, "fact reply"),
    "unknown start": ({"start": "nowhere"}, "start"),
    "unknown source": ({"moves": (*MOVES, replace(HAND_OVER, sources=("nowhere",)))}, "move hand_over"),
    "unknown target": ({"moves": (*MOVES, replace(HAND_OVER, target="nowhere"))}, "move hand_over"),
    "no source": ({"moves": (*MOVES, replace(HAND_OVER, sources=()))}, "move hand_over"),
    "unknown fact": ({"moves": (*MOVES, replace(HAND_OVER, needs=("stamp",)))}, "move hand_over"),
    "unreachable state": ({"states": (*STATES, State("lost", Text("遗失", "lost"), is_final=True))}, "state lost"),
    "dead end": ({"moves": tuple(m for m in MOVES if m.name != "correct")}, "state unclear"),
    "circle without an end": (
        {"moves": tuple(m for m in MOVES if m.name != "send_reply"), "states": STATES[:3]},
        "state received",
    ),
}


@pytest.mark.parametrize(("changes", "where"), WRONG.values(), ids=WRONG.keys())
def test_wrong_declaration_is_refused_with_its_place(changes: dict[str, object], where: str) -> None:
    with pytest.raises(InvalidDeclaration) as refused:
        flow_with(**changes)

    assert refused.value.code == "invalid-flow"
    assert refused.value.where == f"flow counter: {where}"
