"""Words of disputes: kinds, parts a body plays, levels, forms of decision."""

from __future__ import annotations

from gongkai.bilingual import Text

KINDS: dict[str, Text] = {
    "review": Text("复议案件", "Administrative review"),
    "direct": Text("直接提起的诉讼", "Direct suit"),
    "after_review": Text("经复议的诉讼", "Suit after review"),
}
"""The three blocks of Table 4."""
ROLES: dict[str, Text] = {
    "respondent": Text("被申请人", "Respondent"),
    "reviewing_organ": Text("复议机关（审理）", "Reviewing body (decides)"),
    "defendant": Text("被告", "Defendant"),
    "co_defendant": Text("共同被告（维持原行为的复议机关）", "Co-defendant (reviewing body that upheld)"),
}
ROLES_OF = {
    "review": ("respondent", "reviewing_organ"),
    "direct": ("defendant",),
    "after_review": ("defendant", "co_defendant"),
}
COUNTED_ROLES = frozenset({"respondent", "defendant"})
"""Who counts a case in Table 4: the original actor; neither the reviewing body that decides nor the one that is only
co-defendant (q201)."""
LEVELS: dict[str, Text] = {
    "review": Text("复议", "Review"),
    "first": Text("一审", "First instance"),
    "second": Text("二审", "Second instance"),
    "retrial": Text("再审", "Retrial"),
}
FORMS: dict[str, Text] = {
    "decision": Text("复议决定", "Review decision"),
    "judgment": Text("判决", "Judgment"),
    "ruling": Text("裁定", "Ruling"),
    "mediation": Text("调解书", "Mediation"),
}
FACT_KINDS: dict[str, Text] = {
    "accepted": Text("受理或立案", "Accepted"),
    "answered": Text("提交答复或答辩", "Answered"),
    "extended": Text("延长审理期限", "Decision put off"),
    "told": Text("收到决定或裁判", "Decision received"),
    "reanswered": Text("已重新答复", "Replied anew"),
}


def forum_of(kind: str) -> str:
    """Under which heading of the law its results stand."""
    return "review" if kind == "review" else "suit"
