"""docs/reference/findings.md: every rule of the checker."""

from __future__ import annotations

from gongkai.reports.findings import RULE_FILES, rules
from tools.handbook.markdown import both, code, page_of, table

INTRODUCTION = """
核查规则一览。编号不会改变；`gongkai explain 编号` 显示同样的内容。
程度：error 错误，warning 警告，info 提示；列出多个的，先列通常的一个。

Every rule of the checker. Ids are stable; `gongkai explain ID` shows the same. Where several severities are listed the
usual one comes first.
"""

HEADS = ("编号 id", "程度 severity", "名称 title", "说明 message", "建议 hint", "依据 citation", "别名 alias")


def page() -> str:
    rows = (
        (
            f'<span id="{rule.id}"></span>`{rule.id}`',
            " / ".join(rule.severities),
            both(rule.title),
            both(rule.message),
            both(rule.hint),
            code(rule.cite),
            rule.alias,
        )
        for rule in rules().values()
    )
    files = ", ".join(f"`reports/data/rules/{name}.yaml`" for name in RULE_FILES)
    count = f"{len(rules())} 条规则，声明于 {files}。 {len(rules())} rules, declared there."
    return page_of("核查发现 Findings", INTRODUCTION, count, table(HEADS, rows))
