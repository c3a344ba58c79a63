"""The way of a publication, from draft to the public."""

from gongkai.bilingual import Text
from gongkai.flow import Fact, Flow, Move, State

PUBLICATION = Flow(
    "publication",
    Text("发布信息", "Publication"),
    start="draft",
    states=(
        State("draft", Text("草稿", "Draft"), clock="runs"),
        State("in_first_review", Text("待一审", "Awaiting first review")),
        State("approved", Text("待发布", "Approved")),
        State("published", Text("已发布", "Published"), clock="stopped", is_final=True),
    ),
    moves=(
        Move("submit", Text("送审", "Submit"), ("draft",), "in_first_review", by="clerk"),
        Move(
            "send_back",
            Text("退回修改", "Send back"),
            ("in_first_review",),
            "draft",
            by="first_reviewer",
            needs=("reason",),
        ),
        Move("approve", Text("审核通过", "Approve"), ("in_first_review",), "approved", by="first_reviewer"),
        Move("publish", Text("发布", "Publish"), ("approved",), "published", by="publisher", cite="ogi2019/26"),
    ),
    facts=(Fact("reason", Text("理由", "Reason")),),
)
