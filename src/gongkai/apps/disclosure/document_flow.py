"""The way of a normative document: drafted, found lawful, approved, issued; later amended, prolonged, repealed.

Where it stands (`state`) is apart from what it is worth on a day (`VALIDITY`), which follows from its dated facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gongkai.bilingual import Text
from gongkai.declarations import Entry, read_file
from gongkai.flow import Fact, Flow, Move, State

_FILE = "disclosure/data/documents.yaml"


def _table(name: str) -> Mapping[str, Text]:
    """Keys and their words, in the order of the file."""
    entry = Entry(read_file(Path(__file__).parent / "data" / "documents.yaml", where=_FILE), _FILE).entry(name)
    return {key: entry.words(key) for key, _pair in entry.named()}


DOCUMENT = Flow(
    "normative_document",
    Text("规范性文件办理", "Way of a normative document"),
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
            ("in_approval", "approved", "issued"),
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
DOCUMENT_KINDS = _table("document_kinds")
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

PROBLEM_SOURCES = _table("problem_sources")

RULE_BOOK_KINDS: Mapping[str, Text] = {
    "rule": Text("制度", "Rule"),
    "flow_chart": Text("流程图", "Flow chart"),
}
RULE_BOOK_TOPICS = _table("rule_book_topics")
"""What the rules and flow charts of disclosure work are about, in the order of the rule book."""
