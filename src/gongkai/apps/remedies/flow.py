"""The way of an administrative review and of a suit, as the body that is part of it keeps it.

The flow says whose turn it is. Which periods run follows from the dated facts (clock.py); a suit may open anew, one
instance after the other.
"""

from __future__ import annotations

from gongkai.bilingual import Text
from gongkai.flow import Fact, Flow, Move, State

_HANDLER, _HEAD = "handler", "office_head"

_STATES = (
    State("noticed", Text("已收到，待办理", "Received")),
    State("answered", Text("已答复或答辩，待决定", "Answered, awaiting the decision")),
    State("decided", Text("已有决定或裁判", "Decided"), clock="stopped"),
    State("closed", Text("已办结", "Closed"), clock="stopped", is_final=True),
    State("archived", Text("已归档", "Archived"), clock="stopped", is_final=True),
)
_MOVES = (
    Move("answer", Text("登记答复或答辩", "Record the answer"), ("noticed",), "answered", _HANDLER, "", ("proof",)),
    Move(
        "decide",
        Text("登记决定或裁判", "Record the decision"),
        ("noticed", "answered"),
        "decided",
        _HANDLER,
        "",
        ("result",),
    ),
    Move("appeal", Text("登记上诉", "Record an appeal"), ("decided",), "noticed", _HANDLER, "litigation2017/85"),
    Move(
        "retry",
        Text("登记再审", "Record a retrial"),
        ("decided", "closed"),
        "noticed",
        _HANDLER,
        "litigation-rules2018/110",
    ),
    Move("close", Text("办结", "Close the case"), ("decided",), "closed", _HEAD),
    Move("archive", Text("归档", "Archive"), ("closed",), "archived", _HEAD),
)
_FACTS = (
    Fact("proof", Text("凭证", "the proof")),
    Fact("result", Text("结果", "the result")),
)


def _part(name: str, label: Text, *without: str) -> Flow:
    """The flow of one kind: some moves left out, and the states nothing leads to any more."""
    moves = tuple(move for move in _MOVES if move.name not in without)
    reached = {"noticed", *(move.target for move in moves)}
    states = tuple(state for state in _STATES if state.name in reached)
    kept = tuple(
        Move(
            move.name,
            move.label,
            tuple(source for source in move.sources if source in reached),
            move.target,
            move.by,
            move.cite,
            move.needs,
        )
        for move in moves
    )
    needed = {need for move in kept for need in move.needs}
    return Flow(name, label, "noticed", states, kept, tuple(fact for fact in _FACTS if fact.name in needed))


DISPUTE = _part("dispute", Text("复议和诉讼", "Review or suit"))
ADMINISTRATIVE_REVIEW = _part("administrative_review", Text("复议案件", "Administrative review"), "appeal", "retry")
REVIEW_DECIDED_HERE = _part(
    "review_decided_here", Text("本机关审理的行政复议", "Review decided here"), "answer", "appeal", "retry"
)
LITIGATION = _part("litigation", Text("行政诉讼", "Litigation"))
FINAL = frozenset(state.name for state in DISPUTE.states if state.is_final)
