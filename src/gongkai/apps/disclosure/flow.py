"""The way of a publication, from draft through its reviews to the public, as the rule of its body shapes it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gongkai.bilingual import Text
from gongkai.flow import Fact, Flow, Move, State

MOST_REVIEWS = 3

_REVIEWS = (
    ("in_first_review", "approve", "send_back", "first_reviewer", Text("一审", "first review")),
    ("in_second_review", "approve_second", "send_back_second", "second_reviewer", Text("二审", "second review")),
    ("in_third_review", "approve_third", "send_back_third", "third_reviewer", Text("三审", "third review")),
)
_STATES = {
    state.name: state
    for state in (
        State("draft", Text("草稿", "Draft"), clock="runs"),
        State("in_first_review", Text("待一审", "Awaiting first review")),
        State("in_second_review", Text("待二审", "Awaiting second review")),
        State("in_third_review", Text("待三审", "Awaiting third review")),
        State("in_secrecy_review", Text("待保密审查", "Awaiting secrecy screening"), cite="ogi2019/17"),
        State("in_signing", Text("待签发", "Awaiting the leader's signature")),
        State("approved", Text("待发布", "Approved")),
        State("published", Text("已发布", "Published"), clock="stopped", is_final=True),
        State("withheld", Text("不予公开", "Withheld"), clock="stopped", is_final=True),
        State("withdrawn", Text("已撤下", "Withdrawn"), clock="stopped", is_final=True),
    )
}
_BACK = Text("退回修改", "Send back")

APPROVALS = tuple(approve for _, approve, *_ in _REVIEWS)
SEND_BACKS = (*(back for _, _, back, *_ in _REVIEWS), "send_back_signing", "send_back_approved")
SECRECY = ("clear", "redact", "forbid")
ALWAYS = frozenset({"withdraw", "correct", "rework"})
"""What stays possible with finished work, and so is nobody's duty."""


@cache
def publication_flow(reviews: int = MOST_REVIEWS, *, is_signed: bool = True, is_public: bool = True) -> Flow:
    """The flow under a rule.

    reviews    how many reviews come before the secrecy screening
    is_signed  a leader signs after it
    is_public  an earlier text is before the public: it can be withdrawn at any time, and its correction dropped
    """
    moves = tuple(_moves(_REVIEWS[:reviews], is_signed, is_public))
    reached = {move.target for move in moves} | {source for move in moves for source in move.sources}
    return Flow(
        "publication",
        Text("发布信息", "Publication"),
        start="draft",
        states=tuple(state for name, state in _STATES.items() if name in reached),
        moves=moves,
        facts=(
            Fact("self_check", Text("自查", "The clerk's own check")),
            Fact("proofread", Text("校对", "Proofreading")),
            Fact("basis", Text("审查依据", "Basis of the screening")),
            Fact("reason", Text("理由", "Reason")),
        ),
    )


def _moves(reviews: tuple[tuple[str, str, str, str, Text], ...], is_signed: bool, is_public: bool) -> Iterator[Move]:
    yield Move("submit", Text("送审", "Submit"), ("draft",), reviews[0][0], by="clerk", needs=("self_check",))
    following = [*(state for state, *_ in reviews[1:]), "in_secrecy_review"]
    for (state, approve, back, role, label), target in zip(reviews, following, strict=True):
        words = Text(f"{label.zh}通过", f"Pass the {label.en}")
        yield Move(back, _BACK, (state,), "draft", by=role, needs=("reason",))
        yield Move(approve, words, (state,), target, by=role, needs=("proofread",))
    yield from _secrecy_moves("in_signing" if is_signed else "approved")
    if is_signed:
        yield Move("send_back_signing", _BACK, ("in_signing",), "draft", by="leader", needs=("reason",))
        yield Move("sign", Text("签发", "Sign for release"), ("in_signing",), "approved", by="leader")
    yield Move("send_back_approved", _BACK, ("approved",), "draft", by="publisher", needs=("reason",))
    yield Move("publish", Text("发布", "Publish"), ("approved",), "published", by="publisher", cite="ogi2019/26")
    keep_back = Text("登记为不主动公开", "Keep it back")
    yield Move("withhold", keep_back, ("approved",), "withheld", by="publisher", cite="ogi2019/13")
    yield from _later_moves([state for state, *_ in reviews], is_signed, is_public)


def _secrecy_moves(target: str) -> Iterator[Move]:
    here, by, cite = ("in_secrecy_review",), "secrecy_reviewer", "ogi2019/17"
    redact, forbid = Text("删减后再审", "Redact first"), Text("不得公开", "May not be published")
    yield Move("redact", redact, here, "draft", by=by, cite=cite, needs=("reason",))
    yield Move("forbid", forbid, here, "withheld", by=by, cite="ogi2019/14", needs=("reason",))
    yield Move("clear", Text("可以公开", "May be published"), here, target, by=by, cite=cite, needs=("basis",))


def _later_moves(reviewed_in: list[str], is_signed: bool, is_public: bool) -> Iterator[Move]:
    under_way = ("draft", *reviewed_in, "in_secrecy_review", *(("in_signing",) if is_signed else ()), "approved")
    correct, drop = Text("更正", "Correct"), Text("放弃更正", "Drop the correction")
    yield Move("correct", correct, ("published",), "draft", by="clerk", needs=("reason",))
    if is_public:
        yield Move("drop_correction", drop, ("draft",), "published", by="clerk")
    sources = ("published", *under_way, "withheld") if is_public else ("published",)
    yield Move("withdraw", Text("撤下", "Withdraw"), sources, "withdrawn", by="publisher", needs=("reason",))
    rework = Text("重新编写", "Write anew")
    yield Move("rework", rework, ("withdrawn", "withheld"), "draft", by="clerk", needs=("reason",))


PUBLICATION = publication_flow()
"""The widest of them: every state and every move there is."""


def waiting_states(role: str) -> frozenset[str]:
    """Where unfinished work waits for this role."""
    moves = [move for move in PUBLICATION.moves if move.by == role and move.name not in ALWAYS]
    return frozenset(source for move in moves for source in move.sources)
