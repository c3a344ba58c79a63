"""docs/reference/law.md: every parameter of law with its periods, citations and status."""

from __future__ import annotations

from gongkai.law.citation import instruments
from gongkai.law.parameters import parameter_rows
from tools.handbook.markdown import both, code, page_of, table

INTRODUCTION = """
每项期限、数额和选择都有生效日期、依据和核实情况。规定修改时增加新值，旧值保留，旧事适用旧法。
核实情况：verified 已核对原文；secondhand 来自转述；memory 凭记忆；inference 为推断。

Each time limit, amount and choice has its dates, its citation and how far it was checked. When a rule changes a new
value is added and the old one stays, so that an old case keeps the old law.
"""


def page() -> str:
    heads = (
        "参数 parameter",
        "名称 label",
        "值 value",
        "起 from",
        "止 to",
        "依据 citation",
        "核实 status",
        "说明 note",
    )
    values = (
        (
            code(row.id),
            both(row.label),
            both(row.value),
            row.valid_from,
            row.valid_to,
            code(row.cite.id),
            row.status,
            both(row.note),
        )
        for row in parameter_rows()
    )
    known = instruments().values()
    sources = (
        (code(i.id), both(i.printed), i.number, i.valid_from, i.valid_to, i.status)
        for i in sorted(known, key=lambda one: one.id)
    )
    source_heads = ("编号 id", "名称 title", "文号 number", "起 from", "止 to", "核实 status")
    return page_of(
        "法定参数 Parameters of law",
        INTRODUCTION,
        table(heads, values),
        "## 依据文件 Instruments",
        table(source_heads, sources),
    )
