"""A small flow of an invented counter, for tests and as a pattern to copy."""

from gongkai.bilingual import Text
from gongkai.flow.machine import Fact, Flow, Move, State

STATES = (
    State("received", Text("已收到", "received")),
    State("unclear", Text("待补正", "waiting for a correction"), clock="restarts", cite="ogi2019/30"),
    State("asked", Text("征求意见中", "waiting for a third party"), clock="paused"),
    State("answered", Text("已答复", "answered"), clock="stopped", is_final=True),
)
MOVES = (
    Move("ask_correction", Text("通知补正", "Ask for a correction"), ("received",), "unclear", "handler", "ogi2019/30"),
    Move("correct", Text("收到补正", "Take in the correction"), ("unclear",), "received", "clerk"),
    Move("consult", Text("征求意见", "Ask the third party"), ("received",), "asked", "handler"),
    Move("resume", Text("收到意见", "Take in the opinion"), ("asked",), "received", "clerk"),
    Move(
        "send_reply",
        Text("送达答复", "Send the reply"),
        ("received", "asked"),
        "answered",
        "clerk",
        cite="ogi2019/33",
        needs=("reply", "proof_of_delivery"),
    ),
)
FACTS = (
    Fact("reply", Text("答复书", "the reply letter")),
    Fact("proof_of_delivery", Text("送达凭证", "the proof of delivery")),
)
COUNTER = Flow("counter", Text("窗口申请", "A request at the counter"), "received", STATES, MOVES, FACTS)
