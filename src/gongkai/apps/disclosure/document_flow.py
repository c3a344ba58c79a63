"""The way of a normative document: drafted, found lawful, approved, issued; later amended, prolonged, repealed.

Where it stands (`state`) is apart from what it is worth on a day (`VALIDITY`), which follows from its dated facts.
"""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.bilingual import Text
from gongkai.flow import Fact, Flow, Move, State

DOCUMENT = Flow(
    "normative_document",
    Text("规范性文件", "Normative document"),
    start="draft",
    states=(
        State("draft", Text("起草中", "Being drafted")),
        State("in_legality_review", Text("待合法性审核", "Awaiting the legality review")),
        State("in_approval", Text("待审签", "Awaiting approval")),
        State("approved", Text("待制发", "Approved, to be issued")),
        State("issued", Text("已制发", "Issued"), clock="stopped", is_final=True),
        State("repealed", Text("已废止", "Repealed"), clock="stopped", is_final=True),
        State("dropped", Text("不再制定", "Dropped"), clock="stopped", is_final=True),
    ),
    moves=(
        Move(
            "send_to_legality_review",
            Text("送合法性审核", "Send to the legality review"),
            ("draft",),
            "in_legality_review",
            by="clerk",
        ),
        Move(
            "find_lawful",
            Text("审核合法", "Find it lawful"),
            ("in_legality_review",),
            "in_approval",
            by="legal_adviser",
            needs=("opinion",),
        ),
        Move(
            "find_unlawful",
            Text("提出修改意见", "Ask for changes"),
            ("in_legality_review",),
            "draft",
            by="legal_adviser",
            needs=("opinion",),
        ),
        Move("approve_document", Text("审签同意", "Approve the document"), ("in_approval",), "approved", by="leader"),
        Move(
            "return_document",
            Text("退回修改", "Send back"),
            ("in_approval", "approved"),
            "draft",
            by="leader",
            needs=("reason",),
        ),
        Move("drop", Text("不再制定", "Drop it"), ("draft",), "dropped", by="clerk", needs=("reason",)),
        Move(
            "issue",
            Text("登记编号制发", "Number and issue it"),
            ("approved",),
            "issued",
            by="office_head",
            needs=("number",),
        ),
        Move(
            "amend", Text("登记修改", "Record an amendment"), ("issued",), "issued", by="office_head", needs=("basis",)
        ),
        Move(
            "prolong",
            Text("登记延长有效期", "Prolong its validity"),
            ("issued",),
            "issued",
            by="office_head",
            needs=("basis",),
        ),
        Move(
            "repeal", Text("登记废止", "Record its repeal"), ("issued",), "repealed", by="office_head", needs=("basis",)
        ),
    ),
    facts=(
        Fact("opinion", Text("审核意见", "Opinion")),
        Fact("reason", Text("理由", "Reason")),
        Fact("number", Text("发文字号", "Document number")),
        Fact("basis", Text("依据的文件", "The document by which it was done")),
    ),
)

NORMATIVE, RULES, POLICY = "normative", "rules", "policy"
DOCUMENT_KINDS: Mapping[str, Text] = {
    NORMATIVE: Text("行政规范性文件", "Normative document"),
    RULES: Text("规章", "Rules"),
    POLICY: Text("其他政策文件", "Other policy document"),
}
"""Table 2 counts the first two. law: f30"""
PUBLISHED_AS: Mapping[str, str] = {
    NORMATIVE: "normative_document",
    RULES: "normative_document",
    POLICY: "policy_document",
}
"""Type of the publication that carries the text of a document."""
INTERPRETABLE = frozenset(PUBLISHED_AS.values())
"""Types of publications that go with an interpretation."""

STATUS_EVENTS: Mapping[str, Text] = {
    "issued": Text("制发", "Issued"),
    "amended": Text("修改", "Amended"),
    "prolonged": Text("延长有效期", "Validity prolonged"),
    "repealed": Text("废止", "Repealed"),
    "lapsed": Text("期满失效", "Lapsed"),
}
ONCE = ("issued", "repealed", "lapsed")
"""Facts that a document has at most once."""

VALIDITY: Mapping[str, Text] = {
    "not_issued": Text("未制发", "Not issued"),
    "not_yet": Text("尚未施行", "Not yet in effect"),
    "in_force": Text("有效", "In force"),
    "amended": Text("已修改", "In force as amended"),
    "lapsed": Text("失效", "Lapsed"),
    "repealed": Text("废止", "Repealed"),
}
VALIDITY_TONES: Mapping[str, str] = {
    "not_issued": "idle",
    "not_yet": "going",
    "in_force": "done",
    "amended": "done",
    "lapsed": "near",
    "repealed": "late",
}

FORMS: Mapping[str, Text] = {
    "text": Text("文字解读", "Text"),
    "graphic": Text("图文图解", "Graphic"),
    "animated": Text("动漫", "Animation"),
    "video": Text("视频音频", "Video or audio"),
    "leader": Text("负责人解读", "By a responsible leader"),
    "expert": Text("专家、媒体解读", "By experts or media"),
    "forwarded": Text("转载解读", "Forwarded"),
}
"""Forms of interpretation, as the measures name them."""

PROBLEM_SOURCES: Mapping[str, Text] = {
    "hotline": Text("热线", "Hotline"),
    "hall": Text("服务大厅", "Service hall"),
    "site": Text("网站留言", "Message on the website"),
    "inspection": Text("督查检查", "Inspection"),
    "handling_unit": Text("执行单位反映", "Told by the unit that carries it out"),
    "other": Text("其他", "Other"),
}

RULE_BOOK_KINDS: Mapping[str, Text] = {
    "rule": Text("制度", "Rule"),
    "flow_chart": Text("流程图", "Flow chart"),
}
RULE_BOOK_TOPICS: Mapping[str, Text] = {
    "release": Text("信息发布", "Release"),
    "requests": Text("依申请公开", "Requests"),
    "new_media": Text("政务新媒体", "New media"),
    "collection": Text("信息采集", "Collection"),
    "editing": Text("信息编辑", "Editing"),
    "review": Text("审核审查", "Review"),
    "sharing": Text("信息共享", "Sharing"),
    "interpretation": Text("政策解读", "Interpretation"),
    "other": Text("其他", "Other"),
}
"""What the rules and flow charts of disclosure work are about, in the order of the rule book."""
